"""What a learner sees: the outcome in words, colours that both themes can carry, buttons that a keyboard reaches."""

import re

from toolkit.exercises import reply
from toolkit.exercises.reply import Card
from toolkit.exercises.reply import reply as answered


def test_the_outcome_is_a_word_and_never_a_colour_alone():
    for outcome, title in (("yes", "yes, and …"), ("not quite", "not quite, because …"), ("not yet", "not yet")):
        said = answered(outcome, "five is the mean.")
        assert title in said._repr_html_()
        assert repr(said) == f"{title}: five is the mean."


def test_a_card_is_html_with_plain_text_beside_it():
    bundle = answered("yes", "so it is.")._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}


def test_words_of_a_learner_cannot_become_html():
    said = Card("<img src=x onerror=alert(1)> `a < b`", code="if a < b: pass")._repr_html_()
    assert "<img" not in said
    assert "<code>a &lt; b</code>" in said


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_edges_stand_out_on_light_and_on_dark():
    for edge in reply.EDGES.values():
        assert contrast(edge, "#ffffff") >= 3
        assert contrast(edge, "#111111") >= 3


def test_text_takes_the_themes_own_colour():
    said = answered("yes", "so it is.")._repr_html_()
    assert "color:inherit" in said
    assert not re.search(r"(?<!-)color:#", said)


def test_buttons_are_labelled_and_say_their_words_under_the_row():
    row = reply.buttons([("Hint 1", lambda: Card("Look at the rows."))])
    button, shelf = row.children[0].children[0], row.children[1]
    assert button.description == "Hint 1"
    button.click()
    assert "Look at the rows." in shelf.value
