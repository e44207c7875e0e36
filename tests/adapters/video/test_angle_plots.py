"""The angles' plots, read back."""

from __future__ import annotations

import io

import numpy as np
import pytest
from pypdf import PdfReader

from posture_app.adapters.video import angle_plots as plots
from posture_app.adapters.video.angle_plots import angle_plots
from posture_app.domain.video.motion import Footage, Motion
from posture_app.domain.video.tracks import followed
from posture_app.services.wording import Words
from tests.walkers import at


def motion(frames: int = 40, gap: range = range(0), *, smoothed: bool = True) -> Motion:
    people = [[at(5.0 * number), at(700.0)] if number not in gap else [at(700.0)] for number in range(frames)]
    return Motion(Footage(720, 1280, 30.0, np.arange(frames) / 30.0), followed(people, 30.0), smoothed)


@pytest.mark.parametrize(("language", "person", "knee"), [("en", "Person", "Knee"), ("ko", "사람", "무릎")])
def test_everybody_has_a_page_in_the_readers_language(language: str, person: str, knee: str) -> None:
    pages = PdfReader(io.BytesIO(angle_plots(motion(), Words(language)))).pages
    assert len(pages) == 2
    for number, page in enumerate(pages):
        text = page.extract_text()
        assert person in text
        assert str(number) in text
        assert knee in text


def test_whether_the_points_were_smoothed_is_said() -> None:
    words = Words("en")
    said = [
        PdfReader(io.BytesIO(angle_plots(motion(smoothed=smoothed), words))).pages[0].extract_text()
        for smoothed in (True, False)
    ]
    assert ["Butterworth" in one for one in said] == [True, False]
    assert ["not smoothed" in one for one in said] == [False, True]


def test_the_same_motion_gives_the_same_bytes() -> None:
    assert angle_plots(motion(), Words("en")) == angle_plots(motion(), Words("en"))


def strokes(data: bytes) -> tuple[int, int]:
    """How many lines begin, and how many points they have on top, on the first page."""
    content = PdfReader(io.BytesIO(data)).pages[0].get_contents()
    assert content is not None
    words = content.get_data().split()
    return words.count(b"m"), words.count(b"l")


def test_a_gap_breaks_the_lines() -> None:
    whole, broken = (strokes(angle_plots(motion(gap=gap), Words("en"))) for gap in (range(0), range(10, 20)))
    assert broken[0] == whole[0] + 11
    assert broken[1] == whole[1] - 11 * 11


def test_a_long_video_is_thinned(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = strokes(angle_plots(motion(60), Words("en")))
    monkeypatch.setattr(plots, "MOST_POINTS", 20)
    thinned = strokes(angle_plots(motion(60), Words("en")))
    assert whole[1] - thinned[1] == 11 * 40


def test_one_frame_is_plotted_too() -> None:
    assert len(PdfReader(io.BytesIO(angle_plots(motion(1), Words("en")))).pages) == 2
