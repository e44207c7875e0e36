"""The composition root: from settings and arguments to adapters, services, and a shell."""

from __future__ import annotations

from posture_app.services.assess import Eyes, Settings
from posture_app.services.resources import shipped_method_errors, shipped_norms


def shipped_settings() -> Settings:
    """Give the settings the program ships with."""
    return Settings(shipped_norms(), shipped_method_errors())


def make_eyes() -> Eyes:
    """Load the models; half a second, so call it where the waiting is."""
    from posture_app.adapters.mediapipe_face import MediaPipeFaces
    from posture_app.adapters.mediapipe_pose import MediaPipePoses
    from posture_app.adapters.photo_gauge import Cv2PhotoGauge

    return Eyes(MediaPipePoses(), MediaPipeFaces(), Cv2PhotoGauge())
