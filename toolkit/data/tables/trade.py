"""What is agreed and paid: orders and their lines, what comes back of them, and what buyers say."""
# ruff: noqa: E501 - one column is one line

from __future__ import annotations

from toolkit.data.table import define

ORDERS = define(
    "orders",
    keys="order_id",
    grain=("one order", "一个订单"),
    means=(
        "Orders placed, paid or not. Status is as of the last day of the book; refunds do not change paid_amount.",
        "订单，含未付款。状态以账簿末日为准；退款不改变 paid_amount。",
    ),
    columns="""
    order_id           | int                                              |     | Identifier, beginning with the day (yymmdd); the rest means nothing.                        | 订单编号，以日期（yymmdd）开头，其余无含义
    customer_id        | int? > customers                                 |     | The customer; empty for a guest.                                                            | 客户编号；游客为空
    created_ts         | ts                                               |     | When it was placed.                                                                         | 下单时间
    paid_ts            | ts?                                              |     | When it was paid; empty if never.                                                           | 付款时间；未付款为空
    status             | text{unpaid,paid,shipped,delivered,cancelled}    |     | Never paid, waiting for dispatch, on its way, delivered, or wholly refunded before dispatch. | 状态：未付款、待发货、运输中、已签收、发货前全额退款
    channel_id         | text > channels                                  |     | Channel last touched before the order.                                                      | 下单前最后触达的渠道
    campaign_id        | text? > campaigns                                |     | Campaign last touched before the order; empty where none.                                   | 下单前最后触达的计划；没有则为空
    device             | text{m,pc}                                       |     | m = mobile, pc = computer.                                                                  | 终端：m 移动，pc 电脑
    region             | text                                             |     | Region of the buyer.                                                                        | 买家地区
    list_amount        | money                                            | CNY | Σ list price × quantity of its lines.                                                       | 标价金额：Σ 标价 × 件数
    discount_amount    | money                                            | CNY | Taken off the list amount, 0 or more.                                                       | 优惠金额，不为负
    shipping_fee       | money                                            | CNY | Shipping fee charged to the buyer.                                                          | 买家承担运费
    paid_amount        | money                                            | CNY | list_amount − discount_amount + shipping_fee once paid; 0 if never paid.                    | 支付金额 = 标价 − 优惠 + 运费；未付款为 0
    promise_ship_ts    | ts?                                              |     | Dispatch promised by; empty if never paid.                                                  | 承诺发货时间；未付款为空
    ship_ts            | ts?                                              |     | When it was dispatched; empty if not (yet).                                                 | 实际发货时间；未发货为空
    promise_deliver_ts | ts?                                              |     | Delivery promised by; empty if never paid.                                                  | 承诺送达时间；未付款为空
    deliver_ts         | ts?                                              |     | When it was delivered; empty if not (yet).                                                  | 实际送达时间；未送达为空
    """,
)

ORDER_ITEMS = define(
    "order_items",
    keys="order_id line_no",
    grain=("one line of an order", "一行订单"),
    means=(
        "The lines of the orders, one product each; paid_alloc shares the order's paid amount out over its lines to the fen.",
        "订单明细，每行一个商品；paid_alloc 将订单支付金额分摊到行，精确到分。",
    ),
    columns="""
    order_id        | int > orders             |       | The order.                                                                                 | 订单编号
    line_no         | int                      |       | Line in the order, from 1.                                                                 | 行号，从 1 起
    product_id      | text > products          |       | Product.                                                                                   | 商品
    batch_id        | text?                    |       | Batch the units came from (purchase_orders); empty while unpaid, since stock is taken at payment. | 出库批次（见 purchase_orders）；付款时扣库存，未付款为空
    qty             | int                      | units | Units.                                                                                     | 件数
    list_price      | money                    | CNY   | List price of one unit that day.                                                           | 当日标价（单件）
    unit_price      | money                    | CNY   | Price of one unit after discount.                                                          | 优惠后单价
    paid_alloc      | money                    | CNY   | Share of orders.paid_amount, shipping fee included; adds up to it exactly; 0 if never paid. | 分摊的支付金额（含运费），合计等于订单支付金额；未付款为 0
    unit_cost       | money                    | CNY   | Purchase cost of one unit of that batch.                                                   | 该批次单件成本
    """,
)

REFUNDS = define(
    "refunds",
    keys="refund_id",
    grain=("one refunded line of an order", "一行被退款的订单明细"),
    means=(
        "Refunds asked for, by line; the days of asking and of paying out differ, and both differ from the day of the order.",
        "退款明细，按订单行；申请日、完成日与下单日互不相同。",
    ),
    columns="""
    refund_id    | int                                           |       | Identifier; nothing can be read from its number.                                              | 退款编号，编号无含义
    order_id     | int > orders                                  |       | The order.                                                                                    | 订单编号
    line_no      | int                                           |       | Line of that order.                                                                           | 订单行号
    kind         | text{unshipped,refund_only,return_refund}     |       | Called off before dispatch, money back and goods kept, or money back for goods sent back.     | 类型：未发货退款、仅退款、退货退款
    reason       | text{quality,size,late,mind,wrong,price}      |       | Reason given: quality, size, too late, changed mind, wrong goods, price.                      | 原因：质量、尺寸、太晚、不想要、发错货、价格
    requested_ts | ts                                            |       | When it was asked for.                                                                        | 申请时间
    completed_ts | ts?                                           |       | When the money was paid back; empty if not (yet).                                             | 退款完成时间；未完成为空
    qty          | int                                           | units | Units of the line.                                                                            | 件数
    amount       | money                                         | CNY   | Money paid back, at most the line's paid_alloc.                                               | 退款金额，不超过该行 paid_alloc
    goods_back   | bool                                          |       | True if the units go back into stock once it is completed.                                    | 完成后货品是否重新入库
    """,
)

REVIEWS = define(
    "reviews",
    keys="review_id",
    grain=("one review of a line", "一行订单的评价"),
    means=(
        "What buyers say of lines they received: three marks and the one trait they praise or blame. Most buyers say nothing, the very happy and the angry most.",
        "买家评价：三项评分，以及称赞或批评的一个标签。多数买家不评价，很满意与很不满的人更爱评价。",
    ),
    columns="""
    review_id       | int           |            | Identifier; nothing can be read from its number.                                                      | 评价编号，编号无含义
    order_id        | int > orders  |            | The order.                                                                                            | 订单编号
    line_no         | int           |            | Line of that order.                                                                                   | 订单行号
    ts              | ts            |            | When it was written.                                                                                  | 评价时间
    stars_desc      | int           | stars, 1–5 | Stars for the goods: are they as described? The rating of a product is made of these.                 | 描述相符评分；商品评分由此而来
    stars_service   | int           | stars, 1–5 | Stars for service.                                                                                    | 服务态度评分
    stars_logistics | int           | stars, 1–5 | Stars for delivery.                                                                                   | 物流服务评分
    tag             | text          |            | What is praised or blamed: a trait of the product as on products.page_claim, or fast delivery, kind service, broken, late, not as described, small. | 标签：商品卖点（同 products.page_claim），或 fast delivery（快）、kind service（服务好）、broken（破损）、late（慢）、not as described（与描述不符）、small（偏小）
    """,
)
