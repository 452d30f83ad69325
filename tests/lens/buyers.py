"""Hand-made customers: orders of people whose buying rates and patience are known."""

import numpy as np
import pandas as pd

START = pd.Timestamp("2024-01-01")


def orders_of(*purchases):
    """(customer, day, channel, paid) → an orders table; a customer of None is a guest."""
    table = pd.DataFrame(purchases, columns=["customer_id", "day", "channel_id", "paid_amount"])
    table["paid_ts"] = START + pd.to_timedelta(table.pop("day"), unit="D") + pd.Timedelta(10, "h")
    table["customer_id"] = table["customer_id"].astype("Int64")
    return table.assign(order_id=range(len(table)))


def bgnbd_history(people, r, alpha, a, b, weeks, seed=1):
    """Exact BG/NBD histories: x, t_x, T of people watched for up to `weeks` weeks, and their orders afterwards."""
    luck = np.random.default_rng(seed)
    rate, stop = luck.gamma(r, 1 / alpha, people), luck.beta(a, b, people)
    watched = luck.uniform(0.4 * weeks, weeks, people)
    rows = []
    for one in range(people):
        now, times = 0.0, []
        while True:
            now += luck.exponential(1 / max(rate[one], 1e-9))
            if now > watched[one] + 26:
                break
            times.append(now)
            if luck.random() < stop[one]:
                break
        before = [t for t in times if t <= watched[one]]
        rows.append((len(before), before[-1] if before else 0.0, watched[one], len(times) - len(before)))
    return pd.DataFrame(rows, columns=["x", "t_x", "T", "later"])
