"""Which models these are; kept apart so that naming them loads nothing."""

from __future__ import annotations

MODEL_NAME = "blazepose-full"
BUNDLE_SHA256 = "563b0638542257af9ea190a4965843ea135cce1c0a6129438fde6a85444573ad"
"""SHA-256 of the finished pose bundle of mediapipe 0.10.21."""

FACE_SHA256 = "97bc2ede3d62c752ea01242984291ffbba6818b09122a5c4bce9dbb2af957fe8"
"""SHA-256 of the finished face detector of mediapipe 0.10.21."""
