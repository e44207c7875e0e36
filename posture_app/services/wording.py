"""Says everything in the reader's language: values, grades, reasons, problems.

The sentences stand in ``resources/i18n``, one flat table a language. A key that begins with ``wellness:``
takes the place of the plain one in the wellness profile.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.control_chart import FEWEST
from posture_app.domain.grading import ShownGrade
from posture_app.domain.measures import BY_ID, Unit
from posture_app.domain.report import HeadlineKind, shown_grade
from posture_app.domain.uncertainty import Z95, mdc95
from posture_app.domain.views import Facing, View
from posture_app.services.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from posture_app.domain.agreement import TwoViews
    from posture_app.domain.body import CameraLevel
    from posture_app.domain.control_chart import Chart
    from posture_app.domain.errors import PostureError
    from posture_app.domain.findings import Finding
    from posture_app.domain.grading import NoLetter
    from posture_app.domain.norms import Limits, Reference
    from posture_app.domain.quality import Reason
    from posture_app.domain.report import Headline
    from posture_app.services.room.phantom import DayCheck
    from posture_app.services.room.repeatability import Result, Todo
    from posture_app.services.video.sway import PointSway


@dataclass(frozen=True, slots=True)
class Language:
    """How a language is chosen.

    Attributes
    ----------
    name : its own name, for whoever looks for it.
    button : what its button at the kiosk says, in it.
    locale : language and country, by whose habits numbers and dates are written.
    """

    name: str
    button: str
    locale: str


LANGUAGES: Mapping[str, Language] = {
    "en": Language("English", "Continue in English", "en_GB"),
    "ko": Language("한국어", "한국어로 진행합니다", "ko_KR"),
}
"""Every language of the program by its code."""

HARDLY = 0.5
"""A value that is printed smaller than this (degrees or cm) is told without a side: "level (0.4° ± 1.6°)"."""

_KINDS = {
    "tilt": ("head_tilt", "shoulder_tilt", "pelvic_tilt", "knee_tilt"),
    "lean": ("body_tilt", "head_axis_tilt", "trunk_tilt"),
    "knee": ("left_knee_alignment", "right_knee_alignment"),
    "quadriceps": ("left_q_angle", "right_q_angle"),
    "shift": ("pelvic_shift_cm", "shoulder_shift_cm", "head_shift_cm"),
    "width": ("stance_width_cm",),
    "forward": ("neck_inclination", "ear_shoulder_angle", "rounded_shoulder"),
    "angle": ("craniovertebral_angle",),
    "pitch": ("head_pitch",),
    "pelvis": ("sagittal_pelvic_tilt",),
    "sway": ("body_lean", "ankle_neck_lean", "trunk_lean"),
    "flexion": ("knee_flexion",),
    "plumb": ("plumb_ear_cm", "plumb_shoulder_cm", "plumb_hip_cm", "plumb_knee_cm"),
}
_KIND = {measure: kind for kind, measures in _KINDS.items() for measure in measures}

_WHOLE = frozenset(
    (
        *(
            measure
            for kind in ("forward", "angle", "pitch", "pelvis", "flexion", "quadriceps")
            for measure in _KINDS[kind]
        ),
        "trunk_lean",
    )
)
"""Measures too coarse for a decimal."""


class Profile(str, Enum):
    """For whom the words are: professionals, or everybody."""

    CLINICAL = "clinical"
    WELLNESS = "wellness"


PROFILES = tuple(profile.value for profile in Profile)


class Words:
    """All words of one language in one profile."""

    def __init__(self, language: str, profile: Profile | str = Profile.CLINICAL) -> None:
        self.language = language
        self.profile = Profile(profile)
        table = json.loads(resource("i18n", f"{language}.json").read_text(encoding="utf-8"))
        self._texts: Mapping[str, str] = _of_profile(table, self.profile)

    def __iter__(self) -> Iterator[str]:
        """Give every key that can be said in this profile."""
        return iter(self._texts)

    def text(self, key: str, **facts: str | float) -> str:
        """Give the text of a key with its facts filled in."""
        return self._texts[key].format_map(facts)

    def counted(self, key: str, count: int, **facts: str | float) -> str:
        """Give the text for one or for more (``key.one``, ``key.more``), the count as a word."""
        word = self._texts.get(f"number.{count}", str(count))
        told = self.text(f"{key}.{'one' if count == 1 else 'more'}", count=word, **facts)
        return told[:1].upper() + told[1:]

    def join(self, parts: Sequence[str]) -> str:
        """Give a list in one line."""
        return ", ".join(parts)

    # -- who and when -------------------------------------------------------------------------

    def when(self, moment: datetime) -> str:
        """Give date and time in words."""
        month = self.text(f"date.month.{moment.month}")
        return self.text("date", day=moment.day, month=month, year=moment.year, time=f"{moment:%H:%M}")

    def facing(self, facing: Facing) -> str:
        """Name what a photograph shows: "Left side"."""
        return self.text(f"view.{facing.value}")

    # -- measures and values ------------------------------------------------------------------

    def measure(self, measure: str) -> str:
        """Name a measure by its id."""
        return self.text(f"measure.{measure}")

    def kind(self, measure: str) -> str:
        """Give the kind of a measure: all of one kind are worded alike."""
        return _KIND[measure]

    def names(self, measures: Sequence[str]) -> str:
        """Name several measures in one line, a capital at its beginning only."""
        names = [self.measure(measure) for measure in dict.fromkeys(measures)]
        return self.join([names[0], *(name[:1].lower() + name[1:] for name in names[1:])])

    def ends(self, measure: str) -> tuple[str, str]:
        """Name the negative and the positive end of a measure's scale."""
        kind = _KIND[measure]
        return self.text(f"end.{kind}.minus"), self.text(f"end.{kind}.plus")

    def size(self, measure: str, unit: Unit, number: float) -> str:
        """Give a number's size with its unit and without its sign."""
        digits = f"{abs(number):.{_decimals(measure)}f}"
        return self.text(f"number.{unit.value}", number=digits)

    def value(self, finding: Finding) -> str:
        """Give a finding's value in words with its 95 % half-width: "left 2.1° higher ± 1.4°"."""
        if finding.value is None:
            return self.text("grade.no_value")
        size = self.size(finding.id, finding.spec.unit, finding.value)
        half = self.size(finding.id, finding.spec.unit, Z95 * finding.sem)
        told = self.text(
            f"value.{_KIND[finding.id]}.{_direction(finding.value, _decimals(finding.id))}",
            size=size,
            error=self.text("value.error", half=half),
        )
        return self.text("value.proxy", words=told) if finding.proxy else told

    def short_value(self, finding: Finding) -> str:
        """Give a finding's bare size, for a label in a photograph: "2.1°"."""
        return "" if finding.value is None else self.size(finding.id, finding.spec.unit, finding.value)

    def grade(self, grade: ShownGrade) -> str:
        """Name a grade."""
        return self.text(f"grade.{grade.value}")

    def sentence(self, finding: Finding) -> str:
        """Tell a whole finding, for a reader who does not see: "Shoulders: left … , borderline"."""
        return f"{self.measure(finding.id)}: {self.value(finding)}, {self.grade(shown_grade(finding))}"

    def limits(self, measure: str, unit: Unit, limits: Limits) -> tuple[str, str]:
        """Word the inner and the outer limits of a measure."""
        inner = self._limit(measure, unit, limits.caution_low, limits.caution_high)
        return inner, self._limit(measure, unit, limits.risk_low, limits.risk_high)

    def _limit(self, measure: str, unit: Unit, low: float | None, high: float | None) -> str:
        def size(limit: float) -> str:
            return self.text(f"number.{unit.value}", number=f"{abs(limit):g}")

        given = [limit for limit in (low, high) if limit is not None]
        if not given:
            return self.text("limits.none")
        if len({abs(limit) for limit in given}) == 1:
            return self.text("limits.from", limit=size(given[0]))
        minus, plus = self.ends(measure)
        sides = [(end, limit) for end, limit in ((plus, high), (minus, low)) if limit is not None]
        return self.join([self.text("limits.side", end=end, limit=size(limit)) for end, limit in sides])

    def source(self, key: str) -> str:
        """Say where limits come from; a source that a clinic wrote itself is given as it is."""
        known = f"source.{key}" in self._texts
        return self.text(f"source.{key}") if known else self.text("source.other", source=key)

    def reference(self, measure: str, unit: Unit, reference: Reference) -> str:
        """Tell the usual range of a measure that is shown and not graded."""
        low, high = sorted((reference.low, reference.high), key=abs)
        return self.text(
            f"limits.reference.{_KIND[measure]}",
            low=self.size(measure, unit, low),
            high=self.size(measure, unit, high),
            source=self.source(reference.source),
        )

    def repeats(self, result: Result) -> str:
        """Tell how well a measure repeats in the clinic's own room, and what that makes of a change."""
        return self.text(
            "study.line",
            measure=self.measure_of(result),
            icc=self.icc(result),
            own=self.scatter(result),
            shipped=self.shipped(result),
            change=self.change(result),
            readings=result.found.readings,
            people=result.found.people,
        )

    def measure_of(self, result: Result) -> str:
        """Name what a result is of: measure, kind of view, and whether its points were placed."""
        key = "study.measure.placed" if result.placed else "study.measure"
        return self.text(
            key, measure=self.measure(result.measure), view=self.text(f"study.kind.{result.kind}")
        )

    def icc(self, result: Result) -> str:
        """Give the intraclass correlation with its interval, or a dash."""
        icc = result.found.icc
        if icc is None:
            return self.text("study.no_icc")
        value, low, high = (
            f"{round(min(1.0, max(-1.0, one)), 2) + 0.0:.2f}".replace("-", "−")
            for one in (icc.value, icc.low, icc.high)
        )
        return self.text("study.icc", value=value, low=low, high=high)

    def scatter(self, result: Result) -> str:
        """Give the standard deviation within clients."""
        return self.size(result.measure, BY_ID[result.measure].unit, result.found.sem)

    def shipped(self, result: Result) -> str:
        """Give the method's own standard error."""
        return self.size(result.measure, BY_ID[result.measure].unit, result.shipped_sem)

    def change(self, result: Result) -> str:
        """Say which change between two visits is none, from the larger of both errors."""
        limit = mdc95(max(result.found.sem, result.shipped_sem))
        return self.size(result.measure, BY_ID[result.measure].unit, limit)

    def todo(self, todo: Todo) -> str:
        """Say what the study still lacks."""
        return self.counted(f"study.todo.{todo.code}", todo.count, client=todo.client)

    # -- the daily check ----------------------------------------------------------------------

    def check(self, check: DayCheck) -> str:
        """Say what a photograph of the printed figure came to."""
        return self.text(
            f"phantom.check.{_direction(check.lean_deg, 1, 0.05)}",
            lean=self.hundredths(check.lean_deg),
            worst=self.hundredths(check.worst_deg),
            measure=self.measure(check.worst),
        )

    def chart(self, chart: Chart | None) -> str:
        """Say whether the newest check is one of the usual ones."""
        if chart is None:
            return self.text("phantom.chart.few", count=FEWEST)
        low, high = (self.hundredths(one, signed=True) for one in chart.limits)
        rule = "well" if chart.last is None else chart.last.value
        return self.text(f"phantom.chart.{rule}", low=low, high=high)

    def hundredths(self, degrees: float, *, signed: bool = False) -> str:
        """Give an angle with two decimals, with its sign only where that is asked for."""
        sign = "−" if signed and round(degrees, 2) < 0 else ""
        return sign + self.text("number.deg", number=f"{abs(degrees):.2f}")

    # -- sway -----------------------------------------------------------------------------------

    def sway(self, one: PointSway) -> str:
        """Tell the sway of a point beside what a still picture gives."""
        sway, floor = one.sway, one.floor
        return self.text(
            "sway.line",
            point=self.text(f"sway.point.{one.point}"),
            seconds=f"{sway.duration_s:.0f}",
            path=f"{sway.path_cm:.1f}",
            floor_path=f"{floor.path_cm:.1f}",
            speed=f"{sway.speed_cm_s:.2f}",
            floor_speed=f"{floor.speed_cm_s:.2f}",
            area=f"{sway.ellipse_cm2:.2f}",
            floor_area=f"{floor.ellipse_cm2:.2f}",
        )

    # -- the whole assessment -----------------------------------------------------------------

    def headline(self, headline: Headline) -> str:
        """Say in one line what the grades come to."""
        key = f"headline.{headline.kind.value}"
        if headline.kind in (HeadlineKind.NORMAL, HeadlineKind.NOTHING):
            return self.text(key)
        names = self.names(headline.concerned)
        return self.counted(key, len(headline.concerned), names=names[:1].lower() + names[1:])

    def headline_rest(self, headline: Headline) -> str:
        """Say what the other grades come to, and that small asymmetries are ordinary."""
        if headline.kind is HeadlineKind.NOTHING:
            return self.text("headline.nothing.why")
        parts = [
            self.counted(f"headline.rest.{kind}", count)
            for kind, count in (
                ("caution", headline.cautions),
                ("borderline", headline.borderlines),
                ("normal", headline.normals),
            )
            if count
        ]
        return " ".join([*parts, self.text("headline.ordinary")])

    def level(self, level: CameraLevel) -> str:
        """Say how the camera stood and what that does to the values."""
        error = self._level_error(level)
        if level.source.value == "none":
            return self.text("level.unknown", half=error)
        roll, source = self._tenths(level.roll_deg), self.text(f"level.source.{level.source.value}")
        return self.text("level.known", roll=roll, error=error, source=source)

    def levels(self, levels: Sequence[tuple[Facing, CameraLevel]]) -> list[str]:
        """Say it for every photograph, or in one sentence when it was the same, or known the same way."""
        if len({level for _, level in levels}) == 1:
            return [self.level(levels[0][1])]
        sources = {level.source.value for _, level in levels}
        if len(sources) == 1 and sources != {"none"}:
            each = ", ".join(
                f"{self.facing(facing).lower()} {self._tenths(level.roll_deg)} {self._level_error(level)}"
                for facing, level in levels
            )
            source = self.text(f"level.source.{sources.pop()}")
            return [self.text("level.known.each", source=source, levels=each)]
        return [
            self.text("level.of_view", view=self.facing(facing), sentence=self.level(level))
            for facing, level in levels
        ]

    def disagreement(self, pair: TwoViews, facings: Mapping[View, Facing]) -> str:
        """Say what two photographs of one plane do not agree about, and which of them to take again."""
        names = {view: self.facing(facing).lower() for view, facing in facings.items()}
        return self.text(
            "agreement.differs",
            measure=self.measure(pair.id),
            first=self._seen_in(pair.first, names),
            second=self._seen_in(pair.second, names),
            difference=self.size(pair.id, pair.first.spec.unit, pair.difference),
            allowed=self.size(pair.id, pair.first.spec.unit, pair.allowed),
            hint=self.retake(pair, facings),
        )

    def disagreements(self, pairs: Sequence[TwoViews], facings: Mapping[View, Facing]) -> str:
        """Say in one line what does not agree, and every photograph to take again once."""
        names = self.names([pair.id for pair in pairs])
        told = self.counted("agreement.short", len(pairs), names=names[:1].lower() + names[1:])
        return " ".join(dict.fromkeys([told, *(self.retake(pair, facings) for pair in pairs)]))

    def retake(self, pair: TwoViews, facings: Mapping[View, Facing]) -> str:
        """Say which of two photographs to take again."""
        hint = "both" if pair.why is None else pair.why.value
        name = self.facing(facings[pair.retake or pair.first.view]).lower()
        return self.text(f"agreement.hint.{hint}", view=name)

    def _seen_in(self, finding: Finding, names: Mapping[View, str]) -> str:
        return self.text("agreement.seen", view=names[finding.view], value=self.value(finding))

    def letter(self, letter: str | NoLetter) -> str:
        """Give a view's letter, or why it has none."""
        return self.text(f"no_letter.{letter.value}") if isinstance(letter, Enum) else letter

    def _level_error(self, level: CameraLevel) -> str:
        return self.text("value.error", half=self._tenths(Z95 * level.sem_deg))

    def _tenths(self, degrees: float) -> str:
        return self.text("number.deg", number=f"{abs(degrees):.1f}")

    # -- what went wrong ----------------------------------------------------------------------

    def reason(self, reason: Reason) -> str:
        """Say what is the matter with a photograph and what to do."""
        return self._said(reason.code, reason.facts)

    def problem(self, error: PostureError) -> str:
        """Say in one line what went wrong, with which photograph, and what to do.

        The facts ``view`` and ``file`` of the error name the photograph.
        """
        sentence = self._said(error.code, error.facts)
        view, file = error.facts.get("view"), str(error.facts.get("file", ""))
        if view is not None:
            return self.about_photo(View(view), file, sentence)
        if file and "{file}" not in self._texts.get(f"problem.{error.code}", "{file}"):
            return self.text("problem.with_file", file=_printable(file), sentence=sentence)
        return sentence

    def about_photo(self, view: View, file: str, sentence: str) -> str:
        """Say of which photograph a sentence speaks; `file` may be empty."""
        key = "problem.with_photo" if file else "problem.with_view"
        photo = self.text(f"photo.{view.value}")
        return self.text(key, photo=photo, file=_printable(file), sentence=sentence)

    def _said(self, code: str, facts: Mapping[str, str | float]) -> str:
        if f"problem.{code}" not in self._texts:
            return self.text("problem.unknown", code=code)
        if code == "wrong_view":
            facts = {
                "shown": self.text(f"problem.wrong_view.shown.{facts['shown']}"),
                "wanted": self.text(f"problem.wrong_view.wanted.{facts['wanted']}"),
                "how": self.text(f"problem.wrong_view.how.{facts['wanted']}"),
            }
        told = {
            name: f"{fact:g}" if isinstance(fact, float) else _printable(fact) for name, fact in facts.items()
        }
        return self._texts[f"problem.{code}"].format_map(_Known(told))


def _printable(fact: str | float) -> str | float:
    """Keep control characters of a file's name off the terminal."""
    if not isinstance(fact, str):
        return fact
    return "".join(one if one.isprintable() else "�" for one in fact)


class _Known(dict[str, "str | float"]):
    """Facts of an error: one that was not told is drawn as a dash rather than breaking the sentence."""

    def __missing__(self, key: str) -> str:
        return "–"


def _of_profile(table: Mapping[str, str], profile: Profile) -> dict[str, str]:
    plain = {key: text for key, text in table.items() if ":" not in key}
    if profile is Profile.CLINICAL:
        return plain
    mark = f"{profile.value}:"
    return plain | {key[len(mark) :]: text for key, text in table.items() if key.startswith(mark)}


def _decimals(measure: str) -> int:
    return 0 if measure in _WHOLE else 1


def _direction(value: float, decimals: int, hardly: float = HARDLY) -> str:
    if round(abs(value), decimals) < hardly:
        return "zero"
    return "plus" if value > 0 else "minus"
