"""What is sold: products, their days, their stock, and the orders that refill it."""
# ruff: noqa: E501 - one column is one line

from __future__ import annotations

from toolkit.data.table import define

PRODUCTS = define(
    "products",
    keys="product_id",
    grain=("one product (SKU)", "一个商品（SKU）"),
    means=("The goods on offer, as the catalogue has them on the last day.", "商品目录，以最后一天为准。"),
    columns="""
    product_id      | text   |             | Identifier; nothing can be read from its number.                                       | 商品编号，编号无含义
    family_id       | text   |             | Family of close substitutes it belongs to.                                             | 所属系列（互为替代的商品）
    category_id     | text   |             | Category.                                                                              | 类目编号
    category_en     | text   |             | Category name in English.                                                              | 类目英文名
    category_zh     | text   |             | Category name in Chinese.                                                              | 类目中文名
    title           | text   |             | Title on the page.                                                                     | 商品标题
    list_price      | money  | CNY         | List price, before any promotion.                                                      | 标价（未打折）
    unit_cost       | money  | CNY         | Usual purchase cost of one unit; what a batch really cost is in purchase_orders.       | 常规进货单价；各批次实际成本见 purchase_orders
    weight_g        | int    | g           | Weight of one unit, packed.                                                            | 含包装单件重量
    launch_date     | date   |             | First day on sale; may lie before the first day of the book.                           | 上架日期，可早于账簿首日
    delist_date     | date?  |             | First day no longer on sale; empty while on sale.                                      | 下架日期；在售为空
    supplier_id     | text   |             | Supplier who makes it.                                                                 | 供应商编号
    page_claim      | text   |             | The trait its page promises first.                                                     | 页面主打卖点
    """,
)

PRODUCT_DAILY = define(
    "product_daily",
    keys="date product_id",
    grain=("one day of one product", "一天一个商品"),
    means=(
        "Looks, carts and sales of each product by day. Visitors see several products, so uv does not add up to the shop's.",
        "商品日报：浏览、加购与成交。一位访客会看多个商品，各商品 uv 之和大于全店。",
    ),
    columns="""
    date            | date               |            | The day.                                                                         | 日期
    product_id      | text > products    |            | The product.                                                                     | 商品
    uv              | int                | people     | Distinct visitors who opened its page.                                           | 商品页访客数（去重）
    pv              | int                | pages      | Times its page was opened.                                                       | 商品页浏览量
    cart_uv         | int                | people     | Distinct visitors who put it in the cart.                                        | 加购人数
    pay_buyers      | int                | people     | Distinct buyers who paid for it that day.                                        | 支付买家数（去重）
    units           | int                | units      | Units in lines paid that day.                                                    | 当日支付件数
    paid_amount     | money              | CNY        | Paid amount of those lines (order_items.paid_alloc), refunds not taken off.      | 支付金额（已分摊到商品，未减退款）
    price           | money              | CNY        | Lowest price offered during the day.                                             | 当日最低到手价
    promo_id        | text? > promotions |            | Promotion it was in; empty if none.                                              | 所参加促销；没有则为空
    featured        | bool               |            | True if it held a featured slot.                                                 | 是否有主推位
    rating_avg      | hundredths?        | stars, 1–5 | Mean stars of all reviews up to that day; empty before the first.                | 截至当日平均评分；无评价为空
    rating_n        | int                | reviews    | Reviews up to that day.                                                          | 截至当日评价数
    free_uv         | int                | people     | Of uv, those who came by channels that are not advertising.                      | 其中免费流量访客数
    free_cart_uv    | int                | people     | Of cart_uv, those who came by channels that are not advertising.                 | 其中免费流量加购人数
    free_pay_buyers | int                | people     | Of pay_buyers, those who came by channels that are not advertising.              | 其中免费流量支付买家数
    """,
)

INVENTORY_DAILY = define(
    "inventory_daily",
    keys="date product_id",
    grain=("one day of one product", "一天一个商品"),
    means=(
        "Stock in units: close = open + inbound + return − sold, never below zero. Stock is taken when an order is paid.",
        "库存日报（件）：期末 = 期初 + 入库 + 退回 − 售出，不为负。付款时扣减库存。",
    ),
    columns="""
    date            | date             |           | The day.                                                                              | 日期
    product_id      | text > products  |           | The product.                                                                          | 商品
    open_units      | int              | units     | Stock at the start of the day: the close of the day before.                           | 期初库存，等于前一日期末
    inbound_units   | int              | units     | Units that arrived from suppliers.                                                    | 采购入库
    sold_units      | int              | units     | Units in lines paid that day.                                                         | 当日支付件数
    return_units    | int              | units     | Units of refunded lines put back into stock.                                          | 退货重新入库
    close_units     | int              | units     | Stock at the end of the day.                                                          | 期末库存
    oos_hours       | tenths           | h, 0–24   | Hours of the day on sale without stock; 24 means nothing could be sold.               | 在售而缺货的小时数；24 表示全天无货可卖
    """,
)

PURCHASE_ORDERS = define(
    "purchase_orders",
    keys="po_id line_no",
    grain=("one line of a purchase order", "一行采购单"),
    means=(
        "Goods bought from suppliers; every line is one batch. Lines ordered before the first day are the opening stock.",
        "采购单：每行为一个批次。首日之前下单的为期初库存。",
    ),
    columns="""
    po_id           | int              |       | Purchase order; nothing can be read from its number.                                      | 采购单号，编号无含义
    line_no         | int              |       | Line in the order, from 1.                                                                | 行号，从 1 起
    product_id      | text > products  |       | Product bought.                                                                           | 商品
    batch_id        | text             |       | Batch that came of it; each line has its own.                                             | 批次编号，每行唯一
    order_date      | date             |       | Day ordered.                                                                              | 下单日期
    eta_date        | date             |       | Day promised by the supplier; may lie after the last day of the book.                     | 供应商承诺到货日，可晚于账簿末日
    arrive_date     | date?            |       | Day it arrived; empty if not yet there on the last day.                                   | 实际到货日；未到为空
    units           | int              | units | Units bought.                                                                             | 采购件数
    unit_cost       | money            | CNY   | Cost of one unit.                                                                         | 单件成本
    deposit_paid    | money            | CNY   | Part paid when ordering.                                                                  | 定金
    balance_paid    | money            | CNY   | Rest paid at arrival; 0 until then.                                                       | 到货尾款；未到货为 0
    supplier_id     | text             |       | Supplier.                                                                                 | 供应商
    """,
)
