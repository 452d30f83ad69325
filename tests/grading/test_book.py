"""Books of two machines merge by putting one after the other, and what a second grading changed is told."""

from toolkit.grading.book import Book, changes, points, summary


def record(who, *earned, lesson="goods", **more):
    marks = [{"exercise": f"e{at}", "points": one, "of": 1} for at, one in enumerate(earned)]
    return {"id": who, "lesson": lesson, "marks": marks} | more


def test_two_books_put_one_after_the_other_are_one_book(tmp_path):
    for name, earned in (("here", {"s001": 1, "s002": 0}), ("there", {"s003": 1, "s002": 1})):
        for who, one in earned.items():
            Book(tmp_path / name).add(record(who, one))
    both = tmp_path / "both"
    both.mkdir()
    for name in ("here", "there"):
        with Book(both).path.open("ab") as file:
            file.write(Book(tmp_path / name).path.read_bytes())
    assert {who: points(one) for who, one in Book(both).last("goods").items()} == {"s001": 1, "s002": 1, "s003": 1}


def test_a_lesson_sees_its_own_records_only_and_a_torn_line_costs_itself(tmp_path):
    book = Book(tmp_path)
    book.add(record("s001", 1))
    with book.path.open("a") as file:
        file.write('{"id": "s002", "less')
    book.add(record("s003", 1))
    book.add(record("s001", 0, lesson="people"))
    assert [line["id"] for line in book.lines("goods")] == ["s001", "s003"]


def test_what_changed_is_told_first_for_the_class_and_then_for_each():
    before = {who: record(who, 0, 1) for who in ("s001", "s002", "s003")}
    after = [record("s001", 1, 1), record("s002", 1, 1), record("s003", 0, 1, 1)]
    changed = [one for new in after for one in changes(before[new["id"]], new)]
    assert list(summary(changed)) == [
        "changed: e0, 0 → 1: 2 learners", "changed: e2, — → 1: 1 learner",
        "  s001: e0 0 → 1", "  s002: e0 0 → 1", "  s003: e2 — → 1",
    ]  # fmt: skip


def test_a_record_never_has_more_points_than_its_exercises_are_worth():
    assert points(record("s001", 99)) == 1
