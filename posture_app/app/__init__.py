"""The composition root: from arguments to adapters, services, and a shell; a module for each part.

Every adapter is imported inside the function that needs it: `--help` must not wait for the models.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from posture_app.app.assessing import make_desk
from posture_app.app.batch import batch_desk
from posture_app.app.cloud import cloud_kit
from posture_app.app.desktop import run_window
from posture_app.app.files import check_folder, write_all
from posture_app.app.manual import manual_files
from posture_app.app.records import records_desk
from posture_app.app.rooms import calibration_desk, own_study, phantom_desk, room_settings
from posture_app.app.serving import key_book, run_server
from posture_app.app.videos import film, video_desk
from posture_app.cli import Check, Program, run

if TYPE_CHECKING:
    from posture_app.services.wording import Words


def main(arguments: Sequence[str]) -> int:
    """Run the program; give its exit code."""
    return run(arguments, make_program())


def make_program() -> Program:
    """Wire the program."""
    studies = own_study()
    return Program(
        make_desk(),
        partial(room_settings, studies),
        check_folder,
        write_all,
        _checks,
        run_window,
        studies,
        phantom_desk(),
        calibration_desk(),
        film,
        records_desk(),
        key_book,
        run_server,
        video_desk(),
        cloud_kit(),
        manual_files,
        batch_desk(),
    )


def _checks(words: Words) -> Sequence[Check]:
    from posture_app.doctor import examine

    return examine(words)
