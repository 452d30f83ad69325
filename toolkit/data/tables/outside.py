"""What the shop is measured against: its market, the levels of the platform, and its own targets."""
# ruff: noqa: E501 - one column is one line

from __future__ import annotations

from toolkit.data.table import define

MARKET_DAILY = define(
    "market_daily",
    keys="date category_id",
    grain=("one day of one category", "一天一个类目"),
    means=(
        "The market of each category as the platform publishes it: how much all shops were paid, and where this shop stands.",
        "类目行情，由平台公布：全部店铺的支付规模与本店位次。",
    ),
    columns="""
    date              | date       |                     | The day.                                                                                    | 日期
    category_id       | text       |                     | The category, as in products.                                                               | 类目编号，同 products
    market_paid_index | hundredths | 100 = ordinary day  | Paid amount of all shops of the category.                                                   | 类目支付金额指数，平常日为 100
    own_rank          | int        | place, 1 = best     | Place of this shop among about 2,000 of the category, by paid amount of the last 7 days.    | 本店位次：近 7 天支付金额，约 2000 家店铺中，1 为最好
    top1_paid_index   | hundredths | 100 = ordinary day  | Paid amount of the category's largest shop.                                                 | 类目第一名支付金额指数，其平常日为 100
    rival_price_index | hundredths | 100 = usual prices  | Prices of the rivals against their usual ones.                                              | 竞店价格指数，平常为 100
    """,
)

LEVEL_THRESHOLDS = define(
    "level_thresholds",
    keys="month category_id level",
    grain=("one level in one month", "一月一个层级"),
    means=(
        "Where the shop levels of the main category begin, published monthly. A shop's level goes by all it was paid in the last 30 days; the rule is the platform's and may change.",
        "主营类目各店铺层级的门槛，每月公布。层级按全店近 30 天支付金额确定；规则由平台制定，可能变化。",
    ),
    columns="""
    month        | date  |     | First day of the month.                                                  | 月份（首日）
    category_id  | text  |     | The main category.                                                       | 主营类目编号
    level        | int   | 1–7 | The level; 7 is the highest.                                             | 层级，7 最高
    min_paid_30d | money | CNY | Paid amount of 30 days from which the level begins; 0 for the lowest.    | 该层级所需近 30 天支付金额；最低层级为 0
    """,
)

TARGETS = define(
    "targets",
    keys="month metric",
    grain=("one metric of one month", "一月一个指标"),
    means=(
        "What was planned for each month before it began. Attainment = result ÷ target.",
        "月度目标，事先制定。达成率 = 实际 ÷ 目标。",
    ),
    columns="""
    month  | date                                                           |                      | First day of the month.                                                             | 月份（首日）
    metric | text{paid_amount,uv,pay_conversion,kept_revenue,ad_spend}      |                      | paid_amount: paid in the month; uv: the days' visitors added up; pay_conversion: days' pay_buyers ÷ those; kept_revenue: paid less refunds of the same orders; ad_spend: spend on advertising. | 指标：支付金额；逐日访客数之和；支付买家 ÷ 访客；净销售额（减去同批订单退款）；推广花费
    target | rate                                                           | CNY, people or share | The target, in the unit of its metric.                                              | 目标值，单位随指标
    """,
)
