"""The mailbox between a practice system and the records: a watched folder of GDT files.

Patients and orders that arrive are taken in and moved to `done`, what cannot be read to `bad` with a sentence
beside it. Results of signed visits are written into `out`, each once: the audit trail tells which were.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.domain.errors import NotAllowed, RecordProblem
from posture_app.domain.records import Deed, Right
from posture_app.services.assessing.photo_drop import PhotoDrop, moved
from posture_app.services.records.exporting import Export, ExportedVisit
from posture_app.services.records.gdt import MOST_BYTES, GdtAddress, gdt_of, read_order
from posture_app.services.records.record_json import from_record

if TYPE_CHECKING:
    from datetime import datetime

    from posture_app.domain.records import Patient, Visit
    from posture_app.domain.views import View
    from posture_app.services.records.access import Records
    from posture_app.services.wording import Words

DONE, BAD, OUT, PHOTOS = "done", "bad", "out", "photos"
POLL_S = 2.0
PASSING = ("store_busy", "store_unreachable", "server_refused", "server_unknown_host")
"""What goes by itself: the file stays and is tried again."""
MOST_NUMBERS = 999
_SUFFIX = re.compile(r"\.(gdt|\d{3})", re.IGNORECASE)
"""GDT 2.1 names files by receiver and sender, and ends in GDT or in a running number."""
_EXPORTED = "gdt mailbox"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One watched folder.

    Attributes
    ----------
    address : who the results go to, and who we are.
    write_file : a whole file or none.
    results_since : write the results of visits signed then or later; None writes none.
    file_photos : assesses photographs and files them under a code; None leaves the folder `photos` alone.
    """

    folder: Path
    records: Records
    words: Words
    address: GdtAddress
    write_file: Callable[[Path, bytes], None]
    results_since: datetime | None = None
    file_photos: Callable[[str, Mapping[View, Path]], None] | None = None
    _held: set[str] = field(default_factory=set)
    _sizes: dict[str, int] = field(default_factory=dict)
    _written: set[str] = field(default_factory=set)
    _photos: list[PhotoDrop] = field(default_factory=list)

    def prepare(self) -> None:
        """Make the folders; raise RecordProblem (``mailbox_unusable``)."""
        with_results = self.results_since is not None
        try:
            wanted = ((OUT, with_results), (PHOTOS, self.file_photos is not None))
            for name in (DONE, BAD, *(name for name, is_wanted in wanted if is_wanted)):
                (self.folder / name).mkdir(exist_ok=True)
        except OSError as error:
            raise RecordProblem("mailbox_unusable", folder=self.folder.name) from error
        if self.file_photos is not None:
            done, bad = self.folder / DONE, self.folder / BAD
            self._photos[:] = [PhotoDrop(self.folder / PHOTOS, done, bad, self.words, self.file_photos)]
        if with_results:
            if not self.records.user.may(Right.EXPORT):
                raise NotAllowed("not_allowed", right=Right.EXPORT.value)
            self._written.update(_written_before(self.records))

    def look(self) -> Sequence[Path]:
        """Take in what has arrived, write what was signed; give the files that were made.

        A file is taken when its size has not changed since the look before: until then it may still be
        being written. Raises RecordProblem when the records cannot be reached; the file then stays.
        """
        self._held.clear()
        made = [aside for path in self._settled() if (aside := self._taken(path)) is not None]
        made += [path for drop in self._photos for path in drop.look()]
        return [*made, *self._results()]

    def held(self) -> frozenset[str]:
        """Give what could not be taken at the last look because somebody has it open; it is tried again."""
        return frozenset(self._held).union(*(drop.held for drop in self._photos))

    # --- in -------------------------------------------------------------------------------------------

    def _settled(self) -> Sequence[Path]:
        sizes = {path.name: path.stat().st_size for path in self._waiting()}
        settled = [name for name, size in sorted(sizes.items()) if self._sizes.get(name) == size]
        self._sizes.clear()
        self._sizes.update(sizes)
        return [self.folder / name for name in settled]

    def _waiting(self) -> Iterator[Path]:
        for path in self.folder.iterdir():
            if _SUFFIX.fullmatch(path.suffix) and path.is_file() and not path.is_symlink():
                yield path

    def _taken(self, path: Path) -> Path | None:
        try:
            return self._take_in(path)
        except PermissionError:  # the patient that it tells of may be there already, and stays one
            self._held.add(path.name)
            return None

    def _take_in(self, path: Path) -> Path:
        try:
            order = read_order(_beginning(path))
        except RecordProblem as problem:
            return self._put_aside(path, problem)
        try:
            self.records.patient_or_new(order.number, order.name, order.birth_date, order.height_cm)
        except RecordProblem as problem:
            if problem.code != "text_long":
                raise
            return self._put_aside(path, problem)
        return moved(path, self.folder / DONE)

    def _put_aside(self, path: Path, problem: RecordProblem) -> Path:
        aside = moved(path, self.folder / BAD)
        aside.with_name(aside.name + ".txt").write_text(self.words.problem(problem) + "\n", encoding="utf-8")
        return aside

    # --- out ------------------------------------------------------------------------------------------

    def _results(self) -> Sequence[Path]:
        if self.results_since is None:
            return []
        new = [one for one in self.records.signed_since(self.results_since) if one.id not in self._written]
        if not new:
            return []
        patients = {patient.id: patient for patient in self.records.patients()}
        return [
            self._write_result(patients[one.patient_id], one) for one in new if one.patient_id in patients
        ]

    def _write_result(self, patient: Patient, visit: Visit) -> Path:
        """Write first, note then: a crash between them writes a result twice rather than never.

        Where GDT has no letters for the patient's code, a sentence lies beside the bad files instead.
        """
        assessment = from_record(self.records.store.document(visit.id))
        export = Export(patient, [ExportedVisit(visit, assessment, {}, None)])
        try:
            result = gdt_of(export, self.words, self.address)
        except RecordProblem as problem:
            self._written.add(visit.id)
            told = self.folder / BAD / f"{visit.id}.txt"
            told.write_text(self.words.problem(problem) + "\n", encoding="utf-8")
            return told
        path = _free(self.folder / OUT, self.address)
        self.write_file(path, result)
        self.records.exported(patient, f"{_EXPORTED} {visit.id}")
        self._written.add(visit.id)
        return path


