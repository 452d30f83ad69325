"""Where and when people meet the shop: calendar, channels, campaigns, promotions."""
# ruff: noqa: E501 - one column is one line

from __future__ import annotations

from toolkit.data.table import define

CALENDAR = define(
    "calendar",
    keys="date",
    grain=("one day", "一天"),
    means=(
        "Days with their holidays and shopping festivals, known in advance; it runs on to the end of 2026, past the last day of the other tables.",
        "日历：节假日与大促安排，事先可知；延续到 2026 年底，晚于其他表的最后一天。",
    ),
    columns="""
    date            | date                              |      | The day.                                                                              | 日期
    dow             | int                               |      | Day of the week, 1 = Monday … 7 = Sunday.                                             | 星期，1 为周一，7 为周日
    is_holiday      | bool                              |      | True on a public holiday of mainland China.                                           | 是否法定节假日
    holiday_name    | text?                             |      | Name of the holiday; empty on other days.                                             | 节假日名称；非节假日为空
    event_name      | text?                             |      | Name of the shopping festival whose phases cover the day (11.11, 618, …); else empty. | 所属大促名称（双十一、618 等）；其余为空
    event_phase     | text{none,preheat,burst,after}    |      | Where the day stands in that festival: before, during or after it; none on other days. | 大促阶段：预热、爆发、余热；平日为 none
    cny_offset_days | int                               | days | Days since the nearest Chinese New Year's Day: 0 on that day, negative before it.     | 距最近春节（正月初一）的天数，之前为负
    """,
)

CHANNELS = define(
    "channels",
    keys="channel_id",
    grain=("one channel", "一个渠道"),
    means=("The ways by which visitors come to the shop.", "渠道：访客进店的来路。"),
    columns="""
    channel_id      | text                              |       | Identifier, for example search_org.                                                  | 渠道编号
    name_en         | text                              |       | Name in English.                                                                     | 英文名
    name_zh         | text                              |       | Name in Chinese.                                                                     | 中文名
    place_platform  | text                              |       | Place where the channel meets people: marketplace, content platform, own mini-program, off-site. | 所在场域：电商平台、内容平台、自有小程序、站外
    kind            | text{free,paid,owned,cps}         |       | How the channel is come by: free, bought, own contacts, or a share of sales.         | 性质：免费、付费、自有、按成交付佣
    billing         | text{none,cpc,cpm,cps,per_send}   |       | What is paid for: nothing, clicks, thousands of views, sales, messages sent.         | 计费：无、按点击、按千次展示、按成交、按条
    fee_rate        | rate                              | share | Commission as a share of the paid amount; 0 where not billed by sales.               | 佣金率，占支付金额之比；不按成交计费的为 0
    """,
)

CAMPAIGNS = define(
    "campaigns",
    keys="campaign_id",
    grain=("one campaign", "一个推广计划"),
    means=("The advertising campaigns the shop runs, several to a channel.", "推广计划；一个渠道可有多个。"),
    columns="""
    campaign_id     | text             |             | Identifier, for example paid_search_brand.                                 | 计划编号
    channel_id      | text > channels  |             | Channel it runs on.                                                        | 所属渠道
    name            | text             |             | Name.                                                                      | 计划名称
    objective       | text             |             | What it is meant to bring.                                                 | 推广目标
    is_brand_kw     | bool             |             | True if it bids on the shop's own name (brand keywords).                   | 是否品牌词
    start_date      | date             |             | First day.                                                                 | 开始日期
    end_date        | date?            |             | Last day; empty while it has no planned end.                               | 结束日期；无计划结束则为空
    daily_budget    | money            | CNY per day | Usual budget of a day.                                                     | 日常日预算
    """,
)

PROMOTIONS = define(
    "promotions",
    keys="promo_id",
    grain=("one promotion", "一次促销"),
    means=("Price promotions with their goods, depth and target.", "促销活动：商品范围、力度与目标。"),
    columns="""
    promo_id        | text                                  |       | Identifier.                                                                       | 活动编号
    name            | text                                  |       | Name.                                                                             | 活动名称
    kind            | text{discount,coupon,bundle,live}     |       | Price cut, coupon, bundle, or price in a live show.                               | 形式：直降、优惠券、套装、直播价
    start_ts        | ts                                    |       | Start.                                                                            | 开始时间
    end_ts          | ts                                    |       | End, the first moment it no longer holds.                                         | 结束时间（不含）
    product_ids     | text                                  |       | The products in it: product_id parted by blanks.                                  | 参加商品，product_id 以空格分隔
    depth           | rate                                  | share | Price reduction as a share of the list price: 0.2 is 20 % off.                    | 力度：降价占标价之比，0.2 即八折
    funded_by       | text{shop,platform}                   |       | Who bears the reduction.                                                          | 由谁承担
    target_paid     | money                                 | CNY   | Paid amount the promotion was to bring over all its days and products.            | 目标支付金额（全程、全部参加商品）
    """,
)
