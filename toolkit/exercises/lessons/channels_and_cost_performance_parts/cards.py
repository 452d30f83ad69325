"""The channel cards of lesson 08: who pays when, who can stop it tonight, whom it brings; and six jobs to be done."""

import pandas as pd

BILLED = {
    "none": "nothing",
    "cpc": "each click, bought or not",
    "cpm": "each thousand times it is shown",
    "cps": "{fee:.0%} of a sale, once it is made",
    "per_send": "each message sent",
}
TRAITS = {
    "search_org": ("nobody; it grows with sales and reviews", "people who search for such a thing"),
    "reco_feed": ("nobody; the platform shows what sells", "strollers who were not looking"),
    "paid_search": ("you, and start it tonight", "people who search for such a thing today"),
    "paid_feed": ("you, and start it tonight", "people like our buyers, and who looked here and left"),
    "video": ("you; what is shared goes on", "strangers who see a new thing in use"),
    "affiliate": ("you, for sales to come", "bargain hunters, sent by partners"),
    "crm": ("you, until it is sent", "our own buyers, who agreed to be written to"),
    "direct": ("nobody", "friends who have us on their list"),
    "offsite": ("nobody", "chance guests from elsewhere"),
}
"""By channel: who can stop it tonight, and whom it brings."""
JOBS = {
    "launch": "a new thing; nobody searches for it yet, it has to be seen in use",
    "hit": "a thing that is searched for; tonight more of those who search should see it",
    "clearance": "the last pieces have to go; pay only for what is sold",
    "win back": "buyers of ours who have been silent for long",
    "festival": "this week many looked and left; meet them again before midnight",
    "good name": "in a year, stand higher where people search, without paying for each visit",
}
FITS = {
    "launch": "video",
    "hit": "paid_search",
    "clearance": "affiliate",
    "win back": "crm",
    "festival": "paid_feed",
    "good name": "search_org",
}


def cards(shop, case):
    """One row a channel: its name, what is paid for, who can stop it tonight, whom it brings."""
    rows = shop.channels.set_index("channel_id")
    billed = [BILLED[row["billing"]].format(fee=row["fee_rate"]) for _, row in rows.iterrows()]
    stops, brings = zip(*(TRAITS[channel] for channel in rows.index), strict=True)
    table = pd.DataFrame({"name": rows["name_en"], "we pay for": billed, "can stop it": stops, "brings": brings})
    return table.reset_index()


def jobs(shop, case):
    """One row a job: its name, and what it asks for."""
    return pd.DataFrame({"job": list(JOBS), "asks for": list(JOBS.values())})
