"""Video jobs in a folder, every file of them sealed (AES-256-GCM).

The key comes from the environment, or else lies in the folder above in a file that only its owner may read.
Then it protects what is taken from the jobs' folder alone: a stray copy, a backup without the key, what a
disk keeps of deleted files. Whoever has the whole data folder has the key too; against them the key must
come from the environment (or the disk be encrypted).
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from posture_app.adapters.keys.sealing import KEY_BYTES, NotTheSeal, derived, new_key, seal, unseal
from posture_app.domain.errors import EnvironmentProblem
from posture_app.services.serving.video_jobs import Job, JobState

VARIABLE = "POSTURE_JOB_KEY"
"""32 bytes as base64, such as `openssl rand -base64 32` gives."""
KEY_NAME = "video-jobs.key"
FOLDER_NAME = "video-jobs"
_JOB, _VIDEO, _RESULT, _PART = ".job", ".video", ".result", ".part"


def job_key(folder: Path, environment: Mapping[str, str]) -> bytes:
    """Give the key of the jobs below a data folder; the first call makes it.

    Raises
    ------
    EnvironmentProblem
        ``job_key_wrong`` (the variable holds no key), ``job_store_unusable``.
    """
    given = environment.get(VARIABLE, "")
    if given:
        try:
            key = base64.b64decode(given, validate=True)
        except binascii.Error:
            key = b""
        if len(key) != KEY_BYTES:
            raise EnvironmentProblem("job_key_wrong", variable=VARIABLE, bytes=KEY_BYTES)
        return key
    path = folder / KEY_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _write_new(path, new_key())
        key = path.read_bytes()
    except OSError as error:
        raise EnvironmentProblem("job_store_unusable", file=str(path)) from error
    if len(key) != KEY_BYTES:
        raise EnvironmentProblem("job_store_unusable", file=str(path))
    return key


class SealedJobFolder:
    """Keeps jobs; implements `services.serving.video_jobs.JobStore`."""

    def __init__(self, data: Path, key: bytes) -> None:
        """Open the folder below a data folder, and clear away what belongs to no job.

        Raises
        ------
        EnvironmentProblem
            ``job_store_unusable``; every method that writes raises it, too.
        """
        self._folder = data / FOLDER_NAME
        self._key = derived(key, "video-jobs")
        self._turn = threading.Lock()
        self._known: dict[str, Job] = {}
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for path in self._folder.glob(f"*{_JOB}"):
                job = self._read_job(path.stem)
                if job is not None:
                    self._known[path.stem] = job
            self._clear()
        except OSError as error:
            raise EnvironmentProblem("job_store_unusable", file=str(self._folder)) from error

    def jobs(self) -> Sequence[Job]:
        """Give all jobs that can be read."""
        with self._turn:
            return tuple(self._known.values())

    def job(self, job_id: str) -> Job | None:
        """Give one job."""
        with self._turn:
            return self._known.get(job_id)

    def put(self, job: Job, video: bytes | None = None) -> None:
        """Keep a job as it stands now, and its video."""
        if video is not None:
            self._write(job.id + _VIDEO, video)
        self._write(job.id + _JOB, _text(job))
        with self._turn:
            self._known[job.id] = job

    def video(self, job_id: str) -> bytes | None:
        """Give a job's video."""
        return self._read(job_id + _VIDEO)

    def result(self, job_id: str) -> bytes | None:
        """Give a job's result."""
        return self._read(job_id + _RESULT)

    def put_result(self, job_id: str, result: bytes) -> None:
        """Keep a job's result."""
        self._write(job_id + _RESULT, result)

    def drop_video(self, job_id: str) -> None:
        """Delete a job's video."""
        (self._folder / (job_id + _VIDEO)).unlink(missing_ok=True)

    def remove(self, job_id: str) -> None:
        """Delete everything of a job."""
        with self._turn:
            self._known.pop(job_id, None)
        for kind in (_VIDEO, _RESULT, _JOB):
            (self._folder / (job_id + kind)).unlink(missing_ok=True)

    def _read_job(self, job_id: str) -> Job | None:
        data = self._read(job_id + _JOB)
        return None if data is None else _job(data)

    def _read(self, name: str) -> bytes | None:
        try:
            return unseal(self._key, (self._folder / name).read_bytes(), name)
        except (FileNotFoundError, NotTheSeal):
            return None

    def _write(self, name: str, data: bytes) -> None:
        """Write whole or not at all."""
        part = self._folder / (name + _PART)
        try:
            _write_new(part, seal(self._key, data, name))
            part.replace(self._folder / name)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise EnvironmentProblem("job_store_unusable", file=str(self._folder)) from error

    def _clear(self) -> None:
        """Delete halves, and what is left of jobs that nobody can read any more."""
        for path in self._folder.iterdir():
            ours = path.suffix in (_JOB, _VIDEO, _RESULT) and path.stem not in self._known
            if ours or path.suffix == _PART:
                path.unlink()


def _write_new(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _text(job: Job) -> bytes:
    told = {**asdict(job), "taken_at": job.taken_at.isoformat(), "state": job.state.value}
    told["ended_at"] = None if job.ended_at is None else job.ended_at.isoformat()
    return json.dumps(told).encode("utf-8")


def _job(data: bytes) -> Job:
    told = json.loads(data)
    ended = told["ended_at"]
    return Job(
        **{
            **told,
            "state": JobState(told["state"]),
            "taken_at": datetime.fromisoformat(told["taken_at"]),
            "ended_at": None if ended is None else datetime.fromisoformat(ended),
        }
    )
