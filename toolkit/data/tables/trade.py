"""What is agreed and paid: orders and their lines."""
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
