"""One JSON file of the program's own: read defensively, written whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from posture_app.domain.errors import EnvironmentProblem


class JsonFile:
    """A file and what is in it, for the errors' codes: ``<name>_unreadable``, ``<name>_unwritable``.

    A file that could not be read is put aside as ``.broken`` before it is written over.
    """

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name
        self._broken = False

    def read(self) -> Any:
        """Give the parsed JSON, None when there is no file; raise EnvironmentProblem for a bad one."""
        try:
            return json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise self.unreadable() from error

    def unreadable(self) -> EnvironmentProblem:
        """Give the error for contents that make no sense, and remember to put the file aside."""
        self._broken = True
        return EnvironmentProblem(f"{self._name}_unreadable", file=str(self._path))

    def write(self, data: Any) -> None:
        """Write the file; raise EnvironmentProblem when its place cannot be written."""
        part = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._broken:
                self._path.replace(self._path.with_suffix(".broken"))
                self._broken = False
            part.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
            part.replace(self._path)
        except OSError as error:
            raise EnvironmentProblem(f"{self._name}_unwritable", file=str(self._path)) from error
