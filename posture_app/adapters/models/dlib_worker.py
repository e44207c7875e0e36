"""The process that turns faces into vectors, by dlib: it holds the interpreter's lock for 75 ms a face.

It is told of a face as the picture around it and the face's box in that, and answers with 128 numbers. It
ends when nobody is at the other end of its pipe any more, however that came.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Job:
    """A face: (height, width, 3) RGB bytes, and its box there (left, top, right, bottom), in pixels."""

    rgb: bytes
    height: int
    width: int
    box: tuple[int, int, int, int]


def serve(jobs: Connection, answers: Connection, predictor: str, network: str) -> None:
    """Load the models, say so by an empty answer, and answer jobs until the pipe ends."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which then lets go of us
    dlib, np = _libraries()
    find_points = dlib.shape_predictor(predictor)
    encode = dlib.face_recognition_model_v1(network)
    with contextlib.suppress(EOFError, OSError):
        answers.send_bytes(b"")
        while True:
            job = jobs.recv()
            rgb = np.frombuffer(job.rgb, np.uint8).reshape(job.height, job.width, 3)
            points = find_points(rgb, dlib.rectangle(*job.box))
            vector = np.asarray(encode.compute_face_descriptor(rgb, points), np.float32)
            answers.send_bytes(vector.tobytes())


def _libraries() -> tuple[Any, Any]:
    import dlib
    import numpy as np

    return dlib, np
