"""The manual's chapters, and that they speak of what is there."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from posture_app.adapters.markdown_html import to_html
from posture_app.app import make_program
from posture_app.cli import run
from posture_app.services.manual import Chapter, chapters, picture, whole_page, with_pictures
from posture_app.services.resources import resource
from posture_app.services.wording import LANGUAGES

UI_NAME = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def words_of_the_window(language: str) -> set[str]:
    """Give every text of the window in a language."""
    wanted, file = ("source", "ko") if language == "en" else ("translation", language)
    tree = ET.parse(resource("i18n", f"posture_{file}.ts"))
    return {one.findtext(wanted) or "" for one in tree.iter("message")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_set_bold_is_the_name_of_something_in_the_window(language: str) -> None:
    known = {text.split(":")[0] for text in words_of_the_window(language)}
    named = {" ".join(name.split()) for part in chapters(language) for name in UI_NAME.findall(part.markdown)}
    assert len(named) > 8
    assert named - known == set()


CODE = re.compile(r"`[^`]+`|^    .*$", re.MULTILINE)
QUOTED = re.compile(r'"(.+?)"', re.DOTALL)


def sentences(language: str) -> list[str]:
    """Give everything that the program says, in the window and elsewhere."""
    table: dict[str, str] = json.loads(resource("i18n", f"{language}.json").read_text(encoding="utf-8"))
    return [*words_of_the_window(language), *table.values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_quotation_marks_is_said_by_the_program(language: str) -> None:
    """Where the manual leaves something out of a sentence, it writes three dots."""
    said = sentences(language)
    quoted = {
        " ".join(text.split())
        for part in chapters(language)
        for text in QUOTED.findall(CODE.sub("", part.markdown))
        if text != "…"  # the menu of that name
    }
    assert len(quoted) > 15
    for text in quoted:
        pieces = [re.escape(piece.strip()) for piece in text.split("…")]
        assert any(re.search(".*".join(pieces), sentence) for sentence in said), text


AFTER_A_NAME = re.compile(r"([가-힣])(?:\*\*|[\"`])(을|를|은|는|이|가|과|와|으로|로)(?=[ ,.\n])")


def fits(last: str, particle: str) -> bool:
    """Tell whether a particle may follow a word that ends in this syllable."""
    final = (ord(last) - ord("가")) % 28  # its final consonant's place in the alphabet, 0 without one
    if particle in ("으로", "로"):
        return (particle == "으로") == (final not in (0, 8))  # 8 is ㄹ
    return (particle in "을은이과") == (final > 0)


def test_korean_particles_fit_the_names_they_follow() -> None:
    found = [pair for part in chapters("ko") for pair in AFTER_A_NAME.findall(part.markdown)]
    assert len(found) > 30
    assert [last + particle for last, particle in found if not fits(last, particle)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mark_of_markdown_is_left_over(language: str) -> None:
    for part in chapters(language):
        shown = re.sub(r"<(code|pre).*?</\1>", "", to_html(part.markdown), flags=re.DOTALL)
        assert "*" not in shown, part.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_to_chapters(language: str) -> None:
    names = {part.name for part in chapters(language)}
    linked = {
        link for part in chapters(language) for link in re.findall(r"(?<!!)\[.*?\]\((.*?)\)", part.markdown)
    }
    assert linked
    assert linked <= names


def test_every_language_has_the_same_chapters_with_the_same_parts() -> None:
    def shape(language: str) -> list[tuple[str, int, int]]:
        return [
            (one.name, one.markdown.count("\n## "), one.markdown.count("\n|")) for one in chapters(language)
        ]

    assert all(shape(language) == shape("en") for language in LANGUAGES)
    assert len(shape("en")) == 9


def test_the_whole_page_joins_the_chapters_and_their_links() -> None:
    parts = (
        Chapter("1-a.md", "A", "# A\n\n[to B](2-b.md)"),
        Chapter("2-b.md", "B", "# B\n\n| x |\n|---|\n| <b> |"),
    )
    page = whole_page("en", "Both", parts, to_html, "")
    assert '<a href="#2-b.md">to B</a>' in page
    assert '<section id="2-b.md">' in page
    assert "<td>&lt;b&gt;</td>" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_there_in_every_language(language: str) -> None:
    named = [name for part in chapters(language) for name in re.findall(r"!\[.+?\]\((.+?)\)", part.markdown)]
    assert sorted(named) == ["capture.jpg", "results.jpg", "review.jpg", "room.jpg"]
    for name in named:
        assert picture(language, name).read_bytes()[:2] == b"\xff\xd8"


def test_a_picture_gets_its_address_and_width_and_none_that_is_elsewhere() -> None:
    html = '<img src="a.jpg" alt="x"><img src="https://example.org/b.jpg">'
    made = with_pictures(html, lambda name: f"kept/{name}", 300)
    assert made == '<img src="kept/a.jpg" width="300" alt="x"><img src="https://example.org/b.jpg">'


COMMANDS = re.compile(r"posture-app ([a-z]+)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_it_names_are_there(language: str) -> None:
    named = {
        name
        for part in chapters(language)
        for code in CODE.findall(part.markdown)
        for name in COMMANDS.findall(code)
    }
    assert {"doctor", "export", "batch"} <= named
    for name in named:
        with pytest.raises(SystemExit) as left:
            run([name, "--help"], make_program())
        assert left.value.code == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_says_to_type_is_understood(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    typed = {
        tuple(line.split()[1:])
        for part in chapters(language)
        for line in re.findall(r"^    (posture-app .+)$", part.markdown, re.MULTILINE)
    }
    assert len(typed) > 6
    for wanted in typed:
        names = [word for word in wanted if re.fullmatch("[a-z]+", word)]
        depth = 2 if names[:1] == ["keys"] else 1
        with pytest.raises(SystemExit):
            run([*names[:depth], "--help"], make_program())
        known = capsys.readouterr().out
        options = [word for word in wanted if word.startswith("-")]
        assert [one for one in options if one not in known] == [], wanted


def test_the_kiosk_service_starts_the_program_that_the_package_installs() -> None:
    root = Path(__file__).resolve().parents[2]
    service = (root / "installer/linux/posture-kiosk.service").read_text(encoding="utf-8")
    assert "ExecStart=/opt/posture-app/posture-app --kiosk\n" in service
