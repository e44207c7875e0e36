"""The kiosk's rails: one way through, every way out, and nothing left behind."""

from __future__ import annotations

from datetime import date

import pytest

from posture_app.services.kiosk import rails
from posture_app.services.kiosk.pin import PinAnswer, PinGate
from posture_app.services.kiosk.rails import (
    Client,
    Kiosk,
    KioskTimes,
    Stage,
)

BORN = date(1980, 2, 3)
ASIDE = (Stage.STAFF, Stage.RECORDS, Stage.LEFT, Stage.DECLINED)
"""No client comes there."""


def plain(pin: str, kept: str) -> bool:
    return pin == kept


def kiosk(pin: str = "2468") -> Kiosk:
    return Kiosk(PinGate(pin, plain), "en", KioskTimes(60.0, 15.0, 20.0))


def unlocked() -> Kiosk:
    made = kiosk()
    assert made.unlock("2468", 0.0) is PinAnswer.RIGHT
    return made


def at(stage: Stage) -> Kiosk:
    made = unlocked()
    made.choose_language("ko")
    beside = {
        Stage.FACE: lambda: made.recognise(0.0),
        Stage.FACE_CONSENT: lambda: made.offer_face("A-17", BORN, 0.0),
        Stage.ENROL: lambda: (made.offer_face("A-17", BORN, 0.0), made.agree_to_face(0.0)),
    }
    steps = {
        Stage.CONSENT: lambda: made.start(0.0),
        Stage.WHO: lambda: made.agree(0.0),
        **({stage: beside[stage]} if stage in beside else {}),
        Stage.HEIGHT: lambda: made.is_known("A-17", date(1980, 2, 3), 0.0),
        Stage.CAPTURE: lambda: made.set_height(171.0, 0.0),
        Stage.RESULT: lambda: made.captured(0.0),
        Stage.SAVED: lambda: made.saved(0.0),
    }
    for next_stage, step in steps.items():
        if made.stage is stage:
            break
        step()
        assert made.stage is next_stage
    assert made.stage is stage
    return made


def test_the_rails_lead_from_hello_to_a_cleared_kiosk() -> None:
    made = at(Stage.RESULT)
    assert made.client == Client("ko", "A-17", date(1980, 2, 3), 171.0)
    made.saved(5.0)
    assert made.stage is Stage.SAVED
    assert made.client == Client("ko")
    assert made.tick(5.0 + 20.0)
    assert made.stage is Stage.WELCOME
    assert made.client == Client("en")


def test_the_report_gets_code_and_height_and_not_the_birth_date() -> None:
    subject = at(Stage.CAPTURE).client.subject
    assert (subject.code, subject.height_cm, subject.name) == ("A-17", 171.0, None)


@pytest.mark.parametrize("stage", [s for s in Stage if s not in ASIDE])
def test_a_call_that_does_not_fit_changes_nothing(stage: Stage) -> None:
    made = kiosk() if stage is Stage.LOCKED else at(stage)
    fits = {
        Stage.WELCOME: "start",
        Stage.CONSENT: "agree",
        Stage.WHO: "is_new recognise offer_face",
        Stage.FACE: "recognised use_code",
        Stage.FACE_CONSENT: "agree_to_face leave_face",
        Stage.ENROL: "leave_face",
        Stage.HEIGHT: "set_height",
        Stage.CAPTURE: "captured",
        Stage.RESULT: "saved",
    }
    calls = {
        "start": lambda: made.start(1.0),
        "agree": lambda: made.agree(1.0),
        "is_new": lambda: made.is_new(1.0),
        "recognise": lambda: made.recognise(1.0),
        "recognised": lambda: made.recognised("B", BORN, 1.0),
        "use_code": lambda: made.use_code(1.0),
        "offer_face": lambda: made.offer_face("B", BORN, 1.0),
        "agree_to_face": lambda: made.agree_to_face(1.0),
        "leave_face": lambda: made.leave_face(1.0),
        "open_records": lambda: made.open_records(1.0),
        "records_left": lambda: made.records_left(1.0),
        "set_height": lambda: made.set_height(180.0, 1.0),
        "captured": lambda: made.captured(1.0),
        "saved": lambda: made.saved(1.0),
        "resume": lambda: made.resume(1.0),
        "lock": lambda: made.lock(1.0),
    }
    before = made.client
    for name, call in calls.items():
        if name not in fits.get(stage, "").split():
            call()
            assert (made.stage, made.client) == (stage, before), name


def test_who_is_recognised_goes_on_as_with_a_code() -> None:
    made = at(Stage.FACE)
    made.recognised(" A-17 ", BORN, 1.0)
    assert made.stage is Stage.HEIGHT
    assert made.client == Client("ko", "A-17", BORN)


def test_the_code_is_always_a_way_out_of_the_face() -> None:
    made = at(Stage.FACE)
    made.use_code(1.0)
    assert (made.stage, made.client) == (Stage.WHO, Client("ko"))


@pytest.mark.parametrize("stage", [Stage.FACE_CONSENT, Stage.ENROL])
def test_nobody_needs_to_be_enrolled(stage: Stage) -> None:
    made = at(stage)
    made.leave_face(1.0)
    assert made.stage is Stage.HEIGHT
    assert made.client.code == "A-17"


@pytest.mark.parametrize("stage", [Stage.FACE, Stage.FACE_CONSENT])
def test_back_from_the_face_is_the_question_who(stage: Stage) -> None:
    made = at(stage)
    made.back(1.0)
    assert (made.stage, made.client) == (Stage.WHO, Client("ko"))


