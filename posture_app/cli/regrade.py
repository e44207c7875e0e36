"""Old visits under another norm set, on the command line: the old grades stay, the new stand beside them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from posture_app.cli.parts import Parser, as_path, as_text
from posture_app.domain.comparison import regrade
from posture_app.domain.grading import shown
from posture_app.services.resources import own_norms, shipped_norms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_app.domain.comparison import Regraded
    from posture_app.domain.grading import Grade
    from posture_app.services.records.access import Records
    from posture_app.services.wording import Words


def add_regrade_arguments(parser: Parser) -> None:
    """Add whose visits are graded anew, and by what."""
    parser.add_argument("--patient", required=True, metavar="CODE")
    parser.add_argument("--norms", type=as_path, metavar="FILE", help="a norm set (default: the shipped one)")


def regraded(records: Records, wanted: argparse.Namespace, words: Words) -> list[str]:
    """Grade every visit of a patient anew and give the lines to print; nothing that is kept changes."""
    norms = shipped_norms() if wanted.norms is None else own_norms(wanted.norms)
    patient = records.patient(as_text(wanted.patient) or "")
    lines = []
    for visit in records.visits(patient):
        both = regrade(records.read(visit), norms)
        old = both.before.engine.norms.label
        when = words.when(visit.taken_at)
        lines.append(words.text("records.regraded", when=when, old=old, new=norms.label))
        lines += _changes(both, words) or ["\t" + words.text("records.regraded.same")]
    return lines


def _changes(both: Regraded, words: Words) -> list[str]:
    return [
        words.text("records.regraded.line", measure=name, old=old, new=new)
        for name, old, new in (*_grades(both, words), *_letters(both, words))
        if old != new
    ]


def _grades(both: Regraded, words: Words) -> Iterator[tuple[str, str, str]]:
    for (measure, view), (old, new) in both.grades.items():
        facing = words.facing(both.before.views[view].facing)
        name = words.text("measure.in_view", measure=words.measure(measure), views=facing)
        yield name, _told(old, words), _told(new, words)


def _letters(both: Regraded, words: Words) -> Iterator[tuple[str, str, str]]:
    for view, (old, new) in both.letters.items():
        yield words.facing(both.before.views[view].facing), _letter(old), _letter(new)


def _told(grade: Grade, words: Words) -> str:
    return words.grade(shown(grade))


def _letter(letter: object) -> str:
    return letter if type(letter) is str else "–"
