"""The tree as the other systems see it: what they cannot import, read, or check out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("posture_app", "installer", "tools", "benchmarks")
SOURCES = [ROOT / "run.py", *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))]
KEPT = (*ROOMS, "tests", "resources", ".github", ".ci")

OF_SOME_SYSTEMS = {
    *("fcntl", "termios", "tty", "pty", "resource", "pwd", "grp", "posix", "syslog", "readline", "curses"),
    *("msvcrt", "winreg", "winsound", "nt", "_winapi"),
}
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
"""Names that Windows keeps for itself, whatever their ending."""
LONGEST = 160
"""Characters from the checkout's folder on: Windows stops at 260 with it."""


def sources_with(words: re.Pattern[str]) -> Iterator[tuple[str, ast.Module]]:
    """The modules in which something stands, parsed; the others need no closer look."""
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if words.search(text):
            yield name_of(path), ast.parse(text)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- imports ------------------------------------------------------------------------------------------


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def asks_for_the_system(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "sys.platform" in ast.unparse(node.test)


def unguarded(tree: ast.AST) -> set[str]:
    """What is imported without a look at the system around it."""
    if asks_for_the_system(tree):
        return set()
    found = set(imports(tree)) if isinstance(tree, (ast.Import, ast.ImportFrom)) else set()
    return found.union(*(unguarded(child) for child in ast.iter_child_nodes(tree)))


def test_what_some_systems_do_not_have_is_imported_only_where_it_is() -> None:
    named = re.compile(r"import\s+(" + "|".join(sorted(OF_SOME_SYSTEMS)) + r")\b|from\s+\w+\s+import")
    found = {name: unguarded(tree) & OF_SOME_SYSTEMS for name, tree in sources_with(named)}
    assert {name: modules for name, modules in found.items() if modules} == {}


def test_an_import_without_a_look_at_the_system_is_seen() -> None:
    inside = "if sys.platform == 'win32':\n    import msvcrt\nelse:\n    import fcntl\n"
    assert unguarded(ast.parse(inside)) == set()
    assert unguarded(ast.parse("def lock():\n    import fcntl\n")) == {"fcntl"}
    assert unguarded(ast.parse("from resource import getrusage")) == {"resource"}


# --- text ---------------------------------------------------------------------------------------------


def says_encoding(call: ast.Call) -> bool:
    return any(word.arg == "encoding" for word in call.keywords)


def mode_of(call: ast.Call) -> str | None:
    """The mode of something opened, None where a call opens no file by a mode."""
    texts = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return next((text for text in texts if text and set(text) <= set("rwaxbt+")), None)


def opens_text(call: ast.Call) -> bool:
    """Whether a call reads or writes text in whatever encoding this machine happens to like."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("read_text", "write_text"):
        return len(call.args) < (1 if name == "read_text" else 2) and not says_encoding(call)
    if name in ("open", "fdopen", "NamedTemporaryFile"):
        mode = mode_of(call)
        return mode is not None and "b" not in mode and not says_encoding(call)
    as_text = any(word.arg in ("text", "universal_newlines") for word in call.keywords)
    return name in ("run", "Popen", "check_output") and as_text and not says_encoding(call)


def opened(tree: ast.AST) -> list[int]:
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and opens_text(node)]


def test_text_is_read_and_written_in_a_named_encoding() -> None:
    named = re.compile(r"_text\(|open\(|TemporaryFile\(|text=|universal_newlines=")
    found = {name: opened(tree) for name, tree in sources_with(named)}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_text_without_an_encoding_is_seen() -> None:
    bad = "p.read_text()\np.write_text(x)\nopen(p, 'w')\np.open('r')\nsubprocess.run(c, text=True)\n"
    good = "p.read_text('utf-8')\np.write_text(x, encoding='utf-8')\nopen(p, 'wb')\np.open()\nrun(c)\n"
    assert opened(ast.parse(bad)) == [1, 2, 3, 4, 5]
    assert opened(ast.parse(good)) == []


# --- names --------------------------------------------------------------------------------------------


def tree() -> list[Path]:
    """Every file and folder that is part of the project."""
    inside = [path for room in KEPT for path in (ROOT / room).rglob("*") if "__pycache__" not in path.parts]
    return [*inside, *(path for path in ROOT.iterdir() if path.is_file())]


def test_every_name_can_be_checked_out_on_windows_and_on_a_mac() -> None:
    for path in tree():
        name = path.name
        assert name.partition(".")[0].lower() not in DEVICES, name_of(path)
        assert not set(name) & set('<>:"|?*\\'), name_of(path)
        assert name == name.rstrip(". "), name_of(path)
        assert len(name_of(path)) <= LONGEST, name_of(path)


def test_no_two_names_differ_only_by_their_capitals() -> None:
    names = [name_of(path).casefold() for path in tree()]
    assert len(names) == len(set(names))
