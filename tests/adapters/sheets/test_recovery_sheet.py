"""The recovery code on paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from posture_app.adapters.sheets.recovery_sheet import recovery_sheet
from posture_app.services.wording import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_it_opens_and_where(language: str) -> None:
    (page,) = PdfReader(BytesIO(recovery_sheet("ABCD-EFGH", "/clinic/records", Words(language)))).pages
    text = " ".join(page.extract_text().split())
    assert "ABCD-EFGH" in text
    assert "/clinic/records" in text