def watch(
    mailbox: Mailbox,
    wait: Callable[[float], bool],
    tell: Callable[[Path], None],
    trouble: Callable[[str], None],
) -> None:
    """Look again and again until `wait`, given seconds, says to stop."""
    mailbox.prepare()
    told, held = "", frozenset[str]()
    while True:
        try:
            for path in mailbox.look():
                tell(path)
            for name in sorted(mailbox.held() - held):
                trouble(mailbox.words.problem(RecordProblem("mailbox_held", file=name)))
            told, held = "", mailbox.held()
        except RecordProblem as problem:
            if problem.code not in PASSING:
                raise
            if problem.code != told:  # once, not at every look
                trouble(mailbox.words.problem(problem))
            told = problem.code
        if wait(POLL_S):
            return


def _written_before(records: Records) -> Iterator[str]:
    for line in records.store.audit():
        if line.deed is Deed.EXPORTED and line.detail.startswith(_EXPORTED):
            yield line.detail.rpartition(" ")[2]


def _beginning(path: Path) -> bytes:
    """Read no more than it takes to see that a file is too large."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _free(folder: Path, address: GdtAddress) -> Path:
    """Give the first name that is not taken; the practice system removes what it has read."""
    for number in range(1, MOST_NUMBERS + 1):
        path = folder / address.file_name(number)
        if not path.exists():
            return path
    raise RecordProblem("mailbox_full", folder=folder.name)
