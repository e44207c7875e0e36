"""Photographs dropped into a folder named by a patient's code, to be assessed and filed as a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.domain.errors import PostureError, RecordProblem
from posture_app.domain.views import View
from posture_app.services.file_names import as_written

if TYPE_CHECKING:
    from posture_app.services.wording import Words

STILL_LOOKS = 5
"""How many looks in a row a folder must not have changed: its photographs come one after the other."""
WHY = "why.txt"

Sizes = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PhotoDrop:
    """The folders `folder`/CODE with front, side, side2, back, each .jpg, .png, or .heic.

    Attributes
    ----------
    file : assesses photographs and files them under a code; raises PostureError.
    done, bad : where a folder goes afterwards.
    held : the folders that could not be moved at the last look: something in them is open elsewhere, which
        Windows does not let pass. They are not filed again, and moved when that is possible.
    """

    folder: Path
    done: Path
    bad: Path
    words: Words
    file: Callable[[str, Mapping[View, Path]], None]
    held: set[str] = field(default_factory=set)
    _seen: dict[str, tuple[Sizes, int]] = field(default_factory=dict)
    _filed: dict[str, PostureError | None] = field(default_factory=dict)

    def look(self) -> Sequence[Path]:
        """File what has come to rest; give the folders as they lie now.

        Raises RecordProblem when the records cannot be reached; the folder then stays.
        """
        self.held.clear()
        taken = [self._take_in(folder, photos) for folder, photos in self._at_rest()]
        return [path for path in taken if path is not None]

    def _at_rest(self) -> Sequence[tuple[Path, Mapping[View, Path]]]:
        there = {path: photos_in(path) for path in self._folders()}
        seen = {path.name: self._looked_at(path.name, photos) for path, photos in there.items()}
        self._seen.clear()
        self._seen.update(seen)
        return [
            (path, photos) for path, photos in there.items() if photos and seen[path.name][1] >= STILL_LOOKS
        ]

    def _looked_at(self, name: str, photos: Mapping[View, Path]) -> tuple[Sizes, int]:
        sizes = tuple(sorted((path.name, path.stat().st_size) for path in photos.values()))
        before, looks = self._seen.get(name, (sizes, 0))
        return sizes, looks + 1 if sizes == before else 1

    def _folders(self) -> Iterator[Path]:
        for path in sorted(self.folder.iterdir()):
            if path.is_dir() and not path.is_symlink():
                yield path

    def _take_in(self, folder: Path, photos: Mapping[View, Path]) -> Path | None:
        if folder.name not in self._filed:
            self._filed[folder.name] = self._problem_with(folder, photos)
        problem = self._filed[folder.name]
        try:
            aside = moved(folder, self.done if problem is None else self.bad)
        except PermissionError:
            self.held.add(folder.name)
            return None
        del self._filed[folder.name]
        if problem is not None:
            (aside / WHY).write_text(self.words.problem(problem) + "\n", encoding="utf-8")
        return aside

    def _problem_with(self, folder: Path, photos: Mapping[View, Path]) -> PostureError | None:
        """File the photographs; give why they cannot be."""
        try:
            self.file(as_written(folder.name), photos)
        except RecordProblem:
            raise
        except PostureError as problem:
            return problem
        return None


def moved(path: Path, folder: Path) -> Path:
    """Move a file or folder; one of the same name that is there already is not replaced.

    Raises PermissionError on Windows where somebody has it open.
    """
    target, number = folder / path.name, 1
    while target.exists():
        number += 1
        target = folder / f"{path.stem}-{number}{path.suffix}"
    path.replace(target)
    return target


def photos_in(folder: Path) -> Mapping[View, Path]:
    """Find the photographs by the names of their views."""
    found: dict[View, Path] = {}
    for path in sorted(folder.iterdir()):
        if (
            path.suffix.lower() in (".jpg", ".jpeg", ".png", ".heic")
            and path.is_file()
            and not path.is_symlink()
        ):
            for view in View:
                if path.stem.lower() == view.value:
                    found.setdefault(view, path)
    return found
