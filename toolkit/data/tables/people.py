"""Who comes: the shop's day, its channels by day, single visits, and customers."""
# ruff: noqa: E501 - one column is one line

from __future__ import annotations

from toolkit.data.table import define

SHOP_DAILY = define(
    "shop_daily",
    keys="date",
    grain=("one day", "一天"),
    means=(
        "The shop's day as the tracker reports it: what the tracker misses is missing here, what bots do is counted here. Money comes from the books and is complete.",
        "店铺日报，以追踪系统为准：漏记的访问不在内，机器流量计入；金额来自账簿，完整无缺。",
    ),
    columns="""
    date            | date       |            | The day.                                                                                                   | 日期
    uv              | int        | people     | Distinct visitors of the day. A week's visitors are fewer than the sum of its days.                        | 访客数（当日去重）；逐日相加会重复计人
    new_uv          | int        | people     | Of uv, those never seen before in this book.                                                               | 新访客数（账簿内首次出现）
    visits          | int        | visits     | Visits; a pause of more than 30 minutes starts a new one.                                                  | 访问次数；间隔超过 30 分钟算新的一次
    pv              | int        | pages      | Pages viewed.                                                                                              | 浏览量
    bounce_visits   | int        | visits     | Visits of a single page. Bounce rate = bounce_visits ÷ visits.                                             | 只看一页的访问次数；跳失率 = 其与 visits 之比
    avg_stay_s      | hundredths | s          | Mean length of a visit.                                                                                    | 平均停留时长（每次访问）
    fav_uv          | int        | people     | Distinct visitors who added a favourite.                                                                   | 收藏人数
    cart_uv         | int        | people     | Distinct visitors who put something in the cart, all who ordered among them.                               | 加购人数（下单者均计入）
    order_buyers    | int        | people     | Distinct people who placed an order, paid or not.                                                          | 下单买家数（含未付款）
    pay_buyers      | int        | people     | Distinct people who paid. Pay conversion = pay_buyers ÷ uv.                                                | 支付买家数；支付转化率 = 其与 uv 之比
    pay_orders      | int        | orders     | Orders paid that day.                                                                                      | 支付订单数
    pay_units       | int        | units      | Units in those orders.                                                                                     | 支付件数
    gmv_placed      | money      | CNY        | Amount to pay of all orders placed that day: after discount, with shipping fee; includes those never paid or refunded later. | 下单金额：优惠后、含运费；含未付款与后来退款的订单
    paid_amount     | money      | CNY        | Amount paid that day (by payment date); refunds are not taken off.                                         | 支付金额（按付款日期，未减退款）
    refund_paid_out | money      | CNY        | Refunds completed that day, whenever the order was placed (by completion date).                            | 退款金额（按退款完成日期，不论下单日期）
    ad_spend        | money      | CNY        | Spend on advertising that day, over all campaigns.                                                         | 推广花费（全部计划）
    score_desc      | hundredths | stars, 1–5 | Shop score "as described", mean of a trailing window.                                                      | 描述相符评分（滚动窗口均值）
    score_service   | hundredths | stars, 1–5 | Shop score for service, mean of a trailing window.                                                         | 服务态度评分（滚动窗口均值）
    score_logistics | hundredths | stars, 1–5 | Shop score for delivery, mean of a trailing window.                                                        | 物流服务评分（滚动窗口均值）
    """,
)

