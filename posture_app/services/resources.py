"""Where the files that ship with the program are, and the data among them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from posture_app.domain.corrections import Corrections, corrections_from
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.norms import NormSet, norm_set_from
from posture_app.domain.uncertainty import MethodErrors, method_errors_from


def resource(*parts: str) -> Path:
    """Give the path of a shipped file, in a checkout and in the frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root.joinpath("resources", *parts)


def shipped_norms() -> NormSet:
    """Load the norm set that ships with the program."""
    return norm_set_from(_json("norms", "contract-v2.json"))


def own_norms(path: Path) -> NormSet:
    """Load a norm set of the clinic's own; raises EnvironmentProblem ``norms_unreadable``."""
    try:
        return norm_set_from(json.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EnvironmentProblem("norms_unreadable", file=path.name) from error


def shipped_method_errors() -> MethodErrors:
    """Load the measured errors of the shipped method."""
    return method_errors_from(_json("norms", "method-errors.json"))


def shipped_corrections() -> Mapping[str, Corrections]:
    """Load the named corrections that ship with the program; none is used unless asked for by its name."""
    sets = (corrections_from(one) for one in _json("norms", "corrections.json")["corrections"])
    return {one.name: one for one in sets}


def _json(*parts: str) -> Any:
    return json.loads(resource(*parts).read_text(encoding="utf-8"))
