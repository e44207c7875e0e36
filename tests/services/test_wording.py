from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.errors import (
    EnvironmentProblem,
    NotAssessable,
    PhotoMissing,
    PhotoTooLarge,
    UsageError,
)
from posture_app.domain.findings import NoValue
from posture_app.domain.grading import Grade, NoGrade, NoLetter
from posture_app.domain.measures import MEASURES, MeasureClass, Unit
from posture_app.domain.people import Assessment
from posture_app.domain.quality import refuse, warn
from posture_app.domain.report import Headline, HeadlineKind, ShownGrade, report_of, shown_grade
from posture_app.domain.views import Facing, View
from posture_app.services.assessing.assessment_json import as_dict
from posture_app.services.resources import resource
from posture_app.services.wording import LANGUAGES, PROFILES, Words
from tests.assessments import NORMS, analysis, assessment, assessment_of, finding, keypoints_of

ROOT = Path(__file__).resolve().parents[2]
BOTH = [(language, profile) for language in LANGUAGES for profile in PROFILES]
FORBIDDEN = {
    "en": ("diagnos", "treat", "disease", "abnormal", "screening"),
    "ko": ("진단", "치료", "질환", "비정상", "선별"),
}


def table(language: str) -> dict[str, str]:
    read: dict[str, str] = json.loads(resource("i18n", f"{language}.json").read_text(encoding="utf-8"))
    return read


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"{(\w*)}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_and_placeholders(language: str):
    english, other = table("en"), table(language)

    assert list(other) == list(english)
    assert {key: placeholders(text) for key, text in other.items()} == {
        key: placeholders(text) for key, text in english.items()
    }
    assert all(text.strip() for text in other.values())


