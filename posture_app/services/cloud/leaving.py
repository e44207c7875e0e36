"""What leaves for a service elsewhere, listed to the last byte."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain.cloud import FIELDS, Ask, Parcel, Service, asks_of
from posture_app.domain.errors import CloudProblem
from posture_app.domain.head_region import head_box

if TYPE_CHECKING:
    from posture_app.domain.head_region import Box
    from posture_app.domain.people import Assessment, PhotoAnalysis
    from posture_app.domain.views import View
    from posture_app.services.ports import Frame


@dataclass(frozen=True, slots=True)
class PhotoTools:
    """Reads a kept photograph, writes it as JPEG without anything but the picture, blurs a box of it."""

    read: Callable[[bytes], Frame]
    write: Callable[[Frame], bytes]
    blur: Callable[[Frame, Box], Frame]


def parcels_of(
    service: Service,
    assessment: Assessment,
    photos: Mapping[View, bytes],
    tools: PhotoTools,
    *,
    to: str,
    blur: bool,
) -> tuple[Parcel, ...]:
    """Make the requests by which a visit's photographs are measured, each under a new uuid.

    `to` is the service's address; they are sent to no other.

    Raises
    ------
    CloudProblem
        ``cloud_nothing_to_send``: the service has no request for these views alone.
    PhotoError
        A kept photograph cannot be read.
    """
    asks = asks_of(service, tuple(view for view in assessment.views if view in photos))
    if not asks:
        raise CloudProblem("cloud_nothing_to_send", service=service.value)
    packed = {
        view: _packed(assessment.views[view], photos[view], tools, blur=blur)
        for view in dict.fromkeys(view for _, views in asks for view in views)
    }
    return tuple(
        Parcel(uuid.uuid4().hex, service, ask, {view: packed[view] for view in views}, to, blur)
        for ask, views in asks
    )


def _packed(analysis: PhotoAnalysis, photo: bytes, tools: PhotoTools, *, blur: bool) -> bytes:
    frame = tools.read(photo)
    if blur:
        frame = tools.blur(frame, head_box(analysis.body.person, frame.width, frame.height))
    return tools.write(frame)


@dataclass(frozen=True, slots=True)
class LeavingPhoto:
    """One photograph that would leave: its size in pixels and in bytes."""

    view: View
    width: int
    height: int
    size: int


@dataclass(frozen=True, slots=True)
class Leaving:
    """One request as it would leave; `fields` is everything it says, by the guide's names."""

    ask: Ask
    photos: tuple[LeavingPhoto, ...]
    fields: tuple[str, ...]
    blurred: bool


def listed(parcels: Sequence[Parcel], assessment: Assessment) -> tuple[Leaving, ...]:
    """List exactly what would leave the machine."""
    return tuple(
        Leaving(
            parcel.ask,
            tuple(
                LeavingPhoto(view, assessment.views[view].width, assessment.views[view].height, len(photo))
                for view, photo in parcel.photos.items()
            ),
            FIELDS[parcel.service, parcel.ask],
            parcel.blurred,
        )
        for parcel in parcels
    )
