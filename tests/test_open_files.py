"""The fixture that lets nothing be moved which is open sees what it is there for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.usefixtures("moved_like_windows"),
    pytest.mark.skipif(sys.platform == "darwin", reason="the system tells nobody what is open"),
]


def test_what_is_open_stays_where_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    whole, other = folder / "whole", tmp_path / "other"
    whole.write_bytes(b"1")
    other.write_bytes(b"2")
    with whole.open("rb"):
        for deed in (
            whole.unlink,
            lambda: whole.replace(other),
            lambda: other.replace(whole),
            lambda: folder.rename(tmp_path / "elsewhere"),
        ):
            with pytest.raises(PermissionError):
                deed()
    assert (whole.read_bytes(), other.read_bytes()) == (b"1", b"2")
    other.replace(whole)
    assert whole.read_bytes() == b"2"
