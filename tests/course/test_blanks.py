"""The worked solution takes the place of its blank and of nothing else."""

from toolkit.course.blanks import blanks, fill_in


def test_only_the_blank_of_an_exercise_is_filled():
    source = 'usual = ...  # your turn\nother = ...\nlesson.check("usual", usual)'
    built = fill_in(source, {"usual": "days = 8\nusual = days"})
    assert built == 'days = 8\nusual = days\nother = ...\nlesson.check("usual", usual)'


def test_a_form_with_several_blanks_is_one_answer():
    source = 'plan = {\n    "choice": ...,\n    "evidence": ...,\n}\nlesson.check("plan", plan)\n'
    worked = 'plan = {"choice": "note"}'
    assert fill_in(source, {"plan": worked}) == f'{worked}\nlesson.check("plan", plan)\n'
    assert len(blanks(source, {"plan": ""})) == 1


def test_two_blanks_in_one_cell_are_both_filled():
    assert fill_in("a = ...\nb = ...", {"a": "a = 1\n# one", "b": "b = 2"}) == "a = 1\n# one\nb = 2"


def test_a_cell_that_is_not_python_is_left_alone():
    assert fill_in("%matplotlib inline", {"plan": "plan = 1"}) == "%matplotlib inline"
