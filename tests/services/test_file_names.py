"""Names that every system takes."""

from __future__ import annotations

import unicodedata

import pytest

from posture_app.services.file_names import DEVICES, MOST_CHARACTERS, as_written, file_stem


@pytest.mark.parametrize(
    ("code", "stem"),
    [
        ("P-0193", "P-0193"),
        ("김민수_2", "김민수_2"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("../../etc", "______etc"),
        ("K. Kim ", "K__Kim_"),
        ("CON", "_CON"),
        ("com1", "_com1"),
        ("LPT¹", "_LPT¹"),
        ("nul.", "nul_"),
        ("Console", "Console"),
    ],
)
def test_a_code_becomes_a_name_that_every_system_takes(code: str, stem: str) -> None:
    assert file_stem(code) == stem


def test_what_windows_keeps_for_itself_is_never_a_name() -> None:
    assert {file_stem(one.upper()) for one in DEVICES} == {f"_{one.upper()}" for one in DEVICES}


def test_a_long_code_fits_with_any_ending() -> None:
    stem = file_stem("한" * 500)
    assert stem == "한" * MOST_CHARACTERS
    assert len(f"{stem}-fhir-r4b.json".encode()) < 255


def test_letters_that_a_mac_took_apart_are_whole_again() -> None:
    apart = unicodedata.normalize("NFD", "김민수")
    assert len(apart) == 8
    assert as_written(apart) == file_stem(apart) == "김민수"
