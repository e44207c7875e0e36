"""Looking through videos whose people the test puts there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from posture_app.domain.errors import VideoTooLarge, VideoUnreadable
from posture_app.domain.video.motion import Motion
from posture_app.services.video import following as service
from posture_app.services.video.following import Square, look_through
from posture_app.services.video.tables import ANGLE_COLUMNS, POINT_COLUMNS, angles_csv, points_csv
from tests.walkers import MadeUpVideo, ToldWorkers, at


def quiet(done: int, of: int) -> None:
    """Nobody listens."""


def looked(video: MadeUpVideo, workers: ToldWorkers, *, smoothing: bool = False) -> Motion:
    return look_through(video, workers, smoothing=smoothing, tell=quiet)


def test_every_frame_is_there_once_and_in_its_place() -> None:
    count = 3 * service.PIECE + 5
    people = [[at(10.0 * number)] for number in range(count)]
    motion = looked(MadeUpVideo(count), ToldWorkers(people))
    assert motion.footage.frames == count
    (track,) = motion.tracks
    assert track.frames.tolist() == list(range(count))
    assert track.xy_px == pytest.approx(np.stack([one[0].xy_px[:33] for one in people]))


@pytest.mark.parametrize("piece", [1, 3, 50])
def test_it_does_not_matter_how_the_video_is_cut(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [[at(10.0 * n, noise_px=3.0, seed=n), at(600.0 - 10.0 * n, seed=n)] for n in range(40)]
    whole = looked(MadeUpVideo(40), ToldWorkers(people), smoothing=True)
    monkeypatch.setattr(service, "PIECE", piece)
    cut = looked(MadeUpVideo(40), ToldWorkers(people), smoothing=True)
    assert points_csv(cut) == points_csv(whole)


def test_who_was_lost_in_between_is_looked_for_where_they_must_be() -> None:
    people = [[at(10.0 * n)] if n not in (4, 5) else [] for n in range(12)]
    workers = ToldWorkers(people, closely={4: [at(41.0)], 5: []})
    (track,) = looked(MadeUpVideo(12), workers).tracks
    assert sorted(workers.squares) == [4, 5]
    ((square,),) = (workers.squares[4],)
    assert isinstance(square, Square)
    body = at(40.0).xy_px[:33] / 20.0
    middle = np.array([square.left, square.top]) + square.side / 2
    assert middle == pytest.approx((body.min(axis=0) + body.max(axis=0)) / 2)
    assert square.side > np.ptp(body, axis=0).max()
    assert track.xy_px[4] == pytest.approx(at(41.0).xy_px[:33])
    assert (track.scores[5] == 0.0).all()
    assert track.xy_px[5] == pytest.approx(at(50.5).xy_px[:33])


def test_nobody_is_looked_for_where_there_were_but_slips() -> None:
    people = [[at(0.0)] for _ in range(20)]
    for number in (3, 6):
        people[number].append(at(700.0))
    workers = ToldWorkers(people)
    assert len(looked(MadeUpVideo(20), workers).tracks) == 1
    assert workers.squares == {}


def test_slips_of_the_detector_are_left_out_and_numbers_have_no_holes() -> None:
    people = [[at(0.0)] for _ in range(20)]
    people[3].append(at(700.0))
    for number in range(10, 20):
        people[number].append(at(-700.0))
    motion = looked(MadeUpVideo(20), ToldWorkers(people))
    assert [(one.object_id, len(one.frames)) for one in motion.tracks] == [(0, 20), (1, 10)]


def test_a_video_of_one_frame_has_its_person() -> None:
    motion = looked(MadeUpVideo(1), ToldWorkers([[at(0.0)]]), smoothing=True)
    assert [len(one.frames) for one in motion.tracks] == [1]


def test_an_empty_room_has_nobody() -> None:
    motion = looked(MadeUpVideo(9), ToldWorkers([[]] * 9), smoothing=True)
    assert motion.tracks == ()
    assert motion.by_frame() == [[]] * 9


@pytest.mark.parametrize("told", [0, 5, 20, 22, 4000])
def test_a_container_that_tells_a_wrong_number_changes_nothing(told: int) -> None:
    motion = looked(MadeUpVideo(20, told_frames=told), ToldWorkers([[at(0.0)]] * 20))
    assert motion.footage.frames == 20


def test_frames_that_are_further_apart_than_told_are_all_there() -> None:
    slow = MadeUpVideo(20, told_frames=40, times=lambda number: number / 15.0)
    motion = looked(slow, ToldWorkers([[at(0.0)]] * 20))
    assert motion.footage.at_s[-1] == pytest.approx(19 / 15.0)


def test_a_rate_that_cannot_be_is_measured_by_the_frames_own_times() -> None:
    recorded = MadeUpVideo(30, told_frames=0, rate_hz=1000.0, times=lambda number: number / 25.0)
    motion = looked(recorded, ToldWorkers([[at(0.0)]] * 30))
    assert motion.footage.rate_hz == pytest.approx(25.0)


def test_an_empty_or_an_endless_video_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(VideoUnreadable):
        looked(MadeUpVideo(0), ToldWorkers([]))
    with pytest.raises(VideoTooLarge):
        looked(MadeUpVideo(1, width=9000, height=9000), ToldWorkers([[at(0.0)]]))
    monkeypatch.setattr(service, "MOST_FRAMES", 15)
    with pytest.raises(VideoTooLarge):
        looked(MadeUpVideo(17), ToldWorkers([[at(0.0)]] * 17))


@pytest.mark.parametrize(("rate_hz", "smooths"), [(30.0, True), (5.0, False)])
def test_smoothing_is_told_truly(rate_hz: float, smooths: bool) -> None:
    people = [[at(0.0, noise_px=4.0, seed=n)] for n in range(40)]
    raw = looked(MadeUpVideo(40, rate_hz=rate_hz), ToldWorkers(people))
    smooth = looked(MadeUpVideo(40, rate_hz=rate_hz), ToldWorkers(people), smoothing=True)
    assert (raw.smoothed, smooth.smoothed) == (False, smooths)
    rough = [float(np.diff(one.tracks[0].xy_px, axis=0).std()) for one in (raw, smooth)]
    assert rough[1] < 0.5 * rough[0] if smooths else rough[1] == rough[0]


def test_progress_ends_with_all_frames() -> None:
    told: list[tuple[int, int]] = []
    look_through(
        MadeUpVideo(20, told_frames=0),
        ToldWorkers([[at(0.0)]] * 20),
        smoothing=False,
        tell=lambda done, of: told.append((done, of)),
    )
    assert told[-1] == (20, 20)
    assert all(done <= of for done, of in told)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_whoever_is_told_may_stop_the_work() -> None:
    def enough(done: int, of: int) -> None:
        if done:
            raise InterruptedError

    video = MadeUpVideo(5000)
    with pytest.raises(InterruptedError):
        look_through(video, Lazy(), smoothing=False, tell=enough)
    assert video.read <= 2 * service.PIECE


class Lazy(ToldWorkers):
    """Takes one piece at a time."""

    def __init__(self) -> None:
        super().__init__([[at(0.0)]] * 5000)

    def look(self, pieces: Iterator[service.Piece]) -> Iterator[tuple[service.Piece, service.Sightings]]:
        for piece in pieces:
            yield from super().look(iter([piece]))


def test_tables_are_tidy() -> None:
    people = [[at(10.0 * n)] if n != 4 else [] for n in range(9)]
    motion = looked(MadeUpVideo(9, rate_hz=20.0), ToldWorkers(people))
    points = [row.split(",") for row in points_csv(motion).decode("ascii").splitlines()]
    assert tuple(points[0]) == POINT_COLUMNS == ("frame", "time_s", "object_id", "point", "x", "y", "score")
    assert len(points) == 1 + 9 * 33
    assert points[1][:4] == ["0", "0.0000", "0", "nose"]
    assert float(points[1][4]) == pytest.approx(at(0.0).xy_px[0, 0], abs=0.001)
    filled_in = [row for row in points if row[0] == "4"]
    assert {row[1] for row in filled_in} == {"0.2000"}
    assert {row[6] for row in filled_in} == {"0.0000"}
    angles = [row.split(",") for row in angles_csv(motion).decode("ascii").splitlines()]
    assert tuple(angles[0]) == ANGLE_COLUMNS
    assert [row[4] for row in angles if row[0] == "4"] == [""] * 11
    assert all(0.0 <= float(row[4]) <= 180.0 for row in angles[1:] if row[4] and row[3] != "trunk_lean")
