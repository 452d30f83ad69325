"""What advertising and messages did: ads by product, the ways to an order touch by touch, planned tests unit by unit."""
# ruff: noqa: E501 - one column is one line

from __future__ import annotations

from toolkit.data.table import define

ADS_DAILY = define(
    "ads_daily",
    keys="date campaign_id product_id",
    grain=("one day of one product in one campaign", "一天一个计划中的一个商品"),
    means=(
        "What the advertising platform reports. Impressions, clicks and spend add up to the campaign's day. The attr_ columns are its own credit: one order is credited by every campaign that was clicked in the 15 days before it, so they add up to more than was sold.",
        "推广平台报表。展现、点击、花费之和等于计划当日合计。attr_ 为平台自报归因：下单前 15 天内点击过的每个计划都会各记一次，合计大于实际成交。",
    ),
    columns="""
    date            | date              |                 | The day; of the click, for orders and money.                                            | 日期；订单与金额记在点击日
    campaign_id     | text > campaigns  |                 | The campaign.                                                                           | 推广计划
    product_id      | text > products   |                 | The product in the advertisement.                                                       | 推广商品
    impressions     | int               | views           | Times the advertisement was shown.                                                      | 展现量
    clicks          | int               | clicks          | Clicks on it. Click rate = clicks ÷ impressions.                                        | 点击量；点击率 = 点击 ÷ 展现
    spend           | money             | CNY             | Spend. Price per click = spend ÷ clicks.                                                | 花费；平均点击价 = 花费 ÷ 点击
    avg_bid         | money             | CNY per click   | Mean bid: the most the shop would pay for a click.                                      | 平均出价（愿付的最高点击价）
    avg_position    | hundredths?       | place, 1 is top | Mean place of the advertisement; a smaller number is a better place; empty if never shown. | 平均排名，数值越小越靠前；未展现则为空
    attr_orders_15d | int               | orders          | Paid orders that the platform credits to it: placed at most 15 days after a click, whatever was bought. | 平台归因订单数：点击后 15 天内的支付订单，不限所购商品
    attr_paid_15d   | money             | CNY             | Paid amount of those orders; attr_paid_15d ÷ spend is what dashboards call ROI; it is ROAS. | 平台归因支付金额；与花费之比即报表所称投产比（ROI）
    """,
)

JOURNEYS = define(
    "journeys",
    keys="journey_id",
    grain=("one journey: a visitor's way over at most 30 days", "一条路径：一位访客至多 30 天内的来路"),
    means=(
        "The ways of visitors: all that ended with a paid order the tracker saw, and one in twenty of those that ended without. Weigh the latter by 20 before you speak of rates.",
        "访客路径：被追踪到的支付订单全部在内；未成交路径只保留二十分之一，计算转化率前须乘以 20。",
    ),
    columns="""
    journey_id  | int            |     | Identifier; nothing can be read from its number.                                                       | 路径编号，编号无含义
    visitor_id  | int            |     | The visitor, numbered as in sessions.                                                                   | 访客编号，与 sessions 一致
    start_ts    | ts             |     | First touch.                                                                                           | 首次触达时间
    end_ts      | ts             |     | When the order was placed; for journeys without an order, the last touch.                              | 下单时间；未成交则为末次触达时间
    converted   | bool           |     | True if it ended with a paid order.                                                                    | 是否成交
    order_id    | int? > orders  |     | That order; empty where none.                                                                          | 订单编号；未成交为空
    paid_amount | money          | CNY | Paid amount of that order; 0 where none.                                                               | 支付金额；未成交为 0
    """,
)

TOUCHES = define(
    "touches",
    keys="journey_id seq",
    grain=("one touch", "一次触达"),
    means=(
        "Where the journeys met the shop, as the platforms deliver them: day by day, channel by channel; seq tells their order on a journey. Platforms know a person on several devices, so a click need not be a visit in sessions.",
        "路径上的每次触达，按平台逐渠道汇总交付，并非时间先后。平台跨设备识人，故点击未必对应 sessions 中的一次访问。",
    ),
    columns="""
    journey_id  | int > journeys           |  | The journey.                                                                                 | 路径编号
    seq         | int                      |  | Place on the journey, by time: 1 is the first touch.                                         | 路径内时间次序，1 为首次触达
    ts          | ts                       |  | When it was.                                                                                 | 触达时间
    channel_id  | text > channels          |  | Channel.                                                                                     | 渠道
    campaign_id | text? > campaigns        |  | Campaign; empty where none.                                                                  | 推广计划；没有则为空
    kind        | text{click,view,send}    |  | Came to the shop by it, saw it without coming, or was sent a message.                         | 类型：点击进店、仅浏览、收到消息
    """,
)

EXPERIMENTS = define(
    "experiments",
    keys="exp_id unit_id",
    grain=("one unit of a planned test", "一项计划测试中的一个单元"),
    means=(
        "Planned tests, unit by unit: customers of a message lot, days of a budget or brand-keyword test, products and days of a price test. What happened counts from the first to the last day of the unit's arm, whoever was reached.",
        "计划测试的单元明细：消息抽签的客户、预算或品牌词测试的日期、价格测试的商品与日期。结果按该单元所在组的起止日期统计，不论是否触达。",
    ),
    columns="""
    exp_id      | text                                         |     | The test.                                                                                      | 测试名称
    unit_id     | text                                         |     | The unit: a customer_id, a day (2024-05-01), or a product and a day (P001 2024-05-01).           | 单元：客户编号、日期，或商品与日期
    unit_kind   | text{customer,region_day,day,product_day}    |     | What the unit is.                                                                              | 单元类型
    arm         | text                                         |     | Arm: written or held out for messages; else the factor on the usual budget or price (x1 is as usual). | 组别：发送或保留；其余为相对日常预算或价格的倍数（x1 为照常）
    start_date  | date                                         |     | First day of the arm in which the unit stands.                                                 | 所在组开始日期
    end_date    | date                                         |     | Last day of that arm; it may lie after the book.                                               | 所在组结束日期，可能晚于账簿末日
    exposed     | bool                                         |     | True for a customer who opened the message, a day on which the campaign ran, a product on sale at a changed price. | 是否触达：打开消息的客户、有投放的日期、以测试价销售的商品
    converted   | bool                                         |     | True if the unit has a paid order: of the customer, of the campaign's channel, of the product. | 是否有支付订单（该客户、该计划所属渠道或该商品）
    paid_amount | money                                        | CNY | Paid amount of those orders; of the product's lines for a product.                             | 支付金额；商品单元只计该商品的订单行
    cm          | money                                        | CNY | What they leave by the end of the test: paid less refunds so far, goods, fee, commission and parcels; before advertising and messages. | 测试结束时的边际贡献：支付减去已退款、货款、平台费、佣金与运费；未减广告与消息费用
    """,
)
