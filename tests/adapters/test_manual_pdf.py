"""The manual on paper."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from posture_app.adapters.manual_pdf import manual_pdf
from posture_app.adapters.manual_pdf.reading import column_widths
from posture_app.adapters.markdown_html import to_html
from posture_app.services.manual import Chapter


def read(*texts: str, picture: Path = Path()) -> PdfReader:
    """Set chapters named 1.md, 2.md, and read the pages back."""
    parts = [Chapter(f"{n}.md", "", text) for n, text in enumerate(texts, start=1)]
    return PdfReader(BytesIO(manual_pdf(parts, "Both", to_html, lambda _: picture)))


def words(pdf: PdfReader) -> list[str]:
    """Give the text of every page."""
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def test_every_chapter_begins_a_page_that_the_contents_name() -> None:
    pdf = read("# Alpha\n\n## Part\n\n설명", "# Beta\n\nText")
    contents, alpha, beta = words(pdf)
    assert "2 Alpha 2 Part 3 Beta" in contents  # numbers are set before what they belong to
    assert "Alpha Part 설명" in alpha
    assert "Beta Text" in beta
    assert beta.endswith("Both 3")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Both"


def test_bookmarks_and_links_lead_to_the_chapters() -> None:
    pdf = read("# Alpha\n\nSee [the other](2.md).", "# Beta\n\n## Part\n\nText")
    alpha, beta, parts = pdf.outline
    assert isinstance(parts, list)
    assert [one.title for one in (alpha, beta, *parts)] == ["Alpha", "Beta", "Part"]  # type: ignore[union-attr]
    assert pdf.get_destination_page_number(beta) == 2  # type: ignore[arg-type]
    (link,) = pdf.pages[1]["/Annots"]
    assert link.get_object()["/Dest"][0] == pdf.pages[2].indirect_reference


def test_no_heading_is_left_alone_at_the_foot_of_a_page() -> None:
    pages = [words(read("# Alpha\n\n" + "Line.\n\n" * lines + "## Part\n\nText")) for lines in range(20, 40)]
    assert {len(page) for page in pages} == {2, 3}
    assert all("Part Text" in page[-1] for page in pages)


def test_lists_tables_and_code_are_set() -> None:
    listed = "1. *one*\n2. **two** & `code`\n\n- dot"
    tabled = "| x | y |\n|---|---|\n| 1 | < |"
    (_, page) = words(read(f"# A\n\n{listed}\n\n{tabled}\n\n    run # 말\n    it"))
    assert page.startswith("A 1. one 2. two & code • dot x y 1 < run # 말 it")


def test_a_picture_stands_with_its_caption(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    Image.new("RGB", (200, 100)).save(file)
    pdf = read("# A\n\n![What it shows](a.jpg)", picture=file)
    assert len(pdf.pages[1].images) == 1
    assert "What it shows" in words(pdf)[1]


def test_columns_share_the_width_by_their_longest_text() -> None:
    narrow, wide = column_widths([["a", "aaaaaaaaaaaaaaaaaaaaaaaa"], ["aa", "a"]], 100.0)
    assert narrow + wide == pytest.approx(100.0)
    assert 10 < narrow < wide
