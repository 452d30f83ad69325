"""The schema says everything about every column, once."""

import pytest

from toolkit.data.schema import KINDS, TABLES
from toolkit.data.table import parse_column

EVERY = [(table, column) for table in TABLES.values() for column in table.columns]


def test_every_table_of_the_plan_is_there():
    theirs = """
        calendar channels campaigns products shop_daily traffic_daily sessions ads_daily journeys touches
        experiments product_daily inventory_daily
        purchase_orders promotions orders order_items refunds reviews customers service_daily cash_ledger
        market_daily level_thresholds targets ops_log
    """
    assert list(TABLES) == theirs.split()


def test_a_table_stands_under_its_own_name():
    assert all(table.name == name for name, table in TABLES.items())


def test_what_lessons_need_beyond_the_plan_is_there():
    wanted = {
        "products": {"page_claim", "category_en", "category_zh"},
        "product_daily": {"free_uv", "free_cart_uv", "free_pay_buyers"},
        "purchase_orders": {"supplier_id"},
        "promotions": {"target_paid"},
    }
    assert all(names <= set(TABLES[table].names) for table, names in wanted.items())


def test_every_table_and_column_is_explained_in_both_languages():
    said = [(t.en, t.zh) for t in TABLES.values()] + [(t.grain_en, t.grain_zh) for t in TABLES.values()]
    said += [(column.en, column.zh) for _, column in EVERY]
    assert not any(is_chinese(en) or not en for en, _ in said)
    assert all(is_chinese(zh) for _, zh in said)


def is_chinese(text):
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def test_money_has_a_currency_and_counts_have_a_unit():
    assert all(column.unit.startswith("CNY") for _, column in EVERY if column.kind == "money")
    assert all(column.unit for _, column in EVERY if column.kind in ("rate", "hundredths", "tenths"))


def test_column_names_occur_once_in_a_table():
    assert all(len(set(table.names)) == len(table.names) for table in TABLES.values())


def test_keys_are_columns_that_are_never_empty():
    assert all(not table.column(key).null for table in TABLES.values() for key in table.keys)


def test_a_pointer_leads_to_a_table_with_one_key_of_the_same_kind():
    for _, column in EVERY:
        if column.points_to:
            target = TABLES[column.points_to]
            assert len(target.keys) == 1
            assert target.column(target.keys[0]).kind == column.kind


def test_only_texts_list_their_words():
    assert all(column.kind == "text" for _, column in EVERY if column.words)


def test_a_line_of_the_notation_is_read_cell_by_cell():
    column = parse_column("device | text?{m,pc} > channels | n | Where. | 终端")
    assert (column.kind, column.null, column.words, column.points_to) == ("text", True, ("m", "pc"), "channels")


@pytest.mark.parametrize("line", ["uv | int | people | Visitors.", "uv | number | people | Visitors. | 访客"])
def test_a_line_that_is_no_column_says_what_a_column_is(line):
    with pytest.raises(ValueError, match="five cells.*" + ", ".join(KINDS)):
        parse_column(line)
