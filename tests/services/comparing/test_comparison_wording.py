"""What is said of a comparison, in both languages, and what machines read of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from posture_app.domain.comparison import Comparison, Row, compare_visits
from posture_app.domain.people import Assessment
from posture_app.domain.uncertainty import Change, Conditions, Verdict
from posture_app.domain.views import Facing, View
from posture_app.services.comparing.comparison_wording import ComparisonWords
from posture_app.services.wording import LANGUAGES, Words
from tests.visits import BAREFOOT, MARCH, row_of, visit

OF_CONDITIONS = tuple(Conditions.__dataclass_fields__)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def said(before: Assessment, after: Assessment, measure: str, language: str = "en") -> str:
    found = compare_visits([before, after])
    return plain(ComparisonWords(Words(language), found).sentence(row_of(found, measure)))


def tilts(before: float, after: float, language: str = "en") -> str:
    return said(visit(shoulder_tilt=before), visit(30, shoulder_tilt=after), "shoulder_tilt", language)


def test_a_change_is_told_with_its_direction_and_what_makes_it_real():
    assert tilts(6.0, 2.0).startswith(
        "Shoulders (front): 4.0° less than on 3 March; real (a change of more than"
    )
    assert tilts(-2.0, -6.0).startswith("Shoulders (front): 4.0° more than on 3 March; real")
    assert tilts(-3.0, 3.0).startswith("Shoulders (front): 6.0° up on the left since 3 March; real")
    assert tilts(3.0, -3.0).startswith("Shoulders (front): 6.0° up on the right since 3 March; real")
    assert tilts(0.0, 6.0).startswith("Shoulders (front): 6.0° up on the left since 3 March")
    assert tilts(2.0, 2.5).startswith(
        "Shoulders (front): 0.5° more than on 3 March; within measurement error"
    )
    assert tilts(2.0, 2.0).startswith("Shoulders (front): the same as on 3 March; within measurement error")
    assert tilts(6.0, 2.0, "ko").startswith("어깨(정면): 3월 3일보다 4.0° 줄어듦, 실제 변화(")
    assert tilts(2.0, 2.5, "ko").startswith("어깨(정면): 3월 3일보다 0.5° 늘어남, 측정 오차 범위(")


def test_an_angle_without_a_middle_is_told_by_its_direction():
    before = visit(0, View.FRONT, trunk_to_right=2.0)
    assert "4.0° more than on 3 March" in said(before, visit(30, trunk_to_right=6.0), "trunk_tilt")
    found = compare_visits([visit(0, View.SIDE), visit(30, View.SIDE)])
    row = row_of(found, "knee_flexion", Facing.RIGHT)
    bent = replace(row, change=replace(row.change, difference=4.0, verdict=Verdict.CHANGED, detectable=1.0))
    told = ComparisonWords(Words("en"), found)
    assert "4.0° more bent since 3 March; real" in plain(told.sentence(bent))
    straight = replace(bent, change=replace(bent.change, difference=-4.0))
    assert "4.0° straighter since 3 March; real" in plain(told.sentence(straight))


def test_what_is_not_comparable_is_told_with_its_reason():
    shod = replace(BAREFOOT, shoes=True)
    assert said(visit(), visit(30, subject=shod), "shoulder_tilt") == (
        "Shoulders (front): not comparable: other footwear"
    )
    assert said(visit(), visit(30, subject=shod), "shoulder_tilt", "ko") == (
        "어깨(정면): 비교할 수 없음: 신발이 다름"
    )


def test_change_and_limit_never_look_alike():
    found = compare_visits([visit(shoulder_tilt=2.0), visit(30, shoulder_tilt=4.0)])
    row = row_of(found, "shoulder_tilt")
    close = Change(Verdict.CHANGED, difference=1.23, detectable=1.18)
    told = ComparisonWords(Words("en"), found).sentence(replace(row, change=close))
    assert "1.23° more" in told
    assert "more than 1.18°" in plain(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_note_has_words(language: str):
    words = Words(language)
    why = {f"compare.why_not.{name}" for name in OF_CONDITIONS} - {
        f"compare.why_not.{name}" for name in ("norms", "level_known", "errors", "version")
    }
    notes = {f"compare.note.{name}" for name in ("norms", "level_known", "errors", "version")}
    assert why | notes <= set(words)
    assert {f"compare.verdict.{verdict.value}" for verdict in Verdict} <= set(words)


def comparison(**front: float) -> Comparison:
    return compare_visits([visit(), visit(30, **front)])


def test_the_headline_counts_what_is_real():
    told = ComparisonWords(Words("en"), comparison())
    assert told.headline() == "No change is larger than the measurement error"
    assert "cannot be told apart from 3 March" in told.rest()
    one = ComparisonWords(Words("en"), comparison(shoulder_tilt=6.0))
    assert one.headline() == "One change is larger than the measurement error: shoulders"
    two = ComparisonWords(Words("ko"), comparison(shoulder_tilt=6.0, head_tilt=8.0))
    assert two.headline() == "측정 오차보다 큰 변화 2개: 머리, 어깨"
    shod = compare_visits([visit(), visit(30, subject=replace(BAREFOOT, shoes=True))])
    assert ComparisonWords(Words("en"), shod).headline() == "These two visits cannot be compared"


def test_many_changes_are_counted_and_not_named():
    changes = {
        "shoulder_tilt": 9.0,
        "head_tilt": 9.0,
        "trunk_to_right": 9.0,
        "left_varus": 14.0,
        "right_varus": 14.0,
    }
    told = ComparisonWords(Words("en"), comparison(**changes)).headline()
    assert told.endswith("changes are larger than the measurement error")


def test_days_are_told_as_exactly_as_needed():
    def day(*moments: datetime) -> str:
        return ComparisonWords(
            Words("en"), compare_visits([replace(visit(), taken_at=one) for one in moments])
        ).then

    assert day(MARCH, MARCH + timedelta(30)) == "3 March"
    assert day(MARCH, MARCH + timedelta(400)) == "3 March 2026"
    assert day(MARCH, MARCH + timedelta(hours=2)) == "3 March 2026, 10:00"


def test_what_differs_without_forbidding_is_told():
    seen = visit(30)
    other = replace(seen, engine=replace(seen.engine, version="9", method_errors="mine"))
    notes = ComparisonWords(Words("en"), compare_visits([visit(), other])).notes()
    assert len(notes) == 4
    assert "norm sets" not in " ".join(notes)


def rows_with(verdict: Verdict, found: Comparison) -> list[Row]:
    return [row for row in found.rows if row.change.verdict is verdict]


def test_needed_and_difference_are_empty_when_not_comparable():
    found = compare_visits([visit(), visit(30, subject=replace(BAREFOOT, shoes=None))])
    told = ComparisonWords(Words("en"), found)
    for row in rows_with(Verdict.NOT_COMPARABLE, found):
        assert (told.difference(row), told.needed(row)) == ("", "")
    assert not rows_with(Verdict.CHANGED, found)
