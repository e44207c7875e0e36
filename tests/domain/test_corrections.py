"""Named corrections: added to the value before it is graded, with a standard error of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posture_app.domain.body import Body, CameraLevel
from posture_app.domain.corrections import Correction, Corrections, corrections_from
from posture_app.domain.findings import Finding, Observation, measure_all
from posture_app.domain.keypoints import Landmark, Source
from posture_app.domain.uncertainty import Conditions, MethodErrors, Verdict, compare
from posture_app.domain.views import Facing, View
from posture_app.services.resources import shipped_corrections, shipped_method_errors, shipped_norms
from tests.figures import sagittal

NORMS, ERRORS = shipped_norms(), shipped_method_errors()
LEVEL = CameraLevel(0.0, 0.0)
SET = Corrections("ours", "", {("trunk_lean", "side"): Correction(3.0, 0.5, 3.1, 0.4, "rendered_set")})


def trunk_lean(
    corrections: Corrections | None,
    errors: MethodErrors = ERRORS,
    view: View = View.SIDE,
    by_hand: tuple[Landmark, ...] = (),
    hidden: tuple[Landmark, ...] = (),
    looks: int = 8,
) -> Finding:
    points = sagittal(Facing.LEFT, trunk_forward=9.0)
    visible = np.where(np.isin(np.arange(len(Landmark)), hidden), 0.1, points.visibility)
    points = replace(points, visibility=visible)
    here = {one: (float(points.point(one)[0]), float(points.point(one)[1])) for one in by_hand}
    body = Body(points.with_points(here, Source.MANUAL), Facing.LEFT)
    observed = Observation(view, body, [body] * looks, LEVEL, 0.0, {})
    return next(one for one in measure_all(observed, NORMS, errors, corrections) if one.id == "trunk_lean")


@pytest.mark.parametrize("view", [View.SIDE, View.SIDE2])
def test_the_value_is_corrected_before_it_is_graded(view: View) -> None:
    plain, ours = trunk_lean(None, view=view), trunk_lean(SET, view=view)
    assert (plain.value, plain.corrected_by) == (pytest.approx(9.0), None)
    assert (ours.value, ours.corrected_by, ours.sem) == (pytest.approx(12.0), 3.0, 0.5)
    assert plain.grade.grade is None  # coarse: 9° lies within the doubt of 10°
    assert ours.grade.grade == 2


def test_few_looks_widen_the_corrected_error_too() -> None:
    assert trunk_lean(SET, looks=2).sem == pytest.approx(0.5 * ERRORS.few_looks["side"])


def test_what_somebody_placed_has_not_the_models_bias() -> None:
    found = trunk_lean(SET, by_hand=(Landmark.LEFT_HIP,))
    assert (found.value, found.corrected_by) == (pytest.approx(9.0), None)
    assert found.sem == ERRORS.of("trunk_lean", View.SIDE).sem


def test_what_is_hidden_is_not_corrected() -> None:
    found = trunk_lean(SET, hidden=(Landmark.LEFT_HIP,))
    assert (found.value, found.corrected_by) == (None, None)


def test_a_clinics_own_standard_error_stays() -> None:
    wider = ERRORS.widened_by("study", {("trunk_lean", "side", False): 7.0})
    assert trunk_lean(SET, wider).sem == 7.0


def test_other_measures_are_left_alone() -> None:
    body = Body(sagittal(Facing.LEFT), Facing.LEFT)
    seen = Observation(View.SIDE, body, [body] * 8, LEVEL, 0.0, {})
    plain, ours = (measure_all(seen, NORMS, ERRORS, one) for one in (None, SET))
    assert [a.id for a, b in zip(plain, ours, strict=True) if a.value != b.value] == ["trunk_lean"]


def test_a_set_is_read_from_its_json_form() -> None:
    row = {"offset": 3.0, "sem": 0.5, "mae_before": 3.1, "mae_after": 0.4, "source": "rendered_set"}
    assert corrections_from({"name": "ours", "about": "", "offsets": {"trunk_lean": {"side": row}}}) == SET


def test_every_shipped_correction_was_worth_it_on_bodies_it_was_not_learned_on() -> None:
    for name, corrections in shipped_corrections().items():
        assert corrections.name == name
        for (measure, kind), one in corrections.table.items():
            assert one.mae_after < one.mae_before
            assert ERRORS.table[measure, kind].sem > one.sem > 0.0


def test_values_under_different_corrections_are_not_compared() -> None:
    plain = Conditions(Facing.LEFT, "contract-v2/1", "blazepose-full", None, None)
    ours = replace(plain, corrections="ours")
    change = compare((9.0, 1.0, plain), (12.0, 1.0, ours))
    assert (change.verdict, change.why_not) == (Verdict.NOT_COMPARABLE, ("corrections",))
    assert compare((9.0, 1.0, ours), (12.0, 1.0, ours)).verdict is Verdict.CHANGED
