"""Named corrections: offsets against the known bias of a method, off unless somebody asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from posture_app.domain.uncertainty import kind_of

if TYPE_CHECKING:
    from posture_app.domain.views import View


@dataclass(frozen=True, slots=True)
class Correction:
    """What is added to the values of one measure in one kind of view.

    Attributes
    ----------
    offset : added to the value, in its unit and sign.
    sem : the method's standard error with the correction, in place of the one without.
    mae_before, mae_after : mean absolute error without and with it, every body corrected by what
        was learned on the other bodies only.
    source : key of what it was learned on.
    """

    offset: float
    sem: float
    mae_before: float
    mae_after: float
    source: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """A named set of corrections; `about` says where it comes from and whom it suits."""

    name: str
    about: str
    table: Mapping[tuple[str, str], Correction]

    def of(self, measure: str, view: View) -> Correction | None:
        """Give the correction of a measure in a view; both side views share one."""
        return self.table.get((measure, kind_of(view)))


def corrections_from(data: Mapping[str, Any]) -> Corrections:
    """Read a set from its JSON form, measure → view → row by the attributes of `Correction`."""
    return Corrections(
        data["name"],
        data["about"],
        {
            (measure, kind): Correction(**row)
            for measure, views in data["offsets"].items()
            for kind, row in views.items()
        },
    )
