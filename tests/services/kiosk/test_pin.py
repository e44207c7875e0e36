"""The gate that asks for the staff PIN."""

from __future__ import annotations

from posture_app.services.kiosk.pin import PinAnswer, PinGate


def plain(pin: str, kept: str) -> bool:
    return pin == kept


def test_five_wrong_pins_slow_down_and_the_waits_double() -> None:
    gate, now, waits = PinGate("2468", plain), 0.0, []
    for _ in range(4):
        assert gate.try_pin("0000", now) is PinAnswer.WRONG
        assert gate.wait_left_s(now) == 0.0
    for _ in range(9):
        assert gate.try_pin("0000", now) is PinAnswer.WRONG
        waits.append(gate.wait_left_s(now))
        assert gate.try_pin("2468", now) is PinAnswer.WAIT
        now += waits[-1]
    assert waits == [30.0, 60.0, 120.0, 240.0, 480.0, 960.0, 1920.0, 3600.0, 3600.0]
    assert gate.try_pin("2468", now) is PinAnswer.RIGHT
    assert gate.try_pin("0000", now) is PinAnswer.WRONG
    assert gate.wait_left_s(now) == 0.0
