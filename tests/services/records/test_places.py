"""Where records are, and that a password never stays in what is kept of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import make_url

from posture_app.domain.errors import RecordProblem
from posture_app.services.records.places import server_address, split_password, with_password


@pytest.mark.parametrize(
    ("place", "bare", "password"),
    [
        ("/srv/records", "/srv/records", ""),
        ("C:\\records:a@b", "C:\\records:a@b", ""),
        ("postgresql://anna@server/records", "postgresql://anna@server/records", ""),
        ("postgresql://anna:secret@server:5432/r?x=1", "postgresql://anna@server:5432/r?x=1", "secret"),
        ("postgres://anna:a%2Fb%40c@server/r", "postgres://anna@server/r", "a/b@c"),
        ("postgresql://anna:a/b?c@d@server/r", "postgresql://anna@server/r", "a/b?c@d"),
        ("postgresql://server/r?password=secret", "postgresql://server/r", "secret"),
        ("postgresql://server/r?user=anna&password=a%26b&x=1", "postgresql://server/r?user=anna&x=1", "a&b"),
        ("postgresql:///r?host=%2Ftmp&sslpassword=s", "postgresql:///r?host=%2Ftmp", "s"),
    ],
)
def test_a_password_is_taken_out_of_a_place(place: str, bare: str, password: str) -> None:
    assert split_password(place) == (bare, password)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_password_of_any_letters_goes_in_and_comes_out(password: str) -> None:
    for place in ("postgresql://anna@server/r", "postgresql://server/r?user=anna", "postgresql:///r"):
        whole = with_password(place, password)
        assert split_password(whole) == (place, password)
        url = make_url(whole)
        assert (url.password or url.query["password"]) == password


def test_nothing_is_put_into_a_folder_or_where_there_is_no_password() -> None:
    assert with_password("/srv/records", "secret") == "/srv/records"
    assert with_password("postgresql://anna@server/r", "") == "postgresql://anna@server/r"


def test_an_address_is_read_as_it_was_typed() -> None:
    assert server_address(" postgresql://anna:secret@server/r ") == ("postgresql://anna@server/r", "secret")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "server",
        "/srv/records",
        "https://server/r",
        "postgresql://",
        "postgresql://a b/r",
        "postgres://x@y@z/r",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(RecordProblem, match="server_address"):
        server_address(text)
