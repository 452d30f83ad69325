"""A worked solution says what its reference says, line for line."""

import textwrap

import pytest

from toolkit.course.worked import NoSingleReturnError, blanks, fill_in, worked_solution


def plain(shop, case):
    # the day itself stays out
    before = shop.shop_daily.query("date < @case.today")
    return before["uv"].tail(8).median()  # the median shrugs


def with_everything(
    shop,
    case,
):
    "A docstring is not part of the answer."

    def middle(days):
        return days.median()

    text = """first
      second
"""
    label = f"""{case.weekday}
        and its neighbours"""
    if text:
        days = [
            day for day in shop.days if day != case.today
        ]
    return middle(
        [*days, label],
    )


def two_ways(shop, case):
    if case.quiet:
        return 1
    return 2


def no_way(shop, case):
    shop.shop_daily.tail()


def at_once(shop, case): return case.answer


def test_the_return_becomes_the_answer_and_comments_stay():
    assert worked_solution("usual", plain) == textwrap.dedent("""\
        # the day itself stays out
        before = shop.shop_daily.query("date < @case.today")
        usual = before["uv"].tail(8).median()  # the median shrugs""")


def test_texts_over_several_lines_keep_their_spaces():
    built = worked_solution("usual", with_everything)
    assert "docstring" not in built
    assert 'text = """first\n      second\n"""' in built
    assert 'weekday}\n        and its neighbours"""' in built


def test_nested_functions_keep_their_own_return():
    built = worked_solution("usual", with_everything)
    assert "def middle(days):\n    return days.median()" in built
    assert built.endswith("usual = middle(\n    [*days, label],\n)")


def test_a_reference_on_one_line_works_too():
    assert worked_solution("answer", at_once) == "answer = case.answer"


@pytest.mark.parametrize("reference", [two_ways, no_way])
def test_a_reference_must_end_on_its_only_return(reference):
    with pytest.raises(NoSingleReturnError, match="Make that its last line"):
        worked_solution("answer", reference)


def test_only_the_blank_of_an_exercise_is_filled():
    source = 'usual = ...  # your turn\nother = ...\nlesson.check("usual", usual)'
    built = fill_in(source, {"usual": "days = 8\nusual = days"})
    assert built == 'days = 8\nusual = days\nother = ...\nlesson.check("usual", usual)'


def test_a_form_with_several_blanks_is_one_answer():
    source = 'plan = {\n    "choice": ...,\n    "evidence": ...,\n}\nlesson.check("plan", plan)\n'
    worked = 'plan = {"choice": "note"}'
    assert fill_in(source, {"plan": worked}) == f'{worked}\nlesson.check("plan", plan)\n'
    assert len(blanks(source, {"plan": ""})) == 1


def test_a_cell_that_is_not_python_is_left_alone():
    assert fill_in("%matplotlib inline", {"plan": "plan = 1"}) == "%matplotlib inline"
