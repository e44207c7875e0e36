"""Limits as data: a named, versioned norm set with a source for every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """The four limits of one measure, in its unit; None where there is none.

    `risk_low ≤ caution_low ≤ caution_high ≤ risk_high`. `source` says where they come from.
    """

    risk_low: float | None
    caution_low: float | None
    caution_high: float | None
    risk_high: float | None
    source: str

    def __post_init__(self) -> None:
        rising = [
            one
            for one in (self.risk_low, self.caution_low, self.caution_high, self.risk_high)
            if one is not None
        ]
        if not rising or rising != sorted(rising):
            raise ValueError(f"limits must rise: {rising}")


@dataclass(frozen=True, slots=True)
class LetterRule:
    """From the grades of a view to its letter.

    A = every grade 0; B = up to `b_cautions` cautions; C = more, or up to `c_risks` risks; D = more
    risks. A letter needs at least `needs_graded` graded measures.
    """

    needs_graded: int
    b_cautions: int
    c_risks: int
    source: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The range in which most people lie: shown, never graded."""

    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class NormSet:
    """Everything a grade depends on."""

    name: str
    version: str
    limits: Mapping[str, Limits]
    letters: LetterRule
    references: Mapping[str, Reference] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Give name and version, as stored with an assessment."""
        return f"{self.name}/{self.version}"


def norm_set_from(data: Mapping[str, Any]) -> NormSet:
    """Read a norm set from its JSON form.

    Raises
    ------
    ValueError, KeyError, TypeError
        When a row is missing or does not make sense; the message names it.
    """
    limits = {}
    for measure, row in data["limits"].items():
        low, high = row.get("low", [None, None]), row.get("high", [None, None])
        try:
            limits[measure] = Limits(low[1], low[0], high[0], high[1], row["source"])
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise ValueError(f"norm set row {measure!r}: {error}") from error
    return NormSet(
        name=data["name"],
        version=str(data["version"]),
        limits=limits,
        letters=LetterRule(**data["letters"]),
        references={measure: Reference(**row) for measure, row in data.get("references", {}).items()},
    )
