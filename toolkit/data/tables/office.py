"""What the office keeps: the service desk's shifts, the cash ledger and the log of what was done."""
# ruff: noqa: E501 - one column is one line

from __future__ import annotations

from toolkit.data.table import define

SERVICE_DAILY = define(
    "service_daily",
    keys="date shift",
    grain=("one shift of one day", "一天一个班次"),
    means=(
        "The service desk by shift: night is 0–8 h of the date, morning 8–16 h, evening 16–24 h. Seconds are those to the first reply.",
        "客服日报，分班次：night 为当日 0–8 点，morning 8–16 点，evening 16–24 点；秒数为首次响应时间。",
    ),
    columns="""
    date             | date                           |        | The day.                                                                                         | 日期
    shift            | text{morning,evening,night}    |        | The shift.                                                                                       | 班次：早、晚、夜
    chats            | int                            | chats  | Chats begun by buyers.                                                                           | 咨询数
    staff            | int                            | people | People at the desk, trainees among them.                                                         | 在岗客服人数（含新手）
    trainees         | int                            | people | Of staff, those in their first two weeks, who answer more slowly.                                | 其中新手（入职两周内，较慢）
    overtime_h       | tenths                         | h      | Hours worked beyond the shift, all people together.                                              | 加班小时数（合计）
    first_resp_p50_s | int?                           | s      | Half of the chats had a first reply within so many seconds; empty without chats.                 | 首次响应中位数（秒）；无咨询为空
    first_resp_p90_s | int?                           | s      | 90 % of the chats had a first reply within so many seconds; empty without chats.                 | 首次响应 90 分位（秒）；无咨询为空
    unanswered       | int                            | chats  | Chats left without a reply in the shift.                                                         | 未回复咨询数
    chat_to_pay_rate | rate?                          | share  | Share of the chats whose buyer paid afterwards; empty without chats.                             | 咨询后支付的比例；无咨询为空
    tickets_open     | int                            | cases  | Cases open at the end of the shift: refunds asked for and not completed, and unanswered chats.   | 班末未结工单：已申请未完成的退款与未回复咨询
    """,
)

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