TRAFFIC_DAILY = define(
    "traffic_daily",
    keys="date channel_id device",
    grain=("one day of one channel on one device", "一天一个渠道一种终端"),
    means=(
        "Visitors and sales by channel and device. A person who comes by two channels counts in both, so uv does not add up to shop_daily.uv; orders and money go to the last channel touched before the order and do add up.",
        "渠道日报，分终端。一人经两个渠道来访各计一次，故 uv 之和大于全店；订单与金额归下单前最后一次触达的渠道，可相加。",
    ),
    columns="""
    date            | date             |        | The day.                                                                                  | 日期
    channel_id      | text > channels  |        | The channel.                                                                              | 渠道
    device          | text{m,pc}       |        | m = mobile, pc = computer.                                                                | 终端：m 移动，pc 电脑
    impressions     | int?             | views  | Times the channel showed the shop; empty where nobody counts them.                        | 展现量；无人统计的渠道为空
    uv              | int              | people | Distinct visitors who came by this channel and device.                                    | 访客数（渠道与终端内去重）
    visits          | int              | visits | Visits.                                                                                   | 访问次数
    pv              | int              | pages  | Pages viewed.                                                                             | 浏览量
    bounce_visits   | int              | visits | Visits of a single page.                                                                  | 只看一页的访问次数
    cart_uv         | int              | people | Distinct visitors who put something in the cart, all who ordered among them.              | 加购人数（下单者均计入）
    pay_buyers      | int              | people | Distinct buyers whose order paid that day is credited here (last touch).                  | 支付买家数（末次触达）
    pay_orders      | int              | orders | Orders paid that day and credited here (last touch).                                      | 支付订单数（末次触达）
    paid_amount     | money            | CNY    | Paid amount of those orders.                                                              | 支付金额（末次触达）
    """,
)

SESSIONS = define(
    "sessions",
    keys="session_id",
    grain=("one visit", "一次访问"),
    means=(
        "Visits one by one: every visit during six weeks (the full log), and all visits of a 5 % sample of visitors on the other days.",
        "访问明细：六周全量日志，其余日期为 5% 访客样本的全部访问。",
    ),
    columns="""
    session_id         | int               |       | Identifier; nothing can be read from its number.                                     | 访问编号，编号无含义
    visitor_id         | int               |       | The visitor, as the tracker recognises the browser or app.                           | 访客编号（以浏览器或应用识别）
    customer_id        | int? > customers  |       | The customer, if signed in; empty for others.                                        | 客户编号；未登录为空
    start_ts           | ts                |       | Start of the visit.                                                                  | 访问开始时间
    channel_id         | text > channels   |       | Channel of the visit.                                                                | 来源渠道
    campaign_id        | text? > campaigns |       | Campaign of the visit; empty where none.                                             | 来源计划；没有则为空
    device             | text{m,pc}        |       | m = mobile, pc = computer.                                                           | 终端：m 移动，pc 电脑
    region             | text              |       | Region of the visitor.                                                               | 访客地区
    landing_product_id | text? > products  |       | Product page on which the visit began; empty if it began elsewhere.                  | 落地商品；从其他页面进入则为空
    pv                 | int               | pages | Pages viewed.                                                                        | 浏览页数
    duration_s         | int               | s     | Length of the visit.                                                                 | 停留时长
    is_bounce          | bool              |       | True for a visit of a single page.                                                   | 是否只看一页
    cart               | bool              |       | True if something was put in the cart; always true where an order was placed.        | 是否加购；有订单者必为真
    order_id           | int? > orders     |       | Order placed in the visit (the first, if several); empty where none.                 | 本次访问所下订单（多单取首单）；没有则为空
    """,
)

CUSTOMERS = define(
    "customers",
    keys="customer_id",
    grain=("one customer", "一位客户"),
    means=(
        "People with an account who appear in this book. Guests have no row and an empty customer_id.",
        "账簿中出现过的注册客户。游客无记录，customer_id 为空。",
    ),
    columns="""
    customer_id      | int    |  | Identifier; nothing can be read from its number.                                                          | 客户编号，编号无含义
    first_seen_date  | date   |  | First day seen in this book, never before its first day: the customer may be older. Without an order: the day of the message lot. | 账簿内首次出现日期，不早于账簿首日；实际可能更早。未下单者为消息抽签当日
    first_order_date | date?  |  | Day of the first order in this book; empty if none.                                                       | 账簿内首次下单日期；没有则为空
    region           | text   |  | Region.                                                                                                   | 地区
    age_band         | text   |  | Age band.                                                                                                 | 年龄段
    is_member        | bool   |  | True for members of the shop's club.                                                                      | 是否会员
    """,
)
