"""Says what changed between two visits, and whether it is real, in calm sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain.uncertainty import Verdict
from posture_app.services.wording import HARDLY

if TYPE_CHECKING:
    from datetime import datetime

    from posture_app.domain.comparison import Comparison, Row
    from posture_app.domain.uncertainty import Change
    from posture_app.services.wording import Words

_ABOUT_ZERO = frozenset({"tilt", "lean", "knee", "shift", "sway", "plumb"})
"""Kinds of measures whose zero is the neutral, so that a value can become less or more on its side."""

_MOST_NAMES = 4
"""More measures than so many are counted and not named in the headline."""


@dataclass(frozen=True, slots=True, eq=False)
class ComparisonWords:
    """All that is said of one comparison, in the language of `words`."""

    words: Words
    comparison: Comparison

    # -- when ---------------------------------------------------------------------------------

    def day(self, moment: datetime) -> str:
        """Name the day of a visit: "3 March", with its year or time where that is needed to tell it."""
        visits = self.comparison.assessments
        if [one.taken_at.date() for one in visits].count(moment.date()) > 1:
            return self.words.when(moment)
        if len({one.taken_at.year for one in visits}) > 1:
            return self._full_day(moment)
        month = self.words.text(f"date.month.{moment.month}")
        return self.words.text("date.day_of_year", day=moment.day, month=month)

    @property
    def span(self) -> str:
        """Name both days with their years: "3 March 2026 → 9 July 2026"."""
        return " → ".join(self._full_day(one.taken_at) for one in (self.comparison.then, self.comparison.now))

    def _full_day(self, moment: datetime) -> str:
        month = self.words.text(f"date.month.{moment.month}")
        return self.words.text("date.day", day=moment.day, month=month, year=moment.year)

    @property
    def then(self) -> str:
        """Name the day of the earlier visit."""
        return self.day(self.comparison.then.taken_at)

    @property
    def now(self) -> str:
        """Name the day of the later visit."""
        return self.day(self.comparison.now.taken_at)

    # -- one measure --------------------------------------------------------------------------

    def difference(self, row: Row) -> str:
        """Give the change in words: "1.8° less", "3.2° up on the left"; empty when not comparable."""
        kind = self._kind_of_difference(row)
        return "" if kind is None else self.words.text(kind, size=self._sizes(row)[0])

    def _kind_of_difference(self, row: Row) -> str | None:
        difference = row.change.difference
        if difference is None or row.then is None or row.now is None:
            return None
        before, after = row.then.finding.value, row.now.finding.value
        if before is None or after is None:
            return None
        if not round(abs(difference), 1):
            return "compare.difference.none"
        kind = self.words.kind(row.series.measure)
        if kind in _ABOUT_ZERO and before * after > 0 and abs(before) >= HARDLY:
            return f"compare.difference.{'more' if abs(after) > abs(before) else 'less'}"
        return f"compare.difference.{kind}.{'plus' if difference > 0 else 'minus'}"

    def needed(self, row: Row) -> str:
        """Say which change would be real; empty when not comparable."""
        if row.change.detectable is None:
            return ""
        return self.words.text("compare.needed", limit=self._sizes(row)[1])

    def _sizes(self, row: Row) -> tuple[str, str]:
        """Give the change and the detectable change, so exact that both never look alike by rounding."""
        change, limit = abs(row.change.difference or 0.0), row.change.detectable or 0.0
        decimals = 1 if row.change.verdict is not Verdict.CHANGED or round(change, 1) > round(limit, 1) else 2
        unit = next(one for one in (row.now, row.then) if one is not None).finding.spec.unit
        first, second = (
            self.words.text(f"number.{unit.value}", number=f"{one:.{decimals}f}") for one in (change, limit)
        )
        return first, second

    def verdict(self, verdict: Verdict) -> str:
        """Name a verdict."""
        return self.words.text(f"compare.verdict.{verdict.value}")

    def why_not(self, change: Change) -> str:
        """Say why two values are not compared."""
        return self.words.join([self.words.text(f"compare.why_not.{why}") for why in change.why_not])

    def name(self, row: Row) -> str:
        """Name measure and photograph: "Shoulders (front)"."""
        view = self.words.facing(row.series.facing).lower()
        return self.words.text("measure.in_view", measure=self.words.measure(row.series.measure), views=view)

    def sentence(self, row: Row) -> str:
        """Say the whole of a measure: what changed since when, and whether that is real."""
        name, verdict = self.name(row), row.change.verdict
        if verdict is Verdict.NOT_COMPARABLE:
            return self.words.text("compare.sentence.apart", name=name, why=self.why_not(row.change))
        kind = self._kind_of_difference(row)
        ending = kind if kind and kind.rsplit(".", 1)[1] in ("less", "more", "none") else None
        since = self.words.text(
            f"compare.since.{ending.rsplit('.', 1)[1] if ending else 'other'}",
            difference=self.difference(row),
            day=self.then,
        )
        limit = self._sizes(row)[1]
        return self.words.text(f"compare.sentence.{verdict.value}", name=name, since=since, limit=limit)

    # -- the whole ----------------------------------------------------------------------------

    def headline(self) -> str:
        """Say in one line what the comparison comes to."""
        changed, within = (self._having(one) for one in (Verdict.CHANGED, Verdict.WITHIN_ERROR))
        if not changed:
            return self.words.text(f"compare.headline.{'none' if within else 'nothing'}")
        if len(changed) > _MOST_NAMES:
            return self.words.counted("compare.headline.many", len(changed))
        names = self.words.names(changed)
        return self.words.counted("compare.headline", len(changed), names=names[:1].lower() + names[1:])

    def rest(self) -> str:
        """Say what became of the other values."""
        counts = {
            "within": len(self._having(Verdict.WITHIN_ERROR)),
            "apart": len(self._having(Verdict.NOT_COMPARABLE)),
        }
        return " ".join(
            self.words.counted(f"compare.rest.{key}", count, day=self.then)
            for key, count in counts.items()
            if count
        )

    @property
    def changed(self) -> tuple[Row, ...]:
        """Give the rows whose change is real."""
        return self.comparison.having(Verdict.CHANGED)

    def _having(self, verdict: Verdict) -> list[str]:
        return [measure for measure, one in self.comparison.quantities.items() if one is verdict]

    def notes(self) -> list[str]:
        """Say how it was compared, and what differed without forbidding that."""
        text = self.words.text
        return [
            text("compare.note.method"),
            text("compare.note.chance"),
            *(text(f"compare.note.{note}") for note in self.comparison.notes),
        ]
