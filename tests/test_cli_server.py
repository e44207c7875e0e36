"""The server's commands: callers' keys, and everything that keeps it from starting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from posture_app.app import make_program
from posture_app.cli import run
from posture_app.server.serving import Place, listener_for


def test_keys_are_made_listed_and_removed(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    def keys(*arguments: str) -> tuple[int, str]:
        code = run(["keys", *arguments, "--data", str(tmp_path)], make_program())
        return code, capfd.readouterr().out

    assert keys("list") == (0, "Nobody may call the server yet.\n")
    code, said = keys("add", "remo", "--email", "a@b.c", "--credit", "7")
    made = json.loads(said)
    assert (code, list(made)) == (0, ["Email", "UserKey", "APIKey", "credit"])
    assert (made["Email"], made["credit"]) == ("a@b.c", 7)
    assert list(json.loads(keys("add", "nhn")[1])) == ["appKey", "secretKey"]
    assert list(json.loads(keys("add", "kakao")[1])) == ["REST_API_KEY"]

    listed = keys("list")[1]
    lines = [line.split("\t") for line in listed.splitlines()]
    assert [(line[0], line[1], *line[3:]) for line in lines] == [
        ("1", "remo", "a@b.c", "7"),
        ("2", "nhn", "–", "–"),
        ("3", "kakao", "–", "–"),
    ]
    assert not [secret for secret in (made["UserKey"], made["APIKey"]) if secret in listed]
    assert keys("remove", "2") == (0, "Credentials number 2 were removed.\n")
    assert keys("remove", "2")[0] == 2
    assert len(keys("list")[1].splitlines()) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["keys", "add", "nhn", "--email", "a@b.c"],
        ["keys", "add", "kakao", "--credit", "1"],
        ["keys", "add", "remo", "--credit", "-1"],
        ["serve", "--port", "70000"],
        ["serve", "--port", "-1"],
        ["serve", "--workers", "0"],
        ["serve", "--max-body", "0"],
        ["serve", "--host", "0.0.0.0"],
        ["serve", "--tls-cert", "cert.pem"],
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    arguments: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    assert run([*arguments, "--data", str(tmp_path)], make_program()) == 2
    said = capfd.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    with listener_for(Place("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["serve", "--data", str(tmp_path), "--port", port], make_program()) == 5
    said = capfd.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert port in said.err


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    (tmp_path / "file").touch()
    assert run(["keys", "list", "--data", str(tmp_path / "file" / "data")], make_program()) == 5
    assert len(capfd.readouterr().err.splitlines()) == 1
