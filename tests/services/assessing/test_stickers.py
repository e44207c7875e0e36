"""Stickers proposed for a photograph, and taken on somebody's word."""

from __future__ import annotations

from dataclasses import replace

from posture_app.domain.body import CameraLevel
from posture_app.domain.keypoints import Landmark, Source
from posture_app.domain.measures import MeasureClass
from posture_app.domain.people import PhotoAnalysis, Subject
from posture_app.domain.stickers import StickerColour, StickerDot, expected_stickers
from posture_app.domain.views import Facing, View
from posture_app.services.assessing.assess import Settings, analyse_photo
from posture_app.services.assessing.stickers import sightings, with_stickers
from posture_app.services.ports import Frame
from posture_app.services.resources import shipped_method_errors, shipped_norms
from tests.fakes import FakeStickers, blank, eyes_for
from tests.figures import coronal, person

SETTINGS = Settings(shipped_norms(), shipped_method_errors())


def front() -> tuple[PhotoAnalysis, Frame]:
    return analyse_photo(blank(), View.FRONT, Subject(), eyes_for(person(coronal())), SETTINGS)


def dots_on(analysis: PhotoAnalysis, *landmarks: Landmark, lower: float = 0.0) -> list[StickerDot]:
    """Put a dot where each of the landmarks is expected, `lower` by so many px from one to the next."""
    places = {one.landmark: one for one in expected_stickers(analysis.body.person.keypoints, Facing.FRONT)}
    found = []
    for count, landmark in enumerate(landmarks):
        x, y = places[landmark].xy_px
        found.append(StickerDot((x, y + count * lower), 5.0, StickerColour.GREEN, 0.9))
    return found


def test_proposals_change_nothing() -> None:
    analysis, frame = front()
    finder = FakeStickers(dots_on(analysis, Landmark.LEFT_ACROMION, Landmark.RIGHT_ASIS))
    found = sightings(frame, analysis, finder, (StickerColour.GREEN,))
    assert {one.landmark for one in found} == {Landmark.LEFT_ACROMION, Landmark.RIGHT_ASIS}
    assert not analysis.body.person.keypoints.has(Landmark.LEFT_ACROMION)
    ((radii, colours),) = finder.asked
    assert 0.0 < radii[0] < radii[1]
    assert colours == (StickerColour.GREEN,)


def test_taken_on_the_callers_word_they_are_measured_and_it_is_said() -> None:
    analysis, frame = front()
    pair = (Landmark.LEFT_ACROMION, Landmark.RIGHT_ACROMION)
    found = sightings(frame, analysis, FakeStickers(dots_on(analysis, *pair, lower=15.0)))
    taken = with_stickers(analysis, found, Subject(), SETTINGS)
    shoulders = next(one for one in taken.findings if one.id == "shoulder_tilt")
    assert shoulders.value is not None
    assert shoulders.value > 3.0
    assert shoulders.trust is MeasureClass.GRADABLE
    assert taken.body.person.keypoints.sources[Landmark.LEFT_ACROMION] is Source.STICKER
    assert all(one.keypoints.has(*pair) for one in taken.body.passes)
    (said,) = [one for one in taken.reasons if one.code == "stickers_unseen"]
    assert said.facts == {"count": 2}


def test_what_made_the_models_points_doubtful_is_no_doubt_of_the_stickers() -> None:
    analysis, frame = front()
    pair = (Landmark.LEFT_ACROMION, Landmark.RIGHT_ACROMION)
    found = sightings(frame, analysis, FakeStickers(dots_on(analysis, *pair)))
    known = replace(SETTINGS, level=CameraLevel(sem_deg=0.0))
    taken = with_stickers(analysis, found, Subject(), known)
    shoulders = next(one for one in taken.findings if one.id == "shoulder_tilt")
    assert shoulders.sem == SETTINGS.errors.of("shoulder_tilt", View.FRONT, placed=True).sem


def test_none_found_is_said_too() -> None:
    analysis, _ = front()
    taken = with_stickers(analysis, (), Subject(), SETTINGS)
    assert "stickers_none" in [one.code for one in taken.reasons]
    assert taken.findings == analysis.findings
