"""What skeleton-v2's routes share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_app.server.gate import Gate
    from posture_app.server.inference import Inference
    from posture_app.server.remo.till import Till
    from posture_app.services.assessing.uploaded import Bench


@dataclass(frozen=True, slots=True)
class Room:
    """Who lets in, who measures, who takes the credits; `open_here` as in `ServerDesk`."""

    gate: Gate
    inference: Inference
    till: Till
    bench: Bench
    open_here: bool = False
