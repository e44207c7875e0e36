"""The clinic's logo: what can be one, and that the kept copy needs nothing of the file it came from."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from posture_app.adapters.logo_file import LogoFile
from posture_app.adapters.pdf_report.writer import PdfReport
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.views import View
from posture_app.services.letterhead import letterhead
from posture_app.services.wording import Words
from tests.assessments import assessment, frames_of

pytestmark = pytest.mark.usefixtures("moved_like_windows")


def picture(path: Path, size: tuple[int, int] = (400, 100), mode: str = "RGBA", colour: object = 0) -> Path:
    Image.new(mode, size, colour).save(path)  # type: ignore[arg-type]
    return path


@pytest.fixture
def keeper(tmp_path: Path) -> LogoFile:
    return LogoFile(tmp_path / "data" / "own")


def test_the_copy_outlives_the_file_and_transparency_becomes_paper(keeper: LogoFile, tmp_path: Path) -> None:
    source = picture(tmp_path / "mark.png")  # black, and wholly transparent
    kept = keeper.keep(source)
    source.unlink()
    read = keeper.read(kept)
    assert read is not None
    with Image.open(io.BytesIO(read)) as image:
        assert image.mode == "RGB"
        assert image.getpixel((5, 5)) == (255, 255, 255)
    assert letterhead("Riverside", kept, keeper).logo == read


def test_another_logo_takes_the_place_of_the_first(keeper: LogoFile, tmp_path: Path) -> None:
    first = keeper.keep(picture(tmp_path / "a.png"))
    second = keeper.keep(picture(tmp_path / "b.jpg", mode="RGB", colour=(200, 10, 10)))
    assert first != second
    assert [one.name for one in keeper.folder.iterdir()] == [second.name]


def test_a_large_one_is_kept_small(keeper: LogoFile, tmp_path: Path) -> None:
    kept = keeper.keep(picture(tmp_path / "large.png", (4000, 1000), "L"))
    with Image.open(kept) as image:
        assert image.size == (1600, 400)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("note.png", b"no picture at all", "logo_unreadable"),
        ("empty.png", b"", "logo_unreadable"),
        ("vector.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo_unreadable"),
        ("huge.png", b"\x89PNG" + bytes(10 * 1024 * 1024), "logo_too_large"),
    ],
)
def test_what_cannot_be_a_logo_is_told_and_leaves_the_old_one(
    keeper: LogoFile, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    old = keeper.keep(picture(tmp_path / "old.png"))
    (tmp_path / name).write_bytes(data)
    with pytest.raises(EnvironmentProblem) as told:
        keeper.keep(tmp_path / name)
    assert told.value.code == code
    assert keeper.read(old) is not None


def test_sizes_that_print_badly_are_told(keeper: LogoFile, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="logo_too_small"):
        keeper.keep(picture(tmp_path / "thin.png", (400, 40)))
    with pytest.raises(EnvironmentProblem, match="logo_too_large"):
        keeper.keep(picture(tmp_path / "wide.png", (8000, 5001), "L"))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EnvironmentProblem, match="logo_unwritable"):
        LogoFile(tmp_path / "file" / "own").keep(picture(tmp_path / "a.png"))


def test_a_logo_that_is_gone_leaves_the_name(keeper: LogoFile, tmp_path: Path) -> None:
    head = letterhead("Riverside", tmp_path / "gone.png", keeper)
    assert (head.clinic, head.logo) == ("Riverside", None)


def test_the_logo_stands_on_the_first_page_only_beside_the_clinics_name(
    keeper: LogoFile, tmp_path: Path
) -> None:
    logo = keeper.read(keeper.keep(picture(tmp_path / "red.png", (300, 60), "RGB", (200, 10, 10))))
    seen = assessment(View.FRONT)

    def pictures(own: bytes | None) -> list[int]:
        data = PdfReport(Words("en"), "Riverside", own).write(seen, frames_of(seen))
        pages = PdfReader(io.BytesIO(data)).pages
        assert "Riverside" in pages[0].extract_text()
        return [len(page.images) for page in pages]

    plain, with_logo = pictures(None), pictures(logo)
    assert with_logo == [plain[0] + 1, *plain[1:]]
