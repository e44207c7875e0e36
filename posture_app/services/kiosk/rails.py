"""The rails of the kiosk: which page comes next, who may leave, and when everything is cleared.

    LOCKED    a staff PIN unlocks the kiosk for the day; without one, the first is chosen here
    WELCOME   waiting for a client, who chooses a language
    CONSENT   the versioned text; refusing goes to DECLINED, which ends politely
    WHO       a new client, or one with a code and birth date
    FACE      a returning client who consented to it is recognised (`services.faces.checkin`), or goes
              back to WHO
    FACE_CONSENT  a client whom the records know may agree to be recognised the next time
    ENROL     three photographs for that, of which only numbers are kept
    HEIGHT    in cm, or left out
    CAPTURE   front, side, and back
    RESULT    in plain words
    SAVED     the report is in the folder, and printed where that is set
    STAFF     what staff may do after the PIN: go on, open the records, lock, or leave
    RECORDS   staff open the records, without which nobody is recognised
    LEFT      the kiosk may be closed

It has no clock: the time in seconds, on a clock that only rises, comes in with each call. A call that does
not fit the stage changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from posture_app.domain.people import Subject
from posture_app.services.kiosk.pin import SHORTEST, PinAnswer, PinGate, hashed

LOWEST_CM, HIGHEST_CM = 80, 250
LONGEST_CODE = 16


class Stage(str, Enum):
    """Where on the rails the kiosk stands."""

    LOCKED = "locked"
    WELCOME = "welcome"
    CONSENT = "consent"
    DECLINED = "declined"
    WHO = "who"
    FACE = "face"
    FACE_CONSENT = "face_consent"
    ENROL = "enrol"
    HEIGHT = "height"
    CAPTURE = "capture"
    RESULT = "result"
    SAVED = "saved"
    STAFF = "staff"
    RECORDS = "records"
    LEFT = "left"


CLIENT = (
    Stage.CONSENT,
    Stage.WHO,
    Stage.FACE,
    Stage.FACE_CONSENT,
    Stage.ENROL,
    Stage.HEIGHT,
    Stage.CAPTURE,
    Stage.RESULT,
)
"""The stages that warn before they are cleared; WELCOME, STAFF, and RECORDS go back without a word."""


@dataclass(frozen=True, slots=True)
class Client:
    """What is known of the person before the kiosk, for as long as they stand there."""

    language: str
    code: str | None = None
    birth: date | None = None
    height_cm: float | None = None

    @property
    def subject(self) -> Subject:
        """Give what goes onto the report; the birth date does not."""
        return Subject(code=self.code, height_cm=self.height_cm)


@dataclass(frozen=True, slots=True)
class KioskTimes:
    """How patient the kiosk is, in seconds.

    Attributes
    ----------
    inactivity_s : without a touch until the warning comes.
    warning_s : from the warning until everything is cleared.
    farewell_s : how long SAVED and DECLINED stay.
    """

    inactivity_s: float = 60.0
    warning_s: float = 15.0
    farewell_s: float = 20.0


class Kiosk:
    """Leads one client after the other along the rails."""

    def __init__(self, gate: PinGate, language: str, times: KioskTimes | None = None) -> None:
        self.gate = gate
        self.times = times or KioskTimes()
        self._house_language = language
        self._stage = Stage.LOCKED
        self._client = Client(language)
        self._touched_s: float | None = None

    @property
    def stage(self) -> Stage:
        """Give where the kiosk stands."""
        return self._stage

    @property
    def client(self) -> Client:
        """Give what is known of the present client; of nobody, outside the client's stages."""
        return self._client

    @property
    def may_close(self) -> bool:
        """Tell whether the window may be closed: after the PIN, or before there ever was one."""
        return self._stage is Stage.LEFT

    # -- staff --

    def choose_pin(self, pin: str, again: str, at_s: float) -> str | None:
        """Set the first PIN, typed twice, and unlock; give its hash, or None when it will not do."""
        good = len(pin) >= SHORTEST and pin == again
        if self._stage is not Stage.LOCKED or self.gate.is_set or not good:
            return None
        kept = hashed(pin)
        self.gate.keep(kept)
        self._clear(at_s)
        return kept

    def unlock(self, pin: str, at_s: float) -> PinAnswer:
        """Unlock the kiosk for the day."""
        answer = self.gate.try_pin(pin, at_s)
        if answer is PinAnswer.RIGHT and self._stage is Stage.LOCKED:
            self._clear(at_s)
        return answer

    def unlock_unattended(self, at_s: float) -> None:
        """Unlock without a PIN: for the autopilot, which nobody stands before."""
        if self._stage is Stage.LOCKED:
            self._clear(at_s)

    def let_staff_in(self, pin: str, at_s: float) -> PinAnswer:
        """Come to what only staff may do; the present client is cleared."""
        answer = self.gate.try_pin(pin, at_s)
        if answer is PinAnswer.RIGHT and self._stage not in (Stage.LOCKED, Stage.LEFT):
            self._clear(at_s)
            self._stage = Stage.STAFF
        return answer

    def lock(self, at_s: float) -> None:
        """Lock the kiosk until tomorrow."""
        if self._stage is Stage.STAFF:
            self._clear(at_s)
            self._stage = Stage.LOCKED

    def resume(self, at_s: float) -> None:
        """Go back to the clients."""
        if self._stage is Stage.STAFF:
            self._clear(at_s)

    def open_records(self, at_s: float) -> None:
        """Come to where staff open the records."""
        self._go(Stage.STAFF, Stage.RECORDS, at_s)

    def records_left(self, at_s: float) -> None:
        """Go back to what staff may do, whether the records are open or not."""
        self._go(Stage.RECORDS, Stage.STAFF, at_s)

    def leave(self, pin: str, at_s: float) -> PinAnswer:
        """Let the window be closed: at once for staff, from LOCKED with the PIN or while there is none."""
        if self._stage is Stage.STAFF or (self._stage is Stage.LOCKED and not self.gate.is_set):
            self._stage = Stage.LEFT
            return PinAnswer.RIGHT
        if self._stage is not Stage.LOCKED:
            return PinAnswer.WRONG
        answer = self.gate.try_pin(pin, at_s)
        if answer is PinAnswer.RIGHT:
            self._stage = Stage.LEFT
        return answer

    # -- the client, forwards --

    def choose_language(self, language: str) -> None:
        """Speak another language from now on."""
        if self._stage is Stage.WELCOME:
            self._client = replace(self._client, language=language)

    def start(self, at_s: float) -> None:
        """Begin."""
        self._go(Stage.WELCOME, Stage.CONSENT, at_s)

    def agree(self, at_s: float) -> None:
        """Consent to the text."""
        self._go(Stage.CONSENT, Stage.WHO, at_s)

    def refuse(self, at_s: float) -> None:
        """Say no; nothing is kept, and the next one may come."""
        if self._stage is Stage.CONSENT:
            language = self._client.language
            self._clear(at_s)
            self._client = Client(language)
            self._stage = Stage.DECLINED

    def is_new(self, at_s: float) -> None:
        """Say that the client comes for the first time."""
        self._go(Stage.WHO, Stage.HEIGHT, at_s, code=None, birth=None)

    def is_known(self, code: str, birth: date | None, at_s: float) -> None:
        """Say who comes again; until there are records, the code only goes onto the report."""
        if code.strip():
            self._go(Stage.WHO, Stage.HEIGHT, at_s, code=code.strip()[:LONGEST_CODE], birth=birth)

    def recognise(self, at_s: float) -> None:
        """Let the face say who comes again."""
        self._go(Stage.WHO, Stage.FACE, at_s)

    def recognised(self, code: str, birth: date, at_s: float) -> None:
        """Say who was recognised and has confirmed it."""
        self._go(Stage.FACE, Stage.HEIGHT, at_s, code=code.strip()[:LONGEST_CODE], birth=birth)

    def use_code(self, at_s: float) -> None:
        """Give up on the face."""
        self._go(Stage.FACE, Stage.WHO, at_s)

    def offer_face(self, code: str, birth: date, at_s: float) -> None:
        """Say who comes again, and ask whether the face may say so the next time."""
        known = {"code": code.strip()[:LONGEST_CODE], "birth": birth}
        self._go(Stage.WHO, Stage.FACE_CONSENT, at_s, **known)

    def agree_to_face(self, at_s: float) -> None:
        """Consent to be recognised."""
        self._go(Stage.FACE_CONSENT, Stage.ENROL, at_s)

    def leave_face(self, at_s: float) -> None:
        """Go on: the photographs were taken, or the client would rather not."""
        self._go(Stage.FACE_CONSENT, Stage.HEIGHT, at_s)
        self._go(Stage.ENROL, Stage.HEIGHT, at_s)

    def set_height(self, height_cm: float | None, at_s: float) -> None:
        """Say how tall the client is; None leaves it out."""
        if height_cm is None or LOWEST_CM <= height_cm <= HIGHEST_CM:
            self._go(Stage.HEIGHT, Stage.CAPTURE, at_s, height_cm=height_cm)

    def captured(self, at_s: float) -> None:
        """Say that all photographs are there."""
        self._go(Stage.CAPTURE, Stage.RESULT, at_s)

    def saved(self, at_s: float) -> None:
        """Say that the report is where it belongs; what is left to say fits on one page."""
        if self._stage is Stage.RESULT:
            language = self._client.language
            self._clear(at_s)
            self._client = Client(language)
            self._stage = Stage.SAVED

    def _go(self, here: Stage, there: Stage, at_s: float, **known: object) -> None:
        if self._stage is here:
            self._client = replace(self._client, **known)  # type: ignore[arg-type]
            self._stage = there
            self.touch(at_s)

    # -- the client, backwards --

    def back(self, at_s: float) -> None:
        """Go one page back; from the first one to the beginning."""
        if self._stage is Stage.CONSENT:
            self._clear(at_s)
        if self._stage is Stage.WHO:
            self._go(Stage.WHO, Stage.CONSENT, at_s, code=None, birth=None)
            return
        known = {"height_cm": None, "code": None, "birth": None}
        for stage in (Stage.HEIGHT, Stage.FACE, Stage.FACE_CONSENT):
            self._go(stage, Stage.WHO, at_s, **known)

    def stop(self, at_s: float) -> None:
        """End it here and clear everything."""
        if self._stage in (*CLIENT, Stage.SAVED, Stage.DECLINED):
            self._clear(at_s)

    def _clear(self, at_s: float) -> None:
        self._client = Client(self._house_language)
        self._stage = Stage.WELCOME
        self.touch(at_s)

    # -- time --

    def touch(self, at_s: float) -> None:
        """Say that somebody is there; a running warning ends."""
        self._touched_s = at_s

    def left_s(self, at_s: float) -> float | None:
        """Give how long until the kiosk clears itself; None when it will not."""
        if self._stage in (Stage.LOCKED, Stage.LEFT) or self._touched_s is None:
            return None
        times = self.times
        farewell = self._stage in (Stage.SAVED, Stage.DECLINED)
        patience = times.farewell_s if farewell else times.inactivity_s + times.warning_s
        return max(0.0, self._touched_s + patience - at_s)

    def warning_left_s(self, at_s: float) -> float | None:
        """Give how long the warning that must be shown and heard still runs; None when there is none."""
        left = self.left_s(at_s)
        if left is None or self._stage not in CLIENT or left > self.times.warning_s:
            return None
        return left

    def tick(self, at_s: float) -> bool:
        """Clear everything when nobody is there any more; tell whether that happened."""
        left = self.left_s(at_s)
        if left is None or left > 0.0:
            return False
        self._clear(at_s)
        return True
