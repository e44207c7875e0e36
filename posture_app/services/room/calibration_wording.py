"""Says what a calibration found, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.domain.uncertainty import Z95

if TYPE_CHECKING:
    from posture_app.services.room.calibrate import LensCalibration, MarkerSight, RoomCalibration
    from posture_app.services.wording import Words


def room_lines(room: RoomCalibration, words: Words, sight: MarkerSight | None = None) -> list[str]:
    """Tell how a camera is mounted; with `sight`, how surely, too."""
    mounting = room.mounting
    lines = [
        words.text(
            "calibrate.room",
            camera=mounting.camera,
            width=mounting.width,
            height=mounting.height,
            rotation=mounting.rotation,
            day=room.on.isoformat(),
        ),
        words.text("calibrate.roll", value=f"{room.level.roll_deg:+.2f}", half=_half(room.level.sem_deg)),
        *(_seen(room, words) if sight is None else _seen_surely(sight, words)),
    ]
    if room.geometry.height_cm is not None:
        lines.append(words.text("calibrate.height", height=f"{room.geometry.height_cm:.0f}"))
    if not room.lens_known:
        lines.append(words.text("calibrate.assumed"))
    scene = room.scene
    if scene is None:
        return [*lines, words.text("calibrate.no_scene")]
    half = _half(scene.sem_deg)
    return [*lines, words.text("calibrate.scene", value=f"{scene.roll_deg:+.2f}", half=half)]


def _seen(room: RoomCalibration, words: Words) -> list[str]:
    return [
        words.text("calibrate.pitch", value=f"{room.geometry.pitch_deg:+.1f}"),
        words.text("calibrate.yaw", value=f"{room.yaw_deg:+.1f}"),
        words.text("calibrate.distance", distance=f"{room.distance_cm:.0f}", scale=f"{room.px_per_cm:.2f}"),
    ]


def _seen_surely(sight: MarkerSight, words: Words) -> list[str]:
    return [
        words.text(
            "calibrate.pitch_sure", value=f"{sight.pitch_deg:+.1f}", half=f"{Z95 * sight.pitch_sem_deg:.1f}"
        ),
        words.text("calibrate.yaw", value=f"{sight.yaw_deg:+.1f}"),
        words.text(
            "calibrate.distance_sure",
            distance=f"{sight.distance_cm:.0f}",
            scale=f"{sight.px_per_cm:.2f}",
            share=f"{100.0 * Z95 * sight.scale_sem:.1f}",
        ),
        words.text(
            "calibrate.fit",
            corners=sight.corners,
            sheet=sight.sheet.upper(),
            error=f"{sight.reprojection_px:.2f}",
        ),
    ]


def lens_line(lens: LensCalibration, words: Words) -> str:
    """Tell what a lens was measured to be."""
    return words.text(
        "calibrate.lens",
        camera=lens.camera,
        width=lens.geometry.width,
        height=lens.geometry.height,
        day=lens.on.isoformat(),
        focal=f"{lens.geometry.focal_px:.0f}",
        share=f"{100.0 * Z95 * lens.focal_sem:.1f}",
        views=lens.views,
        error=f"{lens.reprojection_px:.2f}",
    )


def _half(sem: float) -> str:
    return f"{Z95 * sem:.2f}"
