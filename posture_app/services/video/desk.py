"""What looking through videos needs of the world, handed in by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_app.domain.video.motion import Motion
    from posture_app.services.video.following import Tell, Video, Workers
    from posture_app.services.wording import Words

WriteVideo = Callable[[Path, "Video", "Motion", "Tell"], None]
WriteMade = Callable[[Path, Mapping[str, Callable[[Path], None]]], None]


@dataclass(frozen=True, slots=True)
class VideoDesk:
    """What a video needs at hand; each is called when its turn comes.

    Attributes
    ----------
    open : opens a video, of a file or of bytes; raises VideoMissing, VideoUnreadable.
    workers : who looks at its pieces: None for this machine, else the address of a Dask scheduler.
    write_annotated : draws what was found.
    plot_angles : gives a PDF.
    write_made : writes files into a folder, all or none.
    """

    open: Callable[[Path | bytes], Video]
    workers: Callable[[str | None], AbstractContextManager[Workers]]
    write_annotated: WriteVideo
    plot_angles: Callable[[Motion, Words], bytes]
    write_made: WriteMade
