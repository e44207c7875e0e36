"""The skeleton-v2 contract, served."""

from posture_app.server.remo.routes import contract

__all__ = ["contract"]
