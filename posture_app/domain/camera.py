"""The calibrated camera: where it looks and how it draws the room."""

from __future__ import annotations

from dataclasses import dataclass, replace

SAME_SHAPE = 0.005
"""How far the ratio of width to height may differ before a picture counts as cropped otherwise."""


@dataclass(frozen=True, slots=True)
class CameraGeometry:
    """A pinhole camera with lens distortion, for upright pictures of one size.

    Attributes
    ----------
    width, height : of the upright picture, px.
    focal_px : focal length in pixels, the same across and down.
    centre_px : where the optical axis meets the picture.
    distortion : k1, k2, p1, p2, k3 of the Brown model as OpenCV orders them; empty for none.
    roll_deg : + = the camera is turned clockwise as seen from behind it.
    pitch_deg : + = the camera looks upwards.
    height_cm : of the lens above the floor; None when unknown.
    """

    width: int
    height: int
    focal_px: float
    centre_px: tuple[float, float]
    distortion: tuple[float, ...] = ()
    roll_deg: float = 0.0
    pitch_deg: float = 0.0
    height_cm: float | None = None

    def scaled(self, width: int, height: int) -> CameraGeometry | None:
        """Give the same camera for pictures of another size; None when they are cropped otherwise."""
        if abs(width * self.height / (height * self.width) - 1.0) > SAME_SHAPE:
            return None
        factor = height / self.height
        return replace(
            self,
            width=width,
            height=height,
            focal_px=self.focal_px * factor,
            centre_px=(self.centre_px[0] * factor, self.centre_px[1] * factor),
        )