def test_a_wellness_text_takes_the_place_of_a_plain_one():
    assert all(key.partition(":")[2] in table("en") for key in table("en") if ":" in key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wellness_profile_never_speaks_of_illness(language: str):
    words = Words(language, "wellness")
    plain_table = table(language)

    said = " ".join(plain_table.get(f"wellness:{key}", plain_table[key]) for key in words).lower()

    assert [word for word in FORBIDDEN[language] if word in said] == []


@pytest.mark.parametrize(
    ("measure", "value", "english", "korean"),
    [
        ("shoulder_tilt", 2.1, "left 2.1° higher ± 1.4°", "왼쪽이 2.1° 높음 ± 1.4°"),
        ("shoulder_tilt", -2.1, "right 2.1° higher ± 1.4°", "오른쪽이 2.1° 높음 ± 1.4°"),
        ("head_tilt", 0.4, "level (0.4° ± 1.4°)", "수평 (0.4° ± 1.4°)"),
        ("head_tilt", -0.48, "right 0.5° higher ± 1.4°", "오른쪽이 0.5° 높음 ± 1.4°"),
        ("trunk_tilt", 0.8, "leans right 0.8° ± 1.4°", "오른쪽으로 0.8° 기울어짐 ± 1.4°"),
        ("body_tilt", -0.8, "leans left 0.8° ± 1.4°", "왼쪽으로 0.8° 기울어짐 ± 1.4°"),
        ("left_knee_alignment", 3.2, "3.2° towards O-leg ± 1.4°", "O다리 방향 3.2° ± 1.4°"),
        ("right_knee_alignment", -3.2, "3.2° towards X-leg ± 1.4°", "X다리 방향 3.2° ± 1.4°"),
        ("pelvic_shift_cm", 1.2, "1.2 cm to the left ± 1.4 cm", "왼쪽으로 1.2 cm ± 1.4 cm"),
        ("head_shift_cm", -1.2, "1.2 cm to the right ± 1.4 cm", "오른쪽으로 1.2 cm ± 1.4 cm"),
        ("stance_width_cm", 19.2, "19.2 cm ± 1.4 cm", "19.2 cm ± 1.4 cm"),
        ("body_lean", 3.1, "leans forward 3.1° ± 1.4°", "앞으로 3.1° 기울어짐 ± 1.4°"),
        ("body_lean", -3.1, "leans back 3.1° ± 1.4°", "뒤로 3.1° 기울어짐 ± 1.4°"),
        ("knee_flexion", 6.0, "bent 6° ± 1°", "6° 굽힘 ± 1°"),
        ("knee_flexion", -6.0, "overstretched 6° ± 1°", "6° 젖혀짐 ± 1°"),
        ("neck_inclination", 38.4, "38° forward ± 1°", "앞으로 38° ± 1°"),
        ("ear_shoulder_angle", 17.2, "17° forward ± 1° (proxy)", "앞으로 17° ± 1° (추정값)"),
        ("head_pitch", -17.0, "17° up to the eye ± 1°", "눈 쪽으로 17° 올라감 ± 1°"),
        ("plumb_ear_cm", 8.0, "8.0 cm in front ± 1.4 cm", "앞쪽 8.0 cm ± 1.4 cm"),
        ("craniovertebral_angle", 51.6, "52° ± 1°", "52° ± 1°"),
    ],
)
def test_a_value_says_its_side_in_words_and_never_with_a_sign(
    measure: str, value: float, english: str, korean: str
):
    seen = finding(measure, value)

    assert plain(Words("en").value(seen)) == english
    assert plain(Words("ko").value(seen)) == korean


@pytest.mark.parametrize("measure", [spec.id for spec in MEASURES])
def test_the_ends_of_a_scale_differ_and_every_measure_has_a_name(measure: str):
    for language in LANGUAGES:
        words = Words(language)
        assert words.measure(measure)
        assert len(set(words.ends(measure))) == 2


def test_every_measure_has_a_name_of_its_own():
    for language in LANGUAGES:
        names = [Words(language).measure(spec.id) for spec in MEASURES]
        assert len(set(names)) == len(names)


def test_the_plus_minus_sign_never_begins_a_line():
    assert " ±" not in Words("en").value(finding("shoulder_tilt", 2.1))
    assert "± " not in Words("ko").value(finding("shoulder_tilt", 2.1))


@pytest.mark.parametrize(
    ("grade", "clinical", "wellness", "korean"),
    [
        (Grade(0), "Normal", "Ordinary", "정상"),
        (Grade(0, not_excluded=True), "Normal", "Ordinary", "정상"),
        (Grade(1), "Caution", "Worth watching", "주의"),
        (Grade(-1, borderline=True, near_normal=True), "Borderline", "Borderline", "경계"),
        (Grade(2, borderline=True), "Caution, near risk", "Watch closely", "주의, 위험에 가까움"),
        (Grade(2, borderline=True, near_normal=True), "Borderline", "Borderline", "경계"),
        (Grade(-2), "Risk", "See a professional", "위험"),
        (Grade(None, why_none=NoGrade.TOO_COARSE), "Indicative", "Not graded", "참고용"),
    ],
)
def test_a_grade_is_worded_for_its_reader(grade: Grade, clinical: str, wellness: str, korean: str):
    shown = shown_grade(finding("shoulder_tilt", 3.0, grade=grade))

    assert Words("en").grade(shown) == clinical
    assert Words("en", "wellness").grade(shown) == wellness
    assert Words("ko").grade(shown) == korean


def test_a_finding_can_be_read_out():
    assert plain(Words("en").sentence(finding("shoulder_tilt", 2.1))) == (
        "Shoulders: left 2.1° higher ± 1.4°, Borderline"
    )


def test_too_far_says_so_in_the_agreed_sentence():
    assert "The target is too far." in Words("en").reason(warn("too_far"))


@pytest.mark.parametrize("shown", ["front", "back", "left", "right", "turned"])
@pytest.mark.parametrize("wanted", ["front", "side", "back"])
def test_a_wrong_view_says_what_was_handed_in_and_how_to_stand(wanted: str, shown: str):
    for language in LANGUAGES:
        said = Words(language).reason(refuse("wrong_view", wanted=wanted, shown=shown, degrees=90))
        assert "{" not in said


def test_a_side_photo_in_the_place_of_the_front_photo_is_told_clearly():
    error = NotAssessable(
        (refuse("wrong_view", wanted="front", shown="left", degrees=88),), view="front", file="a.jpg"
    )

    assert Words("en").problem(error) == (
        "Front photo (a.jpg): A side photo was handed in as the front photo; "
        "take it again with the person facing the camera."
    )
    assert Words("ko").problem(error).startswith("정면 사진(a.jpg): 정면 사진으로 넣은 것이 옆면 사진이니")


def test_a_problem_names_its_photo_or_file_once():
    words = Words("en")

    assert words.problem(PhotoMissing("photo_missing", file="a.jpg", view="side2")).startswith(
        "Second side photo (a.jpg): "
    )
    assert words.problem(PhotoMissing("photo_missing", file="a.jpg")).startswith("a.jpg: There is no file")
    assert words.problem(EnvironmentProblem("font_missing", file="P.ttf")).count("P.ttf") == 1
    assert "120.5 megapixels" in words.problem(PhotoTooLarge("photo_too_large", file="a", megapixels=120.5))
    assert "50 and 250 cm" in words.problem(UsageError("bad_height", lowest=50.0, highest=250.0))


def test_a_fact_that_was_not_told_and_a_code_nobody_worded_still_give_a_sentence():
    words = Words("en")

    assert "–" in words.problem(EnvironmentProblem("disk_full"))
    assert "new_code" in words.problem(EnvironmentProblem("new_code"))


CODES = re.compile(
    r"""(?:refuse|warn|(?:(?<!Value)Error|Problem|Missing|Unreadable|TooLarge|Damaged|Passphrase|Allowed)\()"""
    r"""\(?\s*["']([a-z_]+)["']"""
)


def test_every_code_in_the_program_has_its_sentence():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "posture_app").rglob("*.py")]
    codes = {code for source in sources for code in CODES.findall(source)}

    assert {"too_far", "photo_missing", "no_view", "font_missing"} <= codes
    assert sorted(code for code in codes if f"problem.{code}" not in table("en")) == []


