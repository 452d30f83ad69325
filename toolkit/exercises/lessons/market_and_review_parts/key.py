"""The key of the search: what each kind of incident moves that nothing else moves, who else saw it, and where to point."""

import pandas as pd

DAYS = "'{start}' <= date <= '{end}'"
COLUMNS = ("kind", "id", "only_it", "witness", "where_is", "after", "table", "filter", "measure")
ROWS = (
    (
        "tracker asleep", "INC-01", "visitors of one device fall, its buyers do not", "orders as usual", "device", 0,
        "traffic_daily", f"device == '{{where}}' and {DAYS}", "sum(pay_buyers) / sum(uv)",
    ),
    (
        "machines", "INC-02", "visits of one channel jump and leave at once", "carts and orders as usual", "channel", 0,
        "traffic_daily", f"channel_id == '{{where}}' and {DAYS}", "sum(bounce_visits) / sum(visits)",
    ),
    (
        "price slip", "INC-04", "one product, many times its pieces, at a tenth", "what a piece paid", "product", 14,
        "product_daily", f"product_id == '{{where}}' and {DAYS}", "sum(paid_amount) / sum(units)",
    ),
    (
        "bids too high", "INC-05", "clicks of one campaign dearer, its place better", "the other campaigns", "campaign", 0,
        "ads_daily", f"campaign_id == '{{where}}' and {DAYS}", "sum(spend) / sum(clicks)",
    ),
    (
        "rival's sale", "INC-06", "rivals' prices of one category fall", "our sales there, and nowhere else", "category", 7,
        "market_daily", f"category_id == '{{where}}' and {DAYS}", "mean(rival_price_index)",
    ),
    (
        "discount eats sisters", "INC-08", "one product alone on offer sells more", "its sisters sell less", "product", 14,
        "product_daily", f"product_id == '{{where}}' and {DAYS}", "sum(units)",
    ),
    (
        "viral video", "INC-09", "visits of one channel jump, and look around", "carts, and searches later", "channel", 14,
        "traffic_daily", f"channel_id == '{{where}}' and {DAYS}", "sum(cart_uv)",
    ),
    (
        "early season", "INC-10", "everybody's sales of one category rise for weeks", "rivals' prices as usual", "category", 7,
        "market_daily", f"category_id == '{{where}}' and {DAYS}", "mean(market_paid_index)",
    ),
    (
        "broken checkout", "INC-14", "one device: placed as usual, far fewer paid", "the other device", "device", 0,
        "orders", "device == '{where}' and '{start}' <= created_ts <= '{end} 23:59:59'", "count(paid_ts) / count(order_id)",
    ),
    (
        "late parcels", "INC-07", "days on which parcels left late, one after the other", "stars, a week later", "festival", 14,
        "service_daily", DAYS, "mean(first_resp_p90_s)",
    ),
    (
        "a note in the log", "INC-16", "nothing", "nobody", "the note", 0,
        "ops_log", "'{start}' <= ts <= '{end} 23:59:59'", "rows",
    ),
)  # fmt: skip
"""The last two are not in the stranger's shop: a search must be able to come back empty-handed."""

KINDS = tuple(row[0] for row in ROWS)
BY_ID = {row[1]: row[0] for row in ROWS}
SUSPECTS = tuple(row[1] for row in ROWS if row[1] not in ("INC-07", "INC-16"))


def key():
    """One row a kind of incident."""
    return pd.DataFrame(ROWS, columns=COLUMNS).set_index("kind").drop(columns="id")
