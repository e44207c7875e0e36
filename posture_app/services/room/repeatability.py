"""The clinic's own repeatability study: clients photographed again and again in its own room.

Kept are numbers and client codes only: no names, no photographs, no heights. What the study tells widens
the method's errors wherever the clinic's own scatter is larger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from posture_app.domain.errors import UsageError
from posture_app.domain.measures import BY_ID
from posture_app.domain.repeatability import FEWEST_PEOPLE_FOR_ICC, Repeatability, repeatability
from posture_app.domain.uncertainty import kind_of
from posture_app.domain.views import Facing, View
from posture_app.services.json_file import JsonFile

if TYPE_CHECKING:
    from posture_app.domain.uncertainty import MethodErrors

SCHEMA = "posture-repeatability/1"
ROUNDS = 3
"""How often each client is photographed, walking away in between."""
FEWEST_CLIENTS = 2
FEWEST_FREEDOM = 4
"""Below so many degrees of freedom (two clients three times) a scatter is not used: its own standard error
is a third of it even then (about 1/√(2·4))."""
LONGEST_NAME = 40

_CODE = re.compile(r"[A-Za-z0-9._-]{1,16}")
"""A code, so that nobody's name comes in by habit: no spaces, no Hangul."""

Key = tuple[str, str, bool]
"""A measure, its kind of view, and whether its landmarks were placed by sticker or by hand."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value: a measure in what a photograph showed, in the measure's unit."""

    measure: str
    view: str
    facing: str
    value: float
    placed: bool = False

    @property
    def key(self) -> Key:
        """Give what it is a reading of."""
        return self.measure, kind_of(View(self.view)), self.placed


@dataclass(frozen=True, slots=True)
class Take:
    """One repositioning of one client; `model` is the pose model's hash with what corrected it.

    `taken_at` is in ISO form.
    """

    client: str
    taken_at: str
    model: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """Everything that was taken in one room by the same staff."""

    room: str = ""
    staff: str = ""
    in_use: bool = False
    takes: tuple[Take, ...] = ()

    @property
    def clients(self) -> dict[str, int]:
        """Give how often each client was taken, by code, in the order of first coming."""
        counts: dict[str, int] = {}
        for take in self.takes:
            counts[take.client] = counts.get(take.client, 0) + 1
        return counts

    @property
    def name(self) -> str:
        """Give how the study is named where it was used: its room and the day of its last take."""
        day = max((take.taken_at for take in self.takes), default="")[:10]
        return f"{self.room[:LONGEST_NAME]} {day}".strip()


@dataclass(frozen=True, slots=True)
class Todo:
    """What the study still lacks: ``clients`` or ``rounds`` (of `client`), and how many."""

    code: str
    count: int
    client: str = ""


def todo(study: Study) -> tuple[Todo, ...]:
    """Say what to take before the study is complete, in the order of doing."""
    rounds = [
        Todo("rounds", ROUNDS - count, client) for client, count in study.clients.items() if count < ROUNDS
    ]
    missing = FEWEST_PEOPLE_FOR_ICC - len(study.clients)
    return (*rounds, *([Todo("clients", missing)] if missing > 0 else []))


# --- taking in ------------------------------------------------------------------------------------


def add(study: Study, client: str, assessment: Mapping[str, Any]) -> Study:
    """Add an assessment, in its JSON form, as the next repositioning of a client.

    Raises
    ------
    UsageError
        ``study_code`` for a code that is none, ``study_not_assessment``, ``study_twice`` when it is in
        already, ``study_other_model`` when another pose model or other corrections were used.
    """
    if not _CODE.fullmatch(client):
        raise UsageError("study_code")
    take = _take_of(client, assessment)
    if any(one.readings == take.readings for one in study.takes):  # no two photographs give the same
        raise UsageError("study_twice")
    if any(one.model != take.model for one in study.takes):
        raise UsageError("study_other_model")
    return replace(study, takes=(*study.takes, take))


def without_last(study: Study, client: str) -> Study:
    """Take a client's last repositioning back."""
    last = max((at for at, take in enumerate(study.takes) if take.client == client), default=None)
    return replace(study, takes=tuple(take for at, take in enumerate(study.takes) if at != last))


def _take_of(client: str, assessment: Mapping[str, Any]) -> Take:
    try:
        facings = {view: str(one["facing"]) for view, one in assessment["views"].items()}
        readings = tuple(
            _reading(
                {
                    "measure": one["id"],
                    "view": one["view"],
                    "facing": facings[one["view"]],
                    "value": one["value"],
                    "placed": one.get("placed", False),
                }
            )
            for one in assessment["measures"]
            if one["value"] is not None
        )
        taken = datetime.fromisoformat(assessment["taken_at"]).isoformat()
        return Take(client, taken, _method_of(assessment["engine"]), readings)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError("study_not_assessment") from error


