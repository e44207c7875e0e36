"""Finding a patient among fifty thousand: by name in any script, by code, by birth date."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_app.domain.records import Patient

MOST_FOUND = 50

_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_SYLLABLES_PER_INITIAL = 21 * 28
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


class PatientIndex:
    """Patients held in memory, decrypted, only while the records are unlocked."""

    def __init__(self, patients: Iterable[Patient]) -> None:
        self._patients = list(patients)
        self._texts = [_text_of(one) for one in self._patients]

    def with_patient(self, patient: Patient) -> PatientIndex:
        """Give the index with a patient added or changed; of the others nothing is made anew."""
        changed, at = self._copy(), self._place_of(patient)
        changed._patients[at : at + 1] = [patient]
        changed._texts[at : at + 1] = [_text_of(patient)]
        return changed

    def without(self, patient: Patient) -> PatientIndex:
        """Give the index without a patient."""
        changed, at = self._copy(), self._place_of(patient)
        del changed._patients[at : at + 1], changed._texts[at : at + 1]
        return changed

    def _copy(self) -> PatientIndex:
        made = PatientIndex(())
        made._patients, made._texts = list(self._patients), list(self._texts)
        return made

    def _place_of(self, patient: Patient) -> int:
        """Give the patient's place, or the end."""
        places = (at for at, one in enumerate(self._patients) if one.id == patient.id)
        return next(places, len(self._patients))

    def __len__(self) -> int:
        return len(self._patients)

    def find(self, sought: str, most: int = MOST_FOUND) -> Sequence[Patient]:
        """Give the patients in whom every word occurs, those whose code or name begins with it first.

        Case, accents, and width do not matter; Korean names are found by their initial consonants too
        (ㄱㅁㅅ finds 김민수), birth dates as 1980-02-03 or 19800203.
        """
        words = _plain(sought).split()
        if not words:
            return self._patients[:most]
        found: Sequence[int] = range(len(self._texts))
        for word in sorted(words, key=len, reverse=True):  # the longest leaves the fewest
            found = [i for i in found if word in self._texts[i]]
        begun = [f" {word}" for word in words]
        first = list(islice((i for i in found if any(one in self._texts[i] for one in begun)), most))
        if len(first) < most:
            among = frozenset(first)
            first += islice((i for i in found if i not in among), most - len(first))
        return [self._patients[i] for i in first]


def _text_of(patient: Patient) -> str:
    """Give everything that may be searched, each part after a space."""
    name = patient.name or ""
    born = "" if patient.birth_date is None else patient.birth_date.isoformat()
    return " " + " ".join((_plain(patient.code), _plain(name), initials(name), born, born.replace("-", "")))


def _plain(text: str) -> str:
    """Drop case, accents, and width; Hangul stays in syllables."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFKC", "".join(one for one in parts if not unicodedata.combining(one)))


def same_name(one: str, other: str) -> bool:
    """Tell whether two spellings are one name: case, accents, width, and spaces do not count."""
    return _plain(one).split() == _plain(other).split()


def initials(name: str) -> str:
    """Give the initial consonants of a name's Hangul syllables: 김민수 → ㄱㅁㅅ."""
    codes = [ord(one) for one in unicodedata.normalize("NFC", name)]
    syllables = [code - _FIRST_SYLLABLE for code in codes if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE]
    # The search text is brought to NFKC too, which turns these letters into their conjoining twins.
    return _plain("".join(_INITIALS[code // _SYLLABLES_PER_INITIAL] for code in syllables))
