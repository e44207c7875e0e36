"""The face contract, served."""

from posture_app.server.nhn_face.routes import contract

__all__ = ["contract"]
