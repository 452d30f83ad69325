"""What the office keeps: the cash ledger and the log of what was done."""
# ruff: noqa: E501 - one column is one line

from __future__ import annotations

from toolkit.data.table import define

CASH_LEDGER = define(
    "cash_ledger",
    keys="entry_id",
    grain=("one entry", "一笔收支"),
    means=(
        "Money in and out of the shop's account by the day it moves, which is not the day it is earned; cash is the opening balance plus the sum of amounts so far.",
        "现金流水，按实际收付日期记账，与赚取之日不同；现金余额 = 期初余额 + 累计收支。",
    ),
    columns="""
    entry_id | int                                                                             |     | Identifier; nothing can be read from its number.                                            | 流水号，编号无含义
    date     | date                                                                            |     | Day the money moved.                                                                        | 收付日期
    part     | text{capital,product,supply,promotion,service,team}                             |     | Link of the business it belongs to.                                                         | 所属环节：资金、商品、供应、推广、服务、团队
    kind     | text{settlement,refund,ads,purchase,freight,fee,salary,rent,loan}               |     | What it is for; settlement is the platform paying out for delivered orders.                 | 款项：平台结算、退款、推广、采购、运费、费用、工资、租金、借款
    amount   | money                                                                           | CNY | Money in is positive, money out negative.                                                   | 金额，收入为正，支出为负
    ref_id   | int?                                                                            |     | What it was for: order_id where it belongs to one order, po_id for a purchase; else empty.  | 对应单据：订单号或采购单号；其余为空
    """,
)

OPS_LOG = define(
    "ops_log",
    keys="log_id",
    grain=("one note", "一条记录"),
    means=(
        "What people noted at work. Most notes are routine, and one that stands beside a change in the numbers need not be its cause.",
        "运营日志。多数为例行记录；与数据变化同时出现的记录未必是其原因。",
    ),
    columns="""
    log_id     | int  |  | Identifier; nothing can be read from its number.     | 记录编号，编号无含义
    ts         | ts   |  | When it was noted.                                   | 记录时间
    actor_role | text |  | Role of the person who noted it.                     | 记录人角色
    text_en    | text |  | The note in English.                                 | 英文内容
    text_zh    | text |  | The note in Chinese.                                 | 中文内容
    """,
)
