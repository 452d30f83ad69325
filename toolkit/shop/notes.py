"""What people at work write down of promotions, tests and trouble: for every cause three true notes that explain nothing."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any, Literal

import numpy as np

from toolkit.shop.facts import Incident, LogEntry, Promo, Trial
from toolkit.shop.keys import draw
from toolkit.shop.scenario import DATASETS, Scenario

Role = Literal["cause", "red_herring", "routine"]
_HERRINGS = 3


def of(scenario: Scenario, promos: list[Promo], incidents: list[Incident], trials: list[Trial]) -> list[LogEntry]:
    """The notes of one shop; {product:12} and the like are named when the table is made."""
    words = _words(scenario.source)
    notes = [_promotion(one) for one in promos]
    for one in incidents:
        notes += _incident(scenario, words, one)
    for trial in trials:
        notes += _trial(words, trial)
    return notes


@cache
def _words(slug: str) -> dict[str, Any]:
    return tomllib.loads((DATASETS / slug / "notes.toml").read_text(encoding="utf-8"))


def _promotion(one: Promo) -> LogEntry:
    return LogEntry(
        one.start_day,
        540,
        "promotion",
        f"{one.name} starts: {one.depth_ppm // 10_000} % off on {len(one.skus)} products.",
        f"{one.name} 开始：{len(one.skus)} 款商品降价 {one.depth_ppm // 10_000}%。",
        "promotion",
        "routine",
    )


def _incident(scenario: Scenario, words: dict[str, Any], one: Incident) -> list[LogEntry]:
    if one.id in words["herring"]:
        return [_note(scenario, words["herring"][one.id], one, one.start_day, 0, "red_herring", one.id)]
    if one.id not in words["cause"]:
        return []
    made = [_note(scenario, words["cause"][one.id], one, one.start_day, 0, "cause", one.id)]
    chance = draw(scenario.keys.process(f"notes: {one.id}"), np.arange(_HERRINGS), np.arange(3)[:, None])
    texts = words["herring"]["any"]
    first = int(chance[0, 0] * len(texts))
    for nth in range(_HERRINGS):
        text = texts[(first + nth * 3) % len(texts)]
        day = max(one.start_day + round(float(chance[1, nth]) * 6 - 3), 0)
        made.append(_note(scenario, text, one, day, nth + 1, "red_herring", None))
    return made


def _note(
    scenario: Scenario, text: dict[str, str], one: Incident, day: int, nth: int, role: Role, incident: str | None
) -> LogEntry:
    chance = draw(scenario.keys.process(f"notes: minute {one.id}"), nth).item()
    kinds = scenario.categories
    category = kinds[one.target] if one.entity == "category" else kinds[0]
    depth = scenario.raw["incident"].get(one.id, {}).get("depth", 0)
    named = {
        "product": f"{{product:{one.target}}}",
        "supplier": f"S{one.target + 1}",
        "percent": round(depth * 100),
        "days": one.end_day - one.start_day + 1,
    }
    en = text["en"].format(category=category["id"].replace("_", " "), **named)
    zh = text["zh"].format(category=category["name_zh"], **named)
    return LogEntry(day, 9 * 60 + int(chance * 520), text["actor"], en, zh, text["part"], role, incident)


def _trial(words: dict[str, Any], trial: Trial) -> list[LogEntry]:
    text, notes = words["trial"][trial.kind], []
    for first, _, arm in _noted(trial):
        en, zh = _arm(trial.kind, arm)
        said = (text["en"].format(arm=en), text["zh"].format(arm=zh))
        notes.append(LogEntry(first, 565, text["actor"], *said, text["part"], "routine"))
    return notes


def _noted(trial: Trial) -> tuple[tuple[int, int, str], ...]:
    """The arms that are written down: a message once, goods by lot when they grow cheaper."""
    if trial.kind == "goods":
        return tuple(arm for arm in trial.arms if arm[2] != "x1")
    return trial.arms[:1] if trial.kind == "lot" else trial.arms


def _arm(kind: str, arm: str) -> tuple[str, str]:
    if kind == "brand":
        return ("off", "关闭") if arm == "x0" else ("on", "开启")
    return arm.removeprefix("x") + " times", arm.removeprefix("x") + " 倍"