SENTENCES = sorted(key[8:] for key in table("en") if re.fullmatch(r"problem\.(?!with_)\w+", key))


@pytest.mark.parametrize("code", SENTENCES)
def test_a_problem_is_one_sentence_that_ends(code: str):
    for language in LANGUAGES:
        text = table(language)[f"problem.{code}"]
        assert text.endswith(".")
        assert len(re.findall(r"[.!?](?:\s|$)", text)) == (2 if code == "too_far" else 1)


@pytest.mark.parametrize(("language", "profile"), BOTH)
def test_every_enumeration_is_worded(language: str, profile: str):
    words = Words(language, profile)

    for why in NoValue:
        assert words.text(f"no_value.{why.value}")
    for reason in set(NoGrade) - {NoGrade.NO_VALUE}:
        assert words.text(f"not_graded.{reason.value}")
    for grade in ShownGrade:
        assert words.grade(grade)
    for source in LevelSource:
        assert words.level(CameraLevel(0.3, 0.1, source))
    other = [(Facing.FRONT, CameraLevel()), (Facing.BACK, CameraLevel.manual(1.0))]
    assert [words.facing(one) in said for (one, _), said in zip(other, words.levels(other), strict=True)] == [
        True,
        True,
    ]
    seen = [
        (one, CameraLevel(roll, 0.1, LevelSource.SCENE))
        for one, roll in zip(Facing, (1.0, 2.0, 3.0), strict=False)
    ]
    (sentence,) = words.levels(seen)
    assert all(words.facing(one).lower() in sentence for one, _ in seen)
    assert re.findall(r"\d\.\d", sentence) == ["1.0", "0.2", "2.0", "0.2", "3.0", "0.2"]
    assert words.levels(other[:1] * 2) == [words.level(CameraLevel())]
    for view in View:
        assert words.about_photo(view, "a.jpg", "x")
    assert words.letter("A") == "A"
    assert words.letter(NoLetter.TOO_FEW)


