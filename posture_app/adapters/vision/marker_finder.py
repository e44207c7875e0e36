"""The calibration sheet as a measure of the camera: its mounting from one picture, its lens from several."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters.opencv import cv2
from posture_app.adapters.vision.charuco import grey_of, look
from posture_app.adapters.vision.sheet_pose import CORNER_SEM_PX, KNOWN_FOCAL_SEM, USUAL_FOCAL, pose_of
from posture_app.domain.camera import CameraGeometry
from posture_app.domain.errors import NotAssessable
from posture_app.domain.quality import refuse
from posture_app.services.room.calibrate import HANGING_SEM_DEG, LensCalibration, MarkerSight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.adapters.vision.charuco import Grey, SheetCorners
    from posture_app.services.ports import Frame

FEWEST_VIEWS = 5
_MOST_TURNED_DEG = 45.0
_MOST_SLANTED_DEG = 40.0
_POOR_FIT = 0.001
"""RMS error of the corners, as a share of the picture's long side, beyond which pictures are not of one
steady lens and a flat sheet (1.3 px at 1280)."""
_CENTRE_SEM = 0.02
"""Standard error of the centre, as a share of the long side, beyond which the views are too alike."""


class CharucoMarkers:
    """Finds the sheets of `services.room.sheets`."""

    def find(
        self, frame: Frame, known: CameraGeometry | None = None, *, quick: bool = False
    ) -> MarkerSight | None:
        """Look for the sheet on a wall, as `services.ports.MarkerFinder.find` says."""
        corners = _corners(grey_of(frame), quick=quick)
        if corners is None:
            return None
        pose = pose_of(corners, frame.width, frame.height, known)
        if pose is None:
            raise NotAssessable((refuse("sheet_too_small"),))
        if abs(pose.roll_deg) > _MOST_TURNED_DEG:
            raise NotAssessable((refuse("sheet_turned"),))
        if max(abs(pose.pitch_deg), abs(pose.yaw_deg)) > _MOST_SLANTED_DEG:
            raise NotAssessable((refuse("sheet_slanted"),))
        lens = known or CameraGeometry(
            frame.width, frame.height, pose.focal_px, (frame.width / 2, frame.height / 2)
        )
        return MarkerSight(
            geometry=replace(lens, roll_deg=pose.roll_deg, pitch_deg=pose.pitch_deg, height_cm=None),
            lens_known=known is not None,
            yaw_deg=pose.yaw_deg,
            distance_cm=pose.distance_cm,
            above_cm=pose.above_cm,
            px_per_cm=pose.px_per_cm,
            reprojection_px=pose.reprojection_px,
            roll_sem_deg=float(np.hypot(pose.roll_sem_deg, HANGING_SEM_DEG)),
            pitch_sem_deg=float(np.hypot(pose.pitch_sem_deg, HANGING_SEM_DEG)),
            scale_sem=pose.scale_sem,
            corners=len(corners.xy_px),
            sheet=corners.sheet.name,
        )

    def lens(self, frames: Sequence[Frame], camera: str) -> LensCalibration:
        """Measure the lens, as `services.ports.MarkerFinder.lens` says."""
        if len({(frame.width, frame.height) for frame in frames}) > 1:
            raise NotAssessable((refuse("lens_sizes_differ"),))
        views = [corners for frame in frames if (corners := _usable(frame)) is not None]
        if len(views) < FEWEST_VIEWS:
            raise NotAssessable((refuse("lens_few_views", count=len(views), least=FEWEST_VIEWS),))
        return _measured(views, frames[0].width, frames[0].height, camera)


def _corners(grey: Grey, *, quick: bool) -> SheetCorners | None:
    looked = look(grey, quick=quick)
    if looked.corners is not None:
        return looked.corners
    if look(np.ascontiguousarray(grey[:, ::-1]), quick=quick).corners is not None:
        raise NotAssessable((refuse("sheet_mirrored"),))
    if looked.trouble:
        raise NotAssessable((refuse(looked.trouble),))
    return None


def _usable(frame: Frame) -> SheetCorners | None:
    try:
        return _corners(grey_of(frame), quick=False)
    except NotAssessable as trouble:
        if trouble.code == "sheet_mirrored":
            raise
        return None


def _measured(views: Sequence[SheetCorners], width: int, height: int, camera: str) -> LensCalibration:
    long_side = max(width, height)
    focal = USUAL_FOCAL * long_side
    start = np.array([[focal, 0.0, width / 2], [0.0, focal, height / 2], [0.0, 0.0, 1.0]])
    flags = cv2.CALIB_USE_INTRINSIC_GUESS | cv2.CALIB_FIX_ASPECT_RATIO | cv2.CALIB_FIX_K3
    rms, matrix, bend, _, _, sems, *_ = cv2.calibrateCameraExtended(
        [np.c_[view.xy_mm / 10.0, np.zeros(len(view.xy_mm))].astype(np.float32) for view in views],
        [view.xy_px.astype(np.float32) for view in views],
        (width, height),
        start,
        np.zeros(5),
        flags=flags,
    )
    if rms > _POOR_FIT * long_side:
        raise NotAssessable((refuse("lens_poor_fit", error=round(float(rms), 1)),))
    # Corners that fit better than paper and camera allow make nothing surer.
    sure = np.ravel(sems) * max(1.0, CORNER_SEM_PX / max(rms, 1e-6))
    focal_sem = float(max(sure[:2])) / float(matrix[0, 0])
    if not (focal_sem <= KNOWN_FOCAL_SEM and max(sure[2:4]) <= _CENTRE_SEM * long_side):
        raise NotAssessable((refuse("lens_views_alike"),))
    geometry = CameraGeometry(
        width=width,
        height=height,
        focal_px=float(matrix[0, 0]),
        centre_px=(float(matrix[0, 2]), float(matrix[1, 2])),
        distortion=tuple(float(one) for one in np.ravel(bend)[:5]),
    )
    return LensCalibration(camera, geometry, focal_sem, len(views), float(rms), date.today())
