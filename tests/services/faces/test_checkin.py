"""The face check-in by construction: every way it can go, and nothing that is not meant to."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from posture_app.domain.records import Patient
from posture_app.services.faces.checkin import (
    BIRTH_TRIES,
    GAP,
    WITHIN,
    CheckIn,
    Enrolment,
    Proposal,
    Step,
    initials,
    propose,
)
from posture_app.services.faces.liveness import LONGEST_S, Look
from tests.services.faces.test_liveness import face, sweep

BORN = date(1980, 2, 3)
ANNA = Patient("a" * 32, "P-1", "Anna Weber", BORN)


def look(off: float = 0.0) -> np.ndarray:
    vector = np.zeros(128, np.float32)
    vector[1] = off
    return vector


def turned(looks: tuple[float, float, float] = (0.0, 0.1, 0.2)) -> CheckIn:
    """A check-in after the head was turned."""
    check_in, left = CheckIn((Look.LEFT, Look.RIGHT), 0.0), list(looks)
    for number, yaw in enumerate(sweep(0, 40, 0, -40, 0)):
        if check_in.see([face(yaw)], 0.1 * number):
            check_in.keep(look(left.pop(0)))
    return check_in


def asked() -> CheckIn:
    check_in = turned()
    check_in.found(Proposal(ANNA.id), ANNA)
    return check_in


def test_who_is_found_and_says_so_with_the_birth_date_is_known() -> None:
    check_in = turned()
    assert check_in.step is Step.SEARCH
    assert check_in.face == pytest.approx(look(0.1))
    check_in.found(Proposal(ANNA.id), ANNA)
    assert check_in.step is Step.ASK
    check_in.answer(yes=True)
    assert check_in.step is Step.BIRTH
    assert check_in.born(BORN)
    assert (check_in.step, check_in.patient) == (Step.KNOWN, ANNA)


def test_no_ends_it_and_forgets_who_it_was() -> None:
    check_in = asked()
    check_in.answer(yes=False)
    assert (check_in.step, check_in.patient) == (Step.NOBODY, None)


def test_wrong_birth_dates_end_it() -> None:
    check_in = asked()
    check_in.answer(yes=True)
    for _ in range(BIRTH_TRIES - 1):
        assert not check_in.born(date(1980, 2, 4))
        assert check_in.step is Step.BIRTH
    assert not check_in.born(date(1999, 1, 1))
    assert (check_in.step, check_in.patient) == (Step.REFUSED, None)
    assert not check_in.born(BORN)


def test_nobody_and_lookalikes() -> None:
    nobody, alike = turned(), turned()
    nobody.found(Proposal(None), None)
    alike.found(Proposal(None, alike=True), None)
    assert (nobody.step, alike.step) == (Step.NOBODY, Step.ALIKE)


@pytest.mark.parametrize(
    "patient", [Patient("b" * 32, "P-2", "Anna Weber"), Patient("b" * 32, "P-2", None, BORN)]
)
def test_who_cannot_be_asked_is_nobody(patient: Patient) -> None:
    check_in = turned()
    check_in.found(Proposal(patient.id), patient)
    assert (check_in.step, check_in.patient) == (Step.NOBODY, None)


def test_a_head_that_is_not_turned_in_time_is_not_searched_for() -> None:
    check_in = CheckIn((Look.LEFT, Look.RIGHT), 0.0)
    check_in.see([face(0)], 0.1)
    check_in.see([face(0)], LONGEST_S + 1)
    assert check_in.step is Step.NOT_SURE


def test_looks_of_different_people_are_not_searched_for() -> None:
    assert turned((0.0, 0.1, 0.1 + WITHIN)).step is Step.NOT_SURE


def test_a_turn_that_begins_again_forgets_the_looks_before() -> None:
    check_in = CheckIn((Look.LEFT, Look.RIGHT), 0.0)
    assert check_in.see([face(0)], 0.0)
    check_in.keep(look(9.0))  # somebody else's
    check_in.see([face(0), face(0, x=500)], 0.1)
    for number, yaw in enumerate(sweep(0, 40, 0, -40, 0)):
        if check_in.see([face(yaw)], 1.0 + 0.1 * number):
            check_in.keep(look())
    assert check_in.step is Step.SEARCH


@pytest.mark.parametrize("so_far", [lambda: CheckIn((Look.LEFT, Look.RIGHT), 0.0), turned, asked])
def test_the_code_leads_on_from_everywhere(so_far) -> None:  # type: ignore[no-untyped-def]
    check_in = so_far()
    check_in.use_code()
    assert (check_in.step, check_in.patient) == (Step.CODE, None)
    check_in.answer(yes=True)
    check_in.found(Proposal(ANNA.id), ANNA)
    check_in.keep(look())
    assert not check_in.see([face(0)], 1.0)
    assert check_in.step is Step.CODE


def test_calls_that_do_not_fit_change_nothing() -> None:
    check_in = CheckIn((Look.LEFT, Look.RIGHT), 0.0)
    check_in.found(Proposal(ANNA.id), ANNA)
    check_in.answer(yes=True)
    assert not check_in.born(BORN)
    assert check_in.step is Step.TURN
    later = asked()
    assert not later.born(BORN)  # not before "yes"
    assert later.step is Step.ASK


@pytest.mark.parametrize(
    ("nearest", "wanted"),
    [
        ([], Proposal(None)),
        ([("a", WITHIN + 0.01)], Proposal(None)),
        ([("a", WITHIN)], Proposal("a")),
        ([("a", 0.3), ("b", 0.3 + GAP + 0.001)], Proposal("a")),
        ([("a", 0.3), ("b", 0.3 + GAP - 0.001)], Proposal(None, alike=True)),
        ([("a", 0.45), ("b", 0.54)], Proposal(None, alike=True)),
        ([("a", 0.55), ("b", 0.56)], Proposal(None)),
    ],
)
def test_somebody_is_proposed_only_near_enough_and_ahead_of_the_second(
    nearest: list[tuple[str, float]], wanted: Proposal
) -> None:
    assert propose(nearest) == wanted


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Anna Weber", "A. W."),
        ("김민수", "ㄱㅁㅅ"),
        ("한 가람", "ㅎㄱㄹ"),
        ("anna", "A."),
        ("", ""),
        (None, ""),
    ],
)
def test_initials_give_away_no_name(name: str | None, short: str) -> None:
    assert initials(name) == short


def test_three_photographs_of_one_face_are_taken_a_moment_apart() -> None:
    enrolment, taken = Enrolment(), 0
    for number in range(40):
        if enrolment.see([face(5)], 0.1 * number):
            enrolment.keep(look(0.01 * number))
            taken += 1
    assert (taken, enrolment.is_done, len(enrolment.looks)) == (3, True, 3)


@pytest.mark.parametrize("faces", [[], [face(30)], [face(0, pitch=36)], [face(0), face(0, x=400)]])
def test_only_one_face_that_looks_ahead_is_enrolled(faces: list) -> None:  # type: ignore[type-arg]
    assert not Enrolment().see(faces, 0.0)


def test_somebody_else_before_the_camera_begins_the_enrolment_again() -> None:
    enrolment = Enrolment()
    for off in (0.0, 0.1, 3.0, 3.1, 3.2):
        enrolment.keep(look(off))
    assert [float(one[1]) for one in enrolment.looks] == pytest.approx([3.0, 3.1, 3.2])
