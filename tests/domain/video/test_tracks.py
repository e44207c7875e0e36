"""Following people whose ways are known."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.domain.keypoints import MODEL_LANDMARKS, Keypoints, Landmark
from posture_app.domain.video.motion import Track
from posture_app.domain.video.tracks import (
    FILLED_GAP_S,
    filled,
    followed,
    gaps,
    smooth,
    unflipped,
    without_slips,
)
from tests.walkers import at

RATE_HZ = 30.0


def middles(track: object) -> np.ndarray:
    return track.xy_px[:, :, 0].mean(axis=1)  # type: ignore[attr-defined]


def crossing(frames: int = 90, hidden: range = range(0), shuffled: bool = True) -> list[list[Keypoints]]:
    """Two people who walk past each other, 1 m a second each; in the hidden frames only one is found."""
    sightings = []
    for frame in range(frames):
        along = 500.0 * (frame - frames / 2) / RATE_HZ
        pair = [at(along, noise_px=2.0, seed=2 * frame), at(-along, noise_px=2.0, seed=2 * frame + 1)]
        if frame in hidden:
            pair = pair[:1]
        sightings.append(pair[::-1] if shuffled and frame % 3 else pair)
    return sightings


@pytest.mark.parametrize("hidden", [range(0), range(40, 50)])
def test_two_who_walk_past_each_other_keep_their_numbers(hidden: range) -> None:
    one, other = followed(crossing(hidden=hidden), RATE_HZ)
    # for a moment the one hides the other, and they are found as one
    assert len(one.frames) >= 87
    assert len(other.frames) >= 87 - len(hidden)
    # the one goes to image right all the way, the other to image left
    assert np.polyfit(one.frames, middles(one), 1)[0] == pytest.approx(500.0 / RATE_HZ, rel=0.05)
    assert np.polyfit(other.frames, middles(other), 1)[0] == pytest.approx(-500.0 / RATE_HZ, rel=0.05)


def test_numbers_go_by_who_comes_first() -> None:
    sightings = [[at(0.0)], [at(0.0), at(900.0)], [at(900.0), at(0.0)]]
    tracks = followed(sightings, RATE_HZ)
    assert [(one.object_id, one.frames.tolist()) for one in tracks] == [(0, [0, 1, 2]), (1, [1, 2])]


def test_who_was_gone_for_long_is_somebody_new() -> None:
    def seen_again_after(gap: int) -> int:
        return len(followed([[at(0.0)], *([[]] * gap), [at(0.0)]], RATE_HZ))

    assert seen_again_after(29) == 1
    assert seen_again_after(31) == 2


def test_somebody_else_who_appears_elsewhere_is_not_taken_for_who_has_gone() -> None:
    tracks = followed([[at(0.0)], [at(0.0)], [at(600.0)]], RATE_HZ)
    assert [one.frames.tolist() for one in tracks] == [[0, 1], [2]]


def test_whoever_is_found_twice_counts_once_by_the_better_sight() -> None:
    (track,) = followed([[at(0.0, score=0.6), at(4.0, score=0.9)]], RATE_HZ)
    assert track.scores.max() == pytest.approx(0.9)


def test_two_who_stand_shoulder_to_shoulder_are_two() -> None:
    assert len(followed([[at(0.0), at(200.0)]] * 3, RATE_HZ)) == 2


def test_a_short_gap_is_filled_in_on_a_line_and_says_so() -> None:
    missing = int(FILLED_GAP_S * RATE_HZ)
    (track,) = followed([[at(0.0)], *([[]] * missing), [at(70.0)]], RATE_HZ)
    whole = filled(track, RATE_HZ)
    assert whole.frames.tolist() == list(range(missing + 2))
    assert np.diff(middles(whole)) == pytest.approx(70.0 / (missing + 1))
    assert (whole.scores[1:-1] == 0.0).all()
    assert whole.scores[[0, -1], 0] == pytest.approx(0.99)


def test_a_longer_gap_stays_open_and_is_not_smoothed_over() -> None:
    missing = int(FILLED_GAP_S * RATE_HZ) + 1
    sightings = [*([[at(0.0)]] * 20), *([[]] * missing), *([[at(40.0)]] * 20)]
    (track,) = followed(sightings, RATE_HZ)
    whole = smooth(filled(track, RATE_HZ), RATE_HZ)
    assert len(whole.frames) == 40
    assert [one.stop - one.start for one in whole.stretches()] == [20, 20]
    assert middles(whole)[19] == pytest.approx(middles(track)[0], abs=1e-6)


def test_gaps_tell_where_somebody_must_have_been() -> None:
    (track,) = followed([[at(0.0)], [], [], [at(30.0)]], RATE_HZ)
    places = dict(gaps(track))
    assert sorted(places) == [1, 2]
    assert places[1] == pytest.approx(at(10.0).xy_px[:MODEL_LANDMARKS])


def test_smoothing_brings_points_nearer_to_the_way_they_took() -> None:
    way = [100.0 * np.sin(2.0 * np.pi * frame / 60.0) for frame in range(120)]
    (track,) = followed([[at(x, noise_px=3.0, seed=n)] for n, x in enumerate(way)], 60.0)
    truth = np.stack([at(x).xy_px[:MODEL_LANDMARKS] for x in way])
    before, after = (np.abs(one.xy_px - truth).mean() for one in (track, smooth(track, 60.0)))
    assert after < 0.55 * before


def exchanged(keypoints: Keypoints) -> Keypoints:
    return keypoints.with_sides_swapped()


def left_of_right(track: Track) -> list[bool]:
    """Whether the left shoulder stands at image right of the right one, as it does in front."""
    left, right = track.xy_px[:, Landmark.LEFT_SHOULDER, 0], track.xy_px[:, Landmark.RIGHT_SHOULDER, 0]
    return list(left > right)


@pytest.mark.parametrize(
    "runs", [[range(5, 6)], [range(10, 20), range(21, 22), range(30, 34)], [range(0, 3)]]
)
def test_left_and_right_that_jump_are_put_back(runs: list[range]) -> None:
    wrong = {frame for run in runs for frame in run}
    sightings = [
        [exchanged(at(4.0 * frame, noise_px=3.0, seed=frame)) if frame in wrong else at(4.0 * frame)]
        for frame in range(60)
    ]
    (track,) = followed(sightings, RATE_HZ)
    whole = unflipped(track, RATE_HZ)
    assert left_of_right(whole) == [True] * 60
    hidden = at(0.0).visibility.copy()
    assert whole.scores.shape == (60, len(hidden[:MODEL_LANDMARKS]))


def test_sides_stay_with_the_points_scores() -> None:
    body = at(0.0)
    unsure = body.visibility.copy()
    unsure[Landmark.LEFT_WRIST] = 0.2
    sure, half = [[body]] * 10, [[exchanged(Keypoints(body.xy_px.copy(), unsure))]]
    (track,) = followed([*sure, *half, *sure], RATE_HZ)
    whole = unflipped(track, RATE_HZ)
    assert whole.scores[10, Landmark.LEFT_WRIST] == pytest.approx(0.2)
    assert whole.xy_px[10] == pytest.approx(body.xy_px[:MODEL_LANDMARKS])


def test_somebody_who_turns_round_is_left_alone() -> None:
    def turned(degrees: float) -> Keypoints:
        body = at(0.0)
        moved = body.xy_px.copy()
        middle = np.nanmean(moved[:MODEL_LANDMARKS, 0])
        moved[:, 0] = middle + (moved[:, 0] - middle) * np.cos(np.radians(degrees))
        return Keypoints(moved, body.visibility.copy())

    frames = 45  # half a turn in a second and a half
    (track,) = followed([[turned(180.0 * frame / frames)] for frame in range(frames + 1)], RATE_HZ)
    assert unflipped(track, RATE_HZ).xy_px == pytest.approx(track.xy_px)


def test_sides_that_stand_the_other_way_round_for_long_are_believed() -> None:
    def believed(count: int) -> bool:
        sightings = [[at(0.0)]] * 60 + [[exchanged(at(0.0))]] * count + [[at(0.0)]] * 60
        (track,) = followed(sightings, RATE_HZ)
        return not all(left_of_right(unflipped(track, RATE_HZ)))

    assert not believed(15)
    assert believed(50)


def test_a_body_that_is_unlike_itself_for_a_moment_was_seen_wrongly() -> None:
    def crumpled() -> Keypoints:
        body = at(30.0)
        moved = body.xy_px.copy()
        waist = body.point(Landmark.LEFT_HIP)[1]
        below = moved[:, 1] > waist - 100.0
        moved[below, 1] = waist - 100.0 + 0.2 * (moved[below, 1] - waist + 100.0)  # legs drawn up
        return Keypoints(moved, body.visibility.copy())

    sightings = [[crumpled()] if frame in (10, 11) else [at(3.0 * frame)] for frame in range(30)]
    (track,) = followed(sightings, RATE_HZ)
    assert len(track.frames) == 30
    assert without_slips(track, RATE_HZ).frames.tolist() == [f for f in range(30) if f not in (10, 11)]


def test_somebody_who_really_moves_fast_or_away_loses_nothing() -> None:
    fast = [[at(120.0 * np.sin(2.0 * np.pi * frame / RATE_HZ))] for frame in range(40)]
    gone = [[at(0.0)]] * 10 + [[at(90.0)]] * 10
    for sightings in (fast, gone):
        (track,) = followed(sightings, RATE_HZ)
        assert len(without_slips(track, RATE_HZ).frames) == len(track.frames)
