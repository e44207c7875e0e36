"""No text of the window is left untranslated, and what was compiled is what was written."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "translations.py"
spec = importlib.util.spec_from_file_location("translations", TOOL)
assert spec is not None
assert spec.loader is not None
translations = importlib.util.module_from_spec(spec)
spec.loader.exec_module(translations)


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_text_is_translated_and_compiled(language: str) -> None:
    assert translations.check(language) == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_a_translation_keeps_the_facts_of_its_text(language: str) -> None:
    import re

    for _, source, text, _ in translations.messages(translations.ts_file(language)):
        if text:
            assert sorted(re.findall(r"{\w+}", source)) == sorted(re.findall(r"{\w+}", text)), source
