"""What a learner sees: the outcome in words, colours that both themes can carry, buttons that a keyboard reaches."""

import re
import sys
from pathlib import Path

import pytest

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
    row = reply.buttons([reply.Action("Hint 1", lambda: Card("Look at the rows."))])
    button, shelf = row.children[0].children[0], row.children[1]
    assert button.description == "Hint 1"
    button.click()
    assert "Look at the rows." in shelf.value


# --- read on any paper ------------------------------------------------------------------------------------

THEMES = Path(sys.prefix) / "share/jupyter/lab/themes/@jupyterlab"
MUST = {"text": 4.5, "edge": 3.0}
VS_CODE = {"light": ("#ffffff", "#000000"), "dark": ("#1e1e1e", "#cccccc"), "high contrast": ("#000000", "#ffffff")}


def theme(name):
    """JupyterLab's own values of a theme: custom property → colour."""
    css = (THEMES / f"theme-{name}-extension" / "index.css").read_text(encoding="utf-8")
    found = dict(re.findall(r"(--[\w-]+):\s*([^;}]+)[;}]", css))

    def value(one):
        while match := re.match(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^)]+))?\)", found.get(one, "")):
            if match[1] not in found:
                return match[2].strip()
            one = match[1]
        return found[one].strip()

    return value


def flat(colour, paper):
    """A colour as #rrggbb, a see-through one as it looks on its paper."""
    if colour.startswith("#"):
        digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:4])
        return "#" + digits.lower()
    if colour in ("white", "black"):
        return {"white": "#ffffff", "black": "#000000"}[colour]
    red, green, blue, share = (float(part) for part in re.findall(r"[\d.]+", colour + " 1")[:4])
    under = [int(paper[at : at + 2], 16) for at in (1, 3, 5)]
    mixed = [round(share * over + (1 - share) * below) for over, below in zip((red, green, blue), under, strict=True)]
    return "#" + "".join(f"{part:02x}" for part in mixed)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_sentence_code_and_edge_can_be_read_in_jupyterlab(name):
    colour = theme(name)
    paper = flat(colour("--jp-layout-color0"), "#ffffff")
    under_code = flat(colour("--jp-layout-color2"), paper)
    text = colour("--jp-content-font-color1")
    assert contrast(flat(text, paper), paper) >= MUST["text"]
    assert contrast(flat(text, under_code), under_code) >= MUST["text"]
    assert all(contrast(edge, paper) >= MUST["edge"] for edge in reply.EDGES.values())


@pytest.mark.parametrize("name", VS_CODE)
def test_sentence_code_and_edge_can_be_read_where_there_is_no_jupyter_theme(name):
    paper, text = VS_CODE[name]
    under_code = flat(re.search(r"--jp-layout-color2,(rgba\([^)]*\))", reply.CODE)[1], paper)
    assert contrast(text, paper) >= MUST["text"]
    assert contrast(text, under_code) >= MUST["text"]
    assert all(contrast(edge, paper) >= MUST["edge"] for edge in reply.EDGES.values())


@pytest.mark.parametrize("style", [reply.CARD, reply.CODE, reply.SMALL])
def test_every_theme_value_has_one_to_fall_back_on_where_there_is_no_theme(style):
    assert all("," in value for value in re.findall(r"var\(([^)]*)\)", style))


def test_a_card_fits_on_800_pixels_and_long_code_scrolls_inside_it():
    assert "max-width:44em" in reply.CARD  # 616 pixels at JupyterLab's 14
    assert "overflow-x:auto" in reply.CODE
    assert 'tabindex="0"' in Card("", code="x = 1")._repr_html_(), "what scrolls is reached by keyboard"