def _method_of(engine: Mapping[str, Any]) -> str:
    """Name what turned photographs into values: the model's hash, and corrections where some were on."""
    corrections = engine.get("corrections")
    return f"{engine['model_sha256']} + {corrections}" if corrections else str(engine["model_sha256"])


def _reading(data: Mapping[str, Any]) -> Reading:
    """Read one value; KeyError, TypeError, or ValueError when it makes no sense."""
    if data["measure"] not in BY_ID or isinstance(data["value"], (bool, str)):
        raise ValueError("not a reading")
    value = float(data["value"])
    if not abs(value) < 1e6:
        raise ValueError("not a number")
    view, facing = View(data["view"]), Facing(data["facing"])
    return Reading(data["measure"], view.value, facing.value, value, bool(data.get("placed", False)))


# --- what it tells --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Result:
    """How well one measure repeats in this room, beside the method's own error.

    Attributes
    ----------
    kind : front, back, or side.
    shipped_sem : the method's standard error, in the measure's unit.
    """

    measure: str
    kind: str
    placed: bool
    found: Repeatability
    shipped_sem: float

    @property
    def counts(self) -> bool:
        """Tell whether there are enough readings for the figure to be used."""
        return self.found.freedom >= FEWEST_FREEDOM

    @property
    def widens(self) -> bool:
        """Tell whether the room's own scatter takes the place of the method's error."""
        return self.counts and self.found.sem > self.shipped_sem


def results(study: Study, errors: MethodErrors) -> tuple[Result, ...]:
    """Work out every measure that somebody was read for twice, front first, in the order of the measures.

    A side photograph of the other side counts as another person: it shows another leg and arm.
    """
    people: dict[Key, dict[tuple[str, str], list[float]]] = {}
    for take in study.takes:
        for one in take.readings:
            people.setdefault(one.key, {}).setdefault((take.client, one.facing), []).append(one.value)
    order = list(BY_ID)
    made = []
    for measure, kind, placed in sorted(
        people, key=lambda key: (_KINDS.index(key[1]), order.index(key[0]), key[2])
    ):
        found = repeatability(list(people[measure, kind, placed].values()))
        if found is not None:
            shipped = errors.of(measure, View(kind), placed=placed)
            made.append(Result(measure, kind, placed, found, shipped.sem))
    return tuple(made)


_KINDS = ("front", "side", "back")


def widened(errors: MethodErrors, study: Study) -> MethodErrors:
    """Give the method's errors with the room's own where those are larger and the study is in use."""
    if not study.in_use:
        return errors
    own = {(one.measure, one.kind, one.placed): one.found.sem for one in results(study, errors) if one.widens}
    return errors.widened_by(study.name, own)


def use(study: Study, errors: MethodErrors) -> Study:
    """Put the study to use; UsageError ``study_too_little`` when it tells too little for that."""
    if not any(one.counts for one in results(study, errors)):
        raise UsageError("study_too_little", clients=FEWEST_CLIENTS, rounds=ROUNDS)
    return replace(study, in_use=True)


# --- keeping --------------------------------------------------------------------------------------


class StudyStore(Protocol):
    """Where the study is kept between two days."""

    def load(self) -> Study:
        """Give the study, an empty one when there is none; raise EnvironmentProblem ``study_unreadable``."""

    def save(self, study: Study) -> None:
        """Keep the study; raise EnvironmentProblem ``study_unwritable``."""


class StudyInMemory:
    """Keeps the study as long as the program runs."""

    def __init__(self) -> None:
        self._study = Study()

    def load(self) -> Study:
        """Give the study."""
        return self._study

    def save(self, study: Study) -> None:
        """Keep the study."""
        self._study = study


class StudyFile:
    """Keeps the study in one JSON file."""

    def __init__(self, path: Path) -> None:
        self._file = JsonFile(path, "study")

    def load(self) -> Study:
        """Read the file; one that is missing is an empty study."""
        data = self._file.read()
        if data is None:
            return Study()
        try:
            return study_from(data)
        except ValueError as error:
            raise self._file.unreadable() from error

    def save(self, study: Study) -> None:
        """Write the file, whole or not at all; one that could not be read is put aside first."""
        self._file.write(as_data(study))


def as_data(study: Study) -> dict[str, Any]:
    """Give a study in its JSON form."""
    return {"schema": SCHEMA, **asdict(study)}


def study_from(data: Any) -> Study:
    """Read a study from its JSON form; ValueError when anything in it makes no sense."""
    try:
        if data["schema"] != SCHEMA:
            raise ValueError("another schema")
        takes = tuple(_read_take(one) for one in data["takes"])
        return Study(str(data["room"]), str(data["staff"]), data["in_use"] is True, takes)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a study") from error


def _read_take(data: Mapping[str, Any]) -> Take:
    readings: Sequence[Mapping[str, Any]] = data["readings"]
    if not _CODE.fullmatch(data["client"]):
        raise ValueError("not a code")
    taken = datetime.fromisoformat(data["taken_at"]).isoformat()
    return Take(data["client"], taken, str(data["model"]), tuple(_reading(one) for one in readings))
