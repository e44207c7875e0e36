"""What faces are like: dlib's embedding in a process of its own, from the optional extra `face`."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import multiprocessing
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters.models.dlib_worker import Job, serve
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.faces.portrait import VECTOR_LENGTH, FaceBox

if TYPE_CHECKING:
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection as Connection
    else:
        from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from posture_app.domain.faces.portrait import Vector
    from posture_app.services.ports import Frame

MODEL_VERSION = "dlib-resnet-v1"
"""Stands with every vector: those of different models cannot be compared."""

_BOX_TIMES = 1.2
"""From MediaPipe's box to the one dlib's predictor was trained on; measured on LFW."""

_AROUND_TIMES = 2.4
"""What of the picture is sent, over the face's box: the network's own cut-out reaches less far."""

_LARGEST_PX = 600
"""Larger cut-outs are thinned out by whole steps first; the network sees 150 pixels."""

_START_S, _FACE_S = 60.0, 20.0
"""How long a loaded machine may take until the models are there, and for a face."""

_PREDICTOR = "shape_predictor_5_face_landmarks.dat"
_NETWORK = "dlib_face_recognition_resnet_model_v1.dat"
_SHA256 = {
    _PREDICTOR: "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
    _NETWORK: "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
}


def is_installed() -> bool:
    """Tell whether the extra is there."""
    return all(importlib.util.find_spec(name) is not None for name in ("dlib", "face_recognition_models"))


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    jobs: Connection
    answers: Connection


class DlibFaces:
    """Starts the process with the first face, and again when it died; one face at a time."""

    model_version = MODEL_VERSION

    def __init__(self) -> None:
        self._worker: _Worker | None = None
        self._turn = threading.Lock()

    def encode(self, frame: Frame, box: FaceBox) -> Vector:
        """Give the vector of the face in a box, (128,) float32.

        Raises
        ------
        EnvironmentProblem
            ``face_extra_missing``: the optional extra is not installed; ``face_model_damaged``;
            ``face_engine_failed``: the process died or fell silent twice in a row.
        """
        job = _job(frame, box)
        with self._turn:
            for _ in range(2):
                try:
                    return self._asked(job)
                except (EOFError, OSError):
                    self._let_go()
        raise EnvironmentProblem("face_engine_failed")

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._let_go()

    def _asked(self, job: Job) -> Vector:
        worker = self._worker = self._worker or _started()
        worker.jobs.send(job)
        if not worker.answers.poll(_FACE_S):
            raise EOFError
        answer = np.frombuffer(worker.answers.recv_bytes(), np.float32)
        if answer.shape != (VECTOR_LENGTH,):
            raise EOFError
        return answer

    def _let_go(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        for end in (worker.jobs, worker.answers):
            with contextlib.suppress(OSError):
                end.close()
        worker.process.join(1.0)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.process.close()


def _started() -> _Worker:
    """Start the process and wait until its models are loaded; raise EOFError when they never are."""
    files = [str(path) for path in model_files()]
    context = multiprocessing.get_context("spawn")
    # One-way pipes: a two-way one would be a socket.
    jobs_in, jobs_out = context.Pipe(duplex=False)
    answers_in, answers_out = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(jobs_in, answers_out, *files), name="faces", daemon=True)
    process.start()
    jobs_in.close()
    answers_out.close()
    worker = _Worker(process, jobs_out, answers_in)
    if not answers_in.poll(_START_S):
        process.kill()
        raise EOFError
    answers_in.recv_bytes()
    return worker


def model_files() -> tuple[Path, Path]:
    """Give predictor and network, found without importing the package that carries them.

    Raises EnvironmentProblem (``face_extra_missing``, ``face_model_damaged``).
    """
    if not is_installed():
        raise EnvironmentProblem("face_extra_missing")
    found = importlib.util.find_spec("face_recognition_models")
    if found is None or found.origin is None:
        raise EnvironmentProblem("face_extra_missing")
    predictor, network = (_checked(Path(found.origin).parent / "models" / name) for name in _SHA256)
    return predictor, network


def _checked(path: Path) -> Path:
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        raise EnvironmentProblem("face_model_damaged", file=path.name) from None
    if sha256 != _SHA256[path.name]:
        raise EnvironmentProblem("face_model_damaged", file=path.name)
    return path


def _job(frame: Frame, box: FaceBox) -> Job:
    """Cut the face out with what is around it."""
    around = box.grown(_AROUND_TIMES)
    left, top = max(0, int(around.x0)), max(0, int(around.y0))
    cut = frame.rgb[top : max(top + 1, int(around.y1)), left : max(left + 1, int(around.x1))]
    step = max(1, int(max(cut.shape[:2])) // _LARGEST_PX)
    cut = np.ascontiguousarray(cut[::step, ::step])
    face = box.grown(_BOX_TIMES)
    place = (
        round((face.x0 - left) / step),
        round((face.y0 - top) / step),
        round((face.x1 - left) / step),
        round((face.y1 - top) / step),
    )
    return Job(cut.tobytes(), cut.shape[0], cut.shape[1], place)