def test_every_source_of_the_shipped_norms_is_named():
    sources = {limits.source for limits in NORMS.limits.values()}
    sources |= {NORMS.letters.source, *(one.source for one in NORMS.references.values())}

    assert sorted(one for one in sources if f"source.{one}" not in table("en")) == []
    assert "J Clin Med 13:2149" in Words("en").source("oakley_2024")
    assert Words("en").source("Our clinic, 2027") == "Our clinic, 2027"


def test_limits_are_told_with_their_side_when_the_sides_differ():
    words = Words("en")

    def told(measure: str) -> tuple[str, ...]:
        return tuple(plain(one) for one in words.limits(measure, Unit.DEG, NORMS.limits[measure]))

    assert told("shoulder_tilt") == ("from 1.5°", "from 5°")
    assert told("body_lean") == ("forward from 5°, back from 1.5°", "forward from 8°, back from 4°")
    assert told("neck_inclination") == ("from 40°", "from 44.5°")


def test_the_headline_counts_and_names():
    words = Words("en")
    one = Headline(HeadlineKind.BORDERLINE, ("shoulder_tilt",), 0, 0, 4)
    two = Headline(HeadlineKind.RISK, ("head_tilt", "trunk_tilt"), 1, 2, 0)

    assert words.headline(one) == "One value at the border: shoulders"
    assert words.headline_rest(one) == (
        "Four other values are in the normal range. Small asymmetries are the rule, not the exception."
    )
    assert words.headline(two) == "Two values beyond the outer limit: head, trunk"
    assert words.headline_rest(two).startswith(
        "One more is in the caution range. Two more are at the border."
    )
    assert Words("ko").headline(one) == "경계에 있는 항목 1개: 어깨"


def test_dates_are_written_as_the_reader_writes_them():
    moment = datetime(2026, 11, 20, 9, 5)

    assert Words("en").when(moment) == "20 November 2026, 09:05"
    assert Words("ko").when(moment) == "2026년 11월 20일 09:05"


def test_a_label_in_a_photograph_is_the_bare_size():
    assert Words("en").short_value(finding("shoulder_tilt", -2.1)) == "2.1°"
    assert Words("en").short_value(finding("trunk_lean", 2.6, trust=MeasureClass.COARSE)) == "3°"
    assert Words("en").short_value(finding("shoulder_tilt", None)) == ""


def disagreeing() -> Assessment:
    seen = assessment(View.FRONT, View.BACK, shoulder_tilt=6.0)
    turned = analysis(View.BACK, keypoints_of(View.BACK), turned_deg=12.0)
    return assessment_of({View.FRONT: seen.views[View.FRONT], View.BACK: turned})


def test_a_disagreement_names_both_photographs_and_which_to_take_again():
    seen = disagreeing()
    (pair,) = report_of(seen).disagreements
    facings = report_of(seen).facings

    assert plain(Words("en").disagreement(pair, facings)) == (
        "Shoulders: two photographs differ by 6.0°, more than the error of measuring explains (1.6°): "
        "front left 6.0° higher ± 0.9°; back level (0.0° ± 1.2°). "
        "Take the back photograph again: the body was turned more in it."
    )
    assert "뒷면 사진에서 몸이 더 돌아가 있으니" in Words("ko").disagreement(pair, facings)
    assert plain(Words("en").disagreements((pair,), facings)) == (
        "One value differs between two photographs of one plane: shoulders. "
        "Take the back photograph again: the body was turned more in it."
    )


def test_the_machine_interface_tells_what_agrees_and_what_does_not():
    seen = disagreeing()
    written = as_dict(seen, Words("en"))["agreement"]
    by_id = {one["id"]: one for one in written}

    assert len(written) == len(seen.agreement) > 3
    assert by_id["trunk_tilt"]["agrees"] is True
    assert "text" not in by_id["trunk_tilt"]
    told = by_id["shoulder_tilt"]
    assert (told["views"], told["agrees"], told["retake"], told["why"]) == (
        ["front", "back"],
        False,
        "back",
        "turned",
    )
    assert told["difference"] == pytest.approx(6.0, abs=0.001)
