"""The finder on drawn dots: to a fraction of a pixel, in shade and tinted light, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.adapters.vision.stickers import Cv2StickerFinder
from posture_app.domain.keypoints import Landmark
from posture_app.domain.stickers import ExpectedSticker, StickerColour, StickerDot
from tests.drawn_stickers import COLOURS, Condition, Picture, Sticker, drawn, photographed

SKIN, CLOTH, WALL = (196, 148, 120), (58, 62, 74), (214, 212, 205)
ALL = tuple(StickerColour)
RADII = (3.5, 9.0)
HERE = ExpectedSticker(Landmark.C7, (100.0, 90.0), 40.0)


def body(seed: int = 1) -> Picture:
    """Skin above, cloth below, a wall beside, all with soft shading and grain."""
    picture = np.empty((180, 200, 3), np.float64)
    picture[:] = SKIN
    picture[115:] = CLOTH
    picture[:, :45] = WALL
    shade = np.linspace(1.05, 0.75, 200)[None, :, None]
    grain = np.random.default_rng(seed).normal(0.0, 2.0, picture.shape)
    return np.clip(picture * shade + grain, 0, 255).astype(np.uint8)


def find(
    stickers: list[Sticker], how: Condition | None = None, place: ExpectedSticker = HERE
) -> tuple[StickerDot, ...]:
    frame = photographed(drawn(body(), stickers), how or Condition(), 3)
    return Cv2StickerFinder().find_dots(frame, [place], RADII, ALL)


@pytest.mark.parametrize("colour", list(COLOURS))
@pytest.mark.parametrize("radius", [4.0, 6.3, 8.5])
@pytest.mark.parametrize("y", [85.3, 140.7])
def test_a_dot_is_found_to_a_fifth_of_a_pixel_on_skin_and_on_cloth(
    colour: str, radius: float, y: float
) -> None:
    place = ExpectedSticker(Landmark.C7, (105.0, y + 4.0), 20.0)
    (dot,) = find([Sticker(103.4, y, radius, COLOURS[colour])], place=place)
    assert dot.xy_px == pytest.approx((103.4, y), abs=0.2)
    assert dot.radius_px == pytest.approx(radius, rel=0.2)
    assert dot.colour is StickerColour(colour)
    assert 0.0 < dot.score <= 1.0


@pytest.mark.parametrize(
    "how",
    [
        Condition("warm", gains=(1.12, 1.0, 0.8)),
        Condition("cool", gains=(0.85, 1.0, 1.12)),
        Condition("dark", brightness=0.4),
        Condition("blurred", blur=1.4),
        Condition("noisy", noise=6.0),
        Condition("compressed", jpeg=80),
    ],
    ids=lambda how: how.name,
)
@pytest.mark.parametrize("colour", list(COLOURS))
def test_light_and_camera_move_a_dot_by_less_than_a_pixel(how: Condition, colour: str) -> None:
    (dot,) = find([Sticker(96.6, 82.2, 6.0, COLOURS[colour], 0.6, 30.0, 0.3)], how)
    assert dot.xy_px == pytest.approx((96.6, 82.2), abs=0.8)
    assert dot.colour is StickerColour(colour)


def test_nothing_is_found_where_nothing_sticks() -> None:
    assert find([]) == ()
    assert Cv2StickerFinder().find_dots(photographed(body(), Condition(), 0), [], RADII, ALL) == ()


def test_too_small_too_large_and_too_long_is_no_sticker() -> None:
    green = COLOURS["green"]
    assert find([Sticker(100, 80, 1.6, green)]) == ()
    assert find([Sticker(100, 80, 16.0, green)]) == ()
    assert find([Sticker(100, 80, 9.0, green, 0.2)]) == ()


def test_a_patch_of_cloth_and_a_stripe_are_no_stickers() -> None:
    square, stripe = body(), body()
    square[60:110, 70:130] = COLOURS["blue"]
    stripe[80:92] = COLOURS["red"]
    for picture in (square, stripe):
        frame = photographed(picture, Condition(), 2)
        assert Cv2StickerFinder().find_dots(frame, [HERE], RADII, ALL) == ()


def test_a_grey_and_a_skin_coloured_dot_are_no_stickers() -> None:
    assert find([Sticker(100, 80, 6.0, (120, 120, 120))]) == ()
    assert find([Sticker(100, 80, 6.0, (150, 105, 82))]) == ()


def test_only_wanted_colours_and_only_within_reach() -> None:
    frame = photographed(drawn(body(), [Sticker(100, 80, 6.0, COLOURS["red"])]), Condition(), 1)
    finder = Cv2StickerFinder()
    assert finder.find_dots(frame, [HERE], RADII, (StickerColour.GREEN, StickerColour.BLUE)) == ()
    far = ExpectedSticker(Landmark.C7, (150.0, 80.0), 40.0)
    assert finder.find_dots(frame, [far], RADII, ALL) == ()
    assert len(finder.find_dots(frame, [far, HERE], RADII, ALL)) == 1


def test_two_neighbours_are_two_dots() -> None:
    dots = find([Sticker(90, 80, 5.0, COLOURS["green"]), Sticker(112, 84, 5.0, COLOURS["green"])])
    assert sorted(round(dot.xy_px[0]) for dot in dots) == [90, 112]


def test_places_at_the_edge_and_outside_the_picture_are_looked_at_without_harm() -> None:
    frame = photographed(body(), Condition(), 1)
    places = [ExpectedSticker(Landmark.C7, at, 30.0) for at in ((0.0, 0.0), (-90.0, 400.0), (199.0, 179.0))]
    for place in places:
        assert Cv2StickerFinder().find_dots(frame, [place], RADII, ALL) == ()
    assert Cv2StickerFinder().find_dots(frame, places, RADII, ALL) == ()


def test_a_large_photo_is_reduced_to_look_and_measured_at_full_size() -> None:
    large = np.repeat(np.repeat(body(), 6, axis=0), 6, axis=1)
    frame = photographed(drawn(large, [Sticker(611.3, 497.8, 40.0, COLOURS["green"])]), Condition(), 1)
    place = ExpectedSticker(Landmark.C7, (600.0, 540.0), 240.0)
    (dot,) = Cv2StickerFinder().find_dots(frame, [place], (24.0, 50.0), ALL)
    assert dot.xy_px == pytest.approx((611.3, 497.8), abs=0.4)
