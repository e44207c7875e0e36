"""Wrong keys are counted; who is right is not shut out by others."""

from __future__ import annotations

from posture_app.services.serving import service_keys
from posture_app.services.serving.service_keys import LIKELY_GUESSES, MOST_GUESSES, WINDOW_S, Throttle


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_name_is_shut_out_for_a_while():
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(LIKELY_GUESSES):
        assert throttle.may_try("1.2.3.4", "name")
        throttle.failed("1.2.3.4", "name")

    assert not throttle.may_try("1.2.3.4", "name")
    assert throttle.may_try("1.2.3.4", "other")
    assert throttle.may_try("4.3.2.1", "name")
    clock.now = WINDOW_S + 1
    assert throttle.may_try("1.2.3.4", "name")


def test_an_address_is_shut_out_but_for_who_was_right():
    throttle = Throttle(Clock())
    throttle.succeeded("1.2.3.4", "known")
    for number in range(MOST_GUESSES):
        throttle.failed("1.2.3.4", f"guess {number}")

    assert not throttle.may_try("1.2.3.4", "unknown")
    assert throttle.may_try("1.2.3.4", "known")
    assert throttle.may_try("4.3.2.1", "unknown")


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(service_keys, "REMEMBERED", 10)
    throttle = Throttle(Clock())
    for number in range(100):
        throttle.failed(f"10.0.0.{number}", "name")
        throttle.succeeded(f"10.0.0.{number}", "name")

    assert len(throttle._failures) <= 10
    assert len(throttle._right) <= 10
