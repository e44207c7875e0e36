"""The clinic's own study: what is taken in, what it tells, how it widens the errors, and how it is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from posture_app.domain.errors import EnvironmentProblem, UsageError
from posture_app.domain.people import Subject
from posture_app.domain.uncertainty import OWN_STUDY, MethodErrors, mdc95
from posture_app.domain.views import Facing, View
from posture_app.services.assessing.assessment_json import as_dict
from posture_app.services.room.repeatability import (
    Result,
    Study,
    StudyFile,
    StudyInMemory,
    Todo,
    add,
    as_data,
    results,
    todo,
    use,
    widened,
    without_last,
)
from posture_app.services.wording import LANGUAGES, Words
from tests.assessments import ERRORS, analysis, assessment_of, keypoints_of

WORDS = Words("en")
PERSON = Subject("Amara Osei", "P-0193", 175.0)
START = datetime(2026, 11, 21, 9, 0)


def taken(minute: int, view: View = View.FRONT, **angles: float) -> dict[str, Any]:
    """An assessment as it comes from its JSON file."""
    one = analysis(view, keypoints_of(view, **angles))
    seen = replace(assessment_of({view: one}, PERSON), taken_at=START + timedelta(minutes=minute))
    return json.loads(json.dumps(as_dict(seen, WORDS)))  # type: ignore[no-any-return]


def study_of(*clients: tuple[float, ...], measure: str = "shoulder_tilt") -> Study:
    """A study in which each client showed these values, one after the other."""
    study, minute = Study(room="Room 2"), 0
    for number, values in enumerate(clients, 1):
        for value in values:
            minute += 1
            study = add(study, str(number), taken(minute, **{measure: value}))
    return study


def result(study: Study, measure: str = "shoulder_tilt", errors: MethodErrors = ERRORS) -> Result:
    return next(one for one in results(study, errors) if one.measure == measure)


WIDE = ((0.0, 2.0, 4.0), (1.0, 3.0, 5.0), (-2.5, -0.5, 1.5))
"""Three clients whose readings scatter by a standard deviation of 2."""


def test_the_scatter_within_clients_is_found_again() -> None:
    found = result(study_of(*WIDE))

    assert found.found.sem == pytest.approx(2.0, abs=0.001)
    assert (found.found.people, found.found.readings, found.found.freedom) == (3, 9, 6)
    assert found.found.icc is not None
    assert found.shipped_sem == ERRORS.of("shoulder_tilt", View.FRONT).sem


def test_a_larger_scatter_takes_the_place_of_the_methods_error_and_a_smaller_one_does_not() -> None:
    study = use(study_of(*WIDE), ERRORS)
    errors = widened(ERRORS, study)
    row = errors.of("shoulder_tilt", View.FRONT)

    assert row.sem == pytest.approx(2.0, abs=0.001)
    assert row.source == OWN_STUDY
    assert row.trust is ERRORS.of("shoulder_tilt", View.FRONT).trust
    assert errors.of("shoulder_tilt", View.BACK) == ERRORS.of("shoulder_tilt", View.BACK)
    assert errors.of("trunk_tilt", View.FRONT) == ERRORS.of("trunk_tilt", View.FRONT)
    assert errors.name == f"{ERRORS.name} + Room 2 2026-11-21"


def test_a_study_that_is_not_in_use_changes_nothing() -> None:
    assert widened(ERRORS, study_of(*WIDE)) is ERRORS


def test_too_few_readings_are_not_used() -> None:
    study = study_of((0.0, 4.0), (1.0, 5.0))

    assert not result(study).counts
    with pytest.raises(UsageError, match="study_too_little"):
        use(study, ERRORS)
    assert use(study_of((0.0, 4.0, 2.0), (1.0, 5.0, 3.0)), ERRORS).in_use


def test_placed_points_widen_the_error_of_placed_points_only() -> None:
    study = study_of(*WIDE)
    placed = replace(
        study,
        takes=tuple(
            replace(take, readings=tuple(replace(one, placed=True) for one in take.readings))
            for take in study.takes
        ),
    )
    errors = widened(ERRORS, use(placed, ERRORS))

    assert errors.of("shoulder_tilt", View.FRONT, placed=True).sem == pytest.approx(2.0, abs=0.001)
    assert errors.of("shoulder_tilt", View.FRONT) == ERRORS.of("shoulder_tilt", View.FRONT)


def test_the_other_side_of_a_client_is_another_leg() -> None:
    study = Study()
    for minute in range(3):
        for view in (View.SIDE, View.SIDE2):
            study = add(study, "1", taken(minute, view, trunk_forward=float(minute)))

    assert {one.facing for take in study.takes for one in take.readings} == {
        Facing.RIGHT.value,
        Facing.LEFT.value,
    }
    assert result(study, "knee_flexion").found.people == 2


def test_what_is_missing_is_said_in_order() -> None:
    assert todo(Study()) == (Todo("clients", 3),)
    assert todo(study_of((0.0, 1.0), (3.0, 4.0, 2.0))) == (Todo("rounds", 1, "1"), Todo("clients", 1))
    assert todo(study_of(*WIDE)) == ()
    assert WORDS.todo(Todo("rounds", 1, "1")) == "Client 1: assess one more time, after walking away."
    assert WORDS.todo(Todo("clients", 2)) == "Assess two more clients three times each."


@pytest.mark.parametrize("code", ["", "Amara Osei", "김민수", "x" * 17, "a/b"])
def test_a_name_is_no_code(code: str) -> None:
    with pytest.raises(UsageError, match="study_code"):
        add(Study(), code, taken(0))


@pytest.mark.parametrize("data", [{}, [], 3, None, {"views": {}, "measures": [{}], "engine": {}}])
def test_what_is_no_assessment_is_refused(data: Any) -> None:
    with pytest.raises(UsageError, match="study_not_assessment"):
        add(Study(), "1", data)


def test_the_same_assessment_counts_once() -> None:
    study = add(Study(), "1", taken(0))
    with pytest.raises(UsageError, match="study_twice"):
        add(study, "2", taken(0))


def test_another_model_is_another_study() -> None:
    other = taken(1, shoulder_tilt=1.0)
    other["engine"]["model_sha256"] = "0" * 64
    with pytest.raises(UsageError, match="study_other_model"):
        add(add(Study(), "1", taken(0)), "1", other)


def test_other_corrections_are_another_study() -> None:
    other = taken(1, shoulder_tilt=1.0)
    other["engine"]["corrections"] = "some-set"
    with pytest.raises(UsageError, match="study_other_model"):
        add(add(Study(), "1", taken(0)), "1", other)


def test_the_last_repositioning_can_be_taken_back() -> None:
    study = study_of((0.0, 1.0), (2.0,))

    assert without_last(study, "1").clients == {"1": 1, "2": 1}
    assert without_last(study, "1").takes[0] == study.takes[0]
    assert without_last(study, "9") == study


# --- keeping ---------------------------------------------------------------------------------------


def test_a_study_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    study = replace(use(study_of(*WIDE), ERRORS), staff="A. B.")
    StudyFile(tmp_path / "deep" / "study.json").save(study)

    assert StudyFile(tmp_path / "deep" / "study.json").load() == study
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["study.json"]


def test_no_file_is_an_empty_study(tmp_path: Path) -> None:
    assert StudyFile(tmp_path / "study.json").load() == Study()


def test_nothing_of_a_person_is_kept() -> None:
    kept = json.dumps(as_data(add(Study(), "1", taken(0))))

    assert "Amara" not in kept
    assert "P-0193" not in kept
    assert "175" not in kept


def broken(**changes: Any) -> str:
    data = as_data(add(Study(), "1", taken(0)))
    take = {**data["takes"][0], **changes}
    return json.dumps({**data, "takes": [take]})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": "posture-repeatability/2", "takes": [], "room": "", "staff": "", "in_use": false}',
        broken(client="Amara Osei"),
        broken(taken_at="yesterday"),
        broken(readings=[{"measure": "x", "view": "front", "facing": "front", "value": 1.0}]),
        broken(readings=[{"measure": "trunk_tilt", "view": "up", "facing": "front", "value": 1.0}]),
        broken(readings=[{"measure": "trunk_tilt", "view": "front", "facing": "front", "value": "1"}]),
        broken(readings=[{"measure": "trunk_tilt", "view": "front", "facing": "front", "value": 1e999}]),
        broken(readings=3),
    ],
)
def test_a_file_that_makes_no_sense_is_explained_and_put_aside_before_it_is_written_over(
    text: str, tmp_path: Path
) -> None:
    path = tmp_path / "study.json"
    path.write_text(text, encoding="utf-8")
    store = StudyFile(path)
    with pytest.raises(EnvironmentProblem, match="study_unreadable"):
        store.load()
    store.save(Study())

    assert store.load() == Study()
    assert path.with_suffix(".broken").read_text(encoding="utf-8") == text


def test_a_place_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentProblem, match="study_unwritable"):
        StudyFile(tmp_path / "file" / "study.json").save(Study())


def test_a_study_in_memory_is_kept_as_long_as_it_lives() -> None:
    store = StudyInMemory()
    store.save(Study(room="x"))

    assert store.load().room == "x"


# --- in words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_says_which_change_is_none(language: str) -> None:
    found = result(study_of(*WIDE))
    told = Words(language).repeats(found)

    assert f"{mdc95(found.found.sem):.1f}°" in told
    assert "2.0°" in told
    assert f"{found.shipped_sem:.1f}°" in told


def test_a_change_below_the_methods_own_error_is_none_either() -> None:
    calm = result(study_of((0.0, 0.1, 0.05), (1.0, 1.1, 1.05)))

    assert WORDS.change(calm) == f"{mdc95(calm.shipped_sem):.1f}°"
    assert WORDS.icc(calm) == "–"