def test_staff_open_the_records_and_come_back() -> None:
    made = unlocked()
    made.let_staff_in("2468", 1.0)
    made.open_records(2.0)
    assert made.stage is Stage.RECORDS
    made.records_left(3.0)
    assert made.stage is Stage.STAFF
    made.open_records(4.0)
    assert made.tick(4.0 + 75.0)
    assert made.stage is Stage.WELCOME


def test_refusing_ends_politely_and_keeps_nothing() -> None:
    made = at(Stage.CONSENT)
    made.refuse(3.0)
    assert made.stage is Stage.DECLINED
    assert made.client == Client("ko")
    assert not made.tick(22.0)
    assert made.tick(23.0)
    assert (made.stage, made.client) == (Stage.WELCOME, Client("en"))


def test_back_goes_page_by_page_and_takes_back_what_was_said_there() -> None:
    made = at(Stage.HEIGHT)
    made.back(1.0)
    assert (made.stage, made.client) == (Stage.WHO, Client("ko"))
    made.back(1.0)
    assert (made.stage, made.client) == (Stage.CONSENT, Client("ko"))
    made.back(1.0)
    assert (made.stage, made.client) == (Stage.WELCOME, Client("en"))


@pytest.mark.parametrize("stage", [*rails.CLIENT, Stage.SAVED])
def test_stop_clears_at_once(stage: Stage) -> None:
    made = at(stage)
    made.stop(1.0)
    assert (made.stage, made.client) == (Stage.WELCOME, Client("en"))


@pytest.mark.parametrize("height", [10.0, 300.0, float("nan")])
def test_an_impossible_height_is_not_taken(height: float) -> None:
    made = at(Stage.HEIGHT)
    made.set_height(height, 1.0)
    assert made.stage is Stage.HEIGHT
    made.set_height(None, 1.0)
    assert made.stage is Stage.CAPTURE


def test_an_empty_code_is_not_taken() -> None:
    made = at(Stage.WHO)
    made.is_known("  ", None, 1.0)
    assert made.stage is Stage.WHO


# --- inactivity ---------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", rails.CLIENT)
def test_inactivity_warns_and_then_clears_the_client_but_not_the_mode(stage: Stage) -> None:
    made = at(stage)
    made.touch(100.0)
    assert made.warning_left_s(159.9) is None
    assert made.warning_left_s(160.0) == 15.0
    assert made.warning_left_s(170.0) == 5.0
    assert not made.tick(174.9)
    assert made.stage is stage
    assert made.tick(175.0)
    assert (made.stage, made.client) == (Stage.WELCOME, Client("en"))


def test_a_touch_extends() -> None:
    made = at(Stage.CONSENT)
    made.touch(70.0)
    assert made.warning_left_s(70.0) is None
    assert not made.tick(100.0)
    assert made.left_s(100.0) == 45.0


def test_welcome_forgets_a_language_without_a_warning() -> None:
    made = unlocked()
    made.choose_language("ko")
    assert made.warning_left_s(70.0) is None
    assert made.tick(75.0)
    assert made.client == Client("en")


def test_a_locked_kiosk_waits_for_ever() -> None:
    made = kiosk()
    assert made.left_s(1e6) is None
    assert not made.tick(1e6)


# --- the PIN ------------------------------------------------------------------------------------


def test_the_first_pin_is_typed_twice_and_unlocks() -> None:
    made = kiosk(pin="")
    assert made.choose_pin("123", "123", 0.0) is None
    assert made.choose_pin("1234", "1243", 0.0) is None
    assert made.stage is Stage.LOCKED
    kept = made.choose_pin("1234", "1234", 0.0)
    assert kept is not None
    assert kept.startswith("scrypt$")  # not the PIN; how well it is hidden is tested with the hash
    assert made.stage is Stage.WELCOME
    assert PinGate(kept).try_pin("1234", 0.0) is PinAnswer.RIGHT
    assert PinGate(kept).try_pin("1235", 0.0) is PinAnswer.WRONG


def test_a_second_first_pin_is_not_taken() -> None:
    made = kiosk()
    assert made.choose_pin("1111", "1111", 0.0) is None
    assert made.stage is Stage.LOCKED


def test_nobody_gets_in_or_out_with_a_wrong_pin() -> None:
    made = kiosk()
    assert made.unlock("1111", 0.0) is PinAnswer.WRONG
    assert made.leave("1111", 0.0) is PinAnswer.WRONG
    assert made.stage is Stage.LOCKED
    made = at(Stage.CAPTURE)
    assert made.let_staff_in("1111", 0.0) is PinAnswer.WRONG
    assert made.leave("2468", 0.0) is PinAnswer.WRONG
    assert made.stage is Stage.CAPTURE
    assert not made.may_close


def test_staff_come_in_from_anywhere_and_the_client_is_cleared() -> None:
    made = at(Stage.CAPTURE)
    assert made.let_staff_in("2468", 0.0) is PinAnswer.RIGHT
    assert (made.stage, made.client) == (Stage.STAFF, Client("en"))
    made.lock(1.0)
    assert made.stage is Stage.LOCKED
    assert made.leave("2468", 1.0) is PinAnswer.RIGHT
    assert made.may_close


def test_the_staff_page_does_not_stay_open() -> None:
    made = unlocked()
    made.let_staff_in("2468", 0.0)
    assert made.tick(75.0)
    assert made.stage is Stage.WELCOME
    assert made.leave("", 75.0) is PinAnswer.WRONG


def test_without_a_pin_the_locked_kiosk_can_be_left() -> None:
    made = kiosk(pin="")
    assert made.unlock("", 0.0) is PinAnswer.WRONG
    assert made.leave("", 0.0) is PinAnswer.RIGHT
