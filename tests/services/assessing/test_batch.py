"""A folder of cases."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_app.domain.errors import PhotoMissing, PhotoUnreadable, UsageError
from posture_app.domain.views import View
from posture_app.services.assessing.batch import (
    BatchCase,
    BatchJob,
    Outcome,
    assess_guarded,
    cases_in,
    only,
    rows_of,
    run_batch,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from posture_app.domain.errors import PostureError


def case(folder: Path, name: str, *photos: str, facts: object = None) -> Path:
    (folder / name).mkdir(parents=True)
    for photo in photos:
        (folder / name / photo).touch()
    if facts is not None:
        (folder / name / "case.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder / name


def job(one: BatchCase, output: Path) -> BatchJob:
    return BatchJob(one, output, 1, "auto", "en", "clinical")


class InTurn:
    """Does one case after the other, the last first."""

    def outcomes(self, work: Callable[[BatchJob], Outcome], jobs: Sequence[BatchJob]) -> Iterator[Outcome]:
        return map(work, reversed(jobs))


def test_cases_are_folders_with_photographs_named_by_their_views(tmp_path: Path) -> None:
    case(tmp_path, "b", "front.JPG", "side2.png", "holiday.jpg")
    case(tmp_path, "a", "back.heic")
    case(tmp_path, "empty", "notes.txt")
    case(tmp_path, "results", "front.jpg")
    (tmp_path / "front.jpg").touch()
    found = cases_in(tmp_path, tmp_path / "results")
    assert [(one.name, set(one.photos)) for one in found] == [
        ("a", {View.BACK}),
        ("b", {View.FRONT, View.SIDE2}),
    ]


def test_no_folder_and_no_cases_are_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="batch_folder"):
        cases_in(tmp_path / "none", tmp_path)
    with pytest.raises(UsageError, match="no_cases"):
        cases_in(tmp_path, tmp_path / "results")


def test_the_folder_names_the_person_unless_the_facts_do(tmp_path: Path) -> None:
    case(tmp_path, "p1", "front.jpg")
    case(tmp_path, "p2", "front.jpg", facts={"code": "X-2", "height_cm": 171, "shoes": False})
    facts = tmp_path / "p2" / "case.json"
    facts.write_text(facts.read_text(encoding="utf-8"), encoding="utf-8-sig")  # as Windows' Notepad does
    first, second = (one.subject() for one in cases_in(tmp_path, tmp_path / "results"))
    assert (first.code, first.height_cm) == ("p1", None)
    assert (second.code, second.height_cm, second.shoes) == ("X-2", 171, False)


@pytest.mark.parametrize(
    "facts",
    [
        [],
        {"age": 3},
        {"height_cm": "170"},
        {"height_cm": 20},
        {"height_cm": True},
        {"shoes": 1},
        {"name": None},
    ],
)
def test_facts_that_make_no_sense_are_refused(tmp_path: Path, facts: object) -> None:
    case(tmp_path, "p", "front.jpg", facts=facts)
    with pytest.raises(PhotoUnreadable, match="case_facts"):
        cases_in(tmp_path, tmp_path / "results")[0].subject()


@given(st.binary(max_size=60))
def test_any_bytes_are_facts_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("facts")
    (folder / "case.json").write_bytes(data)
    try:
        subject = BatchCase("p", folder, {}).subject()
    except PhotoUnreadable:
        return
    assert subject.code is not None or "code" in data.decode()


def test_a_case_with_newer_results_is_left_out_until_a_photograph_is_newer(tmp_path: Path) -> None:
    source, output = case(tmp_path, "p", "front.jpg"), tmp_path / "results"
    result = case(output, "p") / "assessment.json"
    asked = [job(one, output) for one in cases_in(tmp_path, output)]
    assert only(asked, again=False) == tuple(asked)
    result.touch()
    os.utime(source / "front.jpg", ns=(0, result.stat().st_mtime_ns - 1))
    assert only(asked, again=False) == ()
    assert only(asked, again=True) == tuple(asked)
    os.utime(source / "front.jpg", ns=(0, result.stat().st_mtime_ns + 1))
    assert only(asked, again=False) == tuple(asked)


def test_what_comes_is_counted_and_in_the_order_of_names(tmp_path: Path) -> None:
    asked = [job(BatchCase(name, tmp_path, {}), tmp_path) for name in ("a", "b")]
    heard: list[tuple[int, int]] = []
    outcomes = run_batch(asked, InTurn(), lambda one: Outcome(one.case.name), lambda *at: heard.append(at))
    assert outcomes == (Outcome("a"), Outcome("b"))
    assert heard == [(0, 2), (1, 2), (2, 2)]


def test_what_is_expected_to_fail_becomes_a_sentence_and_a_bug_does_not(tmp_path: Path) -> None:
    asked = job(BatchCase("a", tmp_path, {}), tmp_path)

    def missing(_: BatchJob) -> None:
        raise PhotoMissing("photo_missing")

    def bug(_: BatchJob) -> None:
        raise KeyError("x")

    def say(error: PostureError) -> str:
        return f"said {error.code}"

    assert assess_guarded(asked, missing, say) == Outcome("a", "said photo_missing")
    with pytest.raises(KeyError):
        assess_guarded(asked, bug, say)


def test_rows_join_the_measures_of_all_cases_that_have_results(tmp_path: Path) -> None:
    measure = {"id": "trunk_lean", "view": "side", "value": None, "unit": "deg", "reason": "hidden"}
    result = case(tmp_path, "p") / "assessment.json"
    result.write_text(json.dumps({"measures": [measure]}), encoding="utf-8")
    rows = list(rows_of([BatchCase("p", tmp_path, {}), BatchCase("q", tmp_path, {})], tmp_path))
    assert [(row["case"], row["measure"], row["value"], row["reason"]) for row in rows] == [
        ("p", "trunk_lean", None, "hidden")
    ]
