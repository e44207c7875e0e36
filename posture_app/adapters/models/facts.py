"""Which models these are; kept apart so that naming them loads nothing."""

from __future__ import annotations

MODEL_NAME = "blazepose-full"
BUNDLE_SHA256 = "563b0638542257af9ea190a4965843ea135cce1c0a6129438fde6a85444573ad"
"""SHA-256 of the finished pose bundle of mediapipe 0.10.21."""

FACE_SHA256 = "97bc2ede3d62c752ea01242984291ffbba6818b09122a5c4bce9dbb2af957fe8"
"""SHA-256 of the finished face detector of mediapipe 0.10.21."""

FAR_FACE_SHA256 = "1fc11fcddce41559ad9eaad8aacf143589666913dc54900b08cd8b65bb60cca4"
"""SHA-256 of the finished full-range face detector of mediapipe 0.10.21."""

MESH_SHA256 = {
    "attention": "fafb6e0fc0530caffff181f2ac2ccd296d0f82b8d6c9d1ffcfa5c61b75ec204d",
    "plain": "ad982f525d3c083dd51cb099f40037c2486da9044863795da5ab124b0f6e1cfa",
}
"""SHA-256 of the finished face meshes of mediapipe 0.10.21."""
