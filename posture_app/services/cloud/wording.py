"""What leaves, and two values beside each other, in the reader's language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain.measures import BY_ID
from posture_app.domain.uncertainty import Z95

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_app.domain.cloud import Service
    from posture_app.domain.views import View
    from posture_app.services.cloud.leaving import Leaving
    from posture_app.services.cloud.side_by_side import Pair
    from posture_app.services.wording import Words

BYTES_A_KB = 1000


def leaving_lines(leaving: Sequence[Leaving], stays: Sequence[View], host: str, words: Words) -> list[str]:
    """List exactly what leaves the machine for a host, and which views stay."""
    lines = [words.text("cloud.leaves", host=host)]
    for request in leaving:
        lines.append(words.text(f"cloud.ask.{request.ask.value}"))
        key = "cloud.leaves.blurred" if request.blurred else "cloud.leaves.photo"
        lines += [
            "  "
            + words.text(
                key,
                view=words.text(f"photo.{one.view.value}"),
                width=one.width,
                height=one.height,
                size=max(1, round(one.size / BYTES_A_KB)),
            )
            for one in request.photos
        ]
        lines.append("  " + words.text("cloud.leaves.fields", fields=", ".join(request.fields)))
    lines.append(words.text("cloud.leaves.nobody"))
    if stays:
        names = words.join([words.text(f"photo.{view.value}") for view in stays])
        lines.append(words.text("cloud.leaves.not", views=names))
    return lines


@dataclass(frozen=True, slots=True)
class PairWords:
    """One line of the table: what was measured, both values, their difference, and what is to be known."""

    view: str
    measure: str
    here: str
    there: str
    difference: str
    note: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Give them in the order of the columns."""
        return (self.view, self.measure, self.here, self.there, self.difference, self.note)


def heads(words: Words) -> tuple[str, ...]:
    """Name the columns; the first and the last need no name."""
    names = ("measure", "here", "there", "difference")
    return ("", *(words.text(f"cloud.table.{one}") for one in names), "")


def pair_words(pair: Pair, words: Words) -> PairWords:
    """Word one pair; values are signed as everywhere, + as the measure's own scale has it."""
    notes = [
        words.text(f"cloud.note.{name}")
        for name, holds in (("beyond", pair.is_beyond_error), ("blurred", pair.blurred))
        if holds
    ]
    here = words.text("cloud.value.none")
    if pair.here is not None:
        half = _bare(pair.measure, Z95 * pair.sem, words)
        here = words.text("cloud.value.error", number=_signed(pair.measure, pair.here, words), half=half)
    return PairWords(
        words.text(f"photo.{pair.view.value}"),
        words.measure(pair.measure),
        here,
        _degrees(pair.measure, pair.there, words),
        _degrees(pair.measure, pair.difference, words),
        words.join(notes),
    )


def _degrees(measure: str, value: float | None, words: Words) -> str:
    if value is None:
        return words.text("cloud.value.none")
    return words.text("cloud.value", number=_signed(measure, value, words))


def _signed(measure: str, value: float, words: Words) -> str:
    bare = _bare(measure, value, words)
    is_zero = not any(one in "123456789" for one in bare)
    return bare if is_zero else ("+" if value > 0 else "−") + bare


def _bare(measure: str, value: float, words: Words) -> str:
    return words.size(measure, BY_ID[measure].unit, value).rstrip("°")


def pairs_json(service: Service, pairs: Iterable[Pair]) -> bytes:
    """Write the pairs for other programs, schema `posture-cloud-pairs/1`."""
    rows = [
        {
            "view": one.view.value,
            "measure": one.measure,
            "here": one.here,
            "sem": one.sem if one.here is not None else None,
            "grade_here": one.here_grade,
            "there": one.there,
            "grade_there": one.there_grade,
            "difference": one.difference,
            "blurred": one.blurred,
        }
        for one in pairs
    ]
    document = {"schema": "posture-cloud-pairs/1", "service": service.value, "measures": rows}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
