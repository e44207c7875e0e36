"""Tokens for the next page."""

from __future__ import annotations

import pytest

from posture_app.services.serving.paging import VALID_S, BadToken, Pages, Place


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_token_leads_on_with_the_limit_it_was_made_with() -> None:
    pages = Pages(b"k" * 32, Clock())
    token = pages.token("groups 1", Place("my-group", 7))
    assert pages.place("groups 1", token) == Place("my-group", 7)
    assert token.isascii()
    assert not set(token) & set("+/=&?# ")


def test_a_token_is_of_one_list_only() -> None:
    pages = Pages(b"k" * 32, Clock())
    with pytest.raises(BadToken):
        pages.place("groups 2", pages.token("groups 1", Place("a", 1)))


def test_a_token_ends() -> None:
    clock = Clock()
    pages = Pages(b"k" * 32, clock)
    token = pages.token("x", Place("a", 1))
    clock.now += VALID_S
    assert pages.place("x", token) == Place("a", 1)
    clock.now += 1
    with pytest.raises(BadToken):
        pages.place("x", token)


@pytest.mark.parametrize("change", ["", "x", "!", "ü", "AAAA", "A" * 43, "A" * 44])
def test_what_is_no_token_is_refused(change: str) -> None:
    with pytest.raises(BadToken):
        Pages(b"k" * 32, Clock()).place("x", change)


def test_every_changed_character_is_noticed() -> None:
    pages = Pages(b"k" * 32, Clock())
    token = pages.token("x", Place("abc", 10))
    for at in range(len(token) - 1):  # the last one may hold bits that stand for nothing
        forged = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        with pytest.raises(BadToken):
            pages.place("x", forged)


def test_a_token_of_another_key_is_refused() -> None:
    token = Pages(b"a" * 32, Clock()).token("x", Place("a", 1))
    with pytest.raises(BadToken):
        Pages(b"b" * 32, Clock()).place("x", token)
