"""Flip every sign in the measuring code, one at a time, and see a test fail each time.

    python tools/mutate_signs.py [--list]

Mutates copies, never the checkout: a negation is dropped, a subtraction's sides are exchanged, a +1 and a -1
trade places, a sign factor (`towards`, `forward`, `left_towards`, `outwards`) is dropped, an
`abs` is dropped, a comparison of positions is turned round. Exit code 0 when every mutant is caught.
"""

from __future__ import annotations

import argparse
import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
DOMAIN = ROOT / "posture_app" / "domain"
FILES = (
    "geometry.py",
    "body.py",
    "measures.py",
    "views.py",
    "keypoints.py",
    "grading.py",
    "face.py",
    "subject.py",
    "shoulders.py",
    "head.py",
    "perspective.py",
    "agreement.py",
)
TESTS = (
    "tests/domain/test_signs.py",
    "tests/domain/test_views.py",
    "tests/domain/test_grading.py",
    "tests/domain/test_quality.py",
    "tests/domain/test_face.py",
    "tests/domain/test_shoulders.py",
    "tests/domain/test_head.py",
    "tests/domain/test_perspective.py",
    "tests/domain/test_agreement.py",
    "tests/domain/test_placed_points.py",
    "tests/services/assessing/test_assess.py",
)
SIGN_FACTORS = frozenset({"towards", "forward", "left_towards", "outwards"})


@dataclass(frozen=True)
class Mutant:
    """One flipped sign: where it stands and the whole mutated source."""

    file: str
    line: int
    what: str
    source: str


class _Flip(ast.NodeTransformer):
    """Flips the n-th sign it meets; `met` counts all of them."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.met = wanted, -1
        self.line, self.what = 0, ""

    def _is_it(self, node: ast.expr, what: str) -> bool:
        self.met += 1
        if self.met != self.wanted:
            return False
        self.line, self.what = node.lineno, f"{what}: {ast.unparse(node)}"
        return True

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        one = isinstance(node.operand, ast.Constant) and node.operand.value in (1, 1.0)
        if isinstance(node.op, ast.USub) and self._is_it(node, "negation dropped"):
            return node.operand
        if isinstance(node.op, ast.UAdd) and one and self._is_it(node, "+1 becomes -1"):
            return ast.UnaryOp(ast.USub(), node.operand)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.op, ast.Sub) and self._is_it(node, "sides exchanged"):
            return ast.BinOp(node.right, ast.Sub(), node.left)
        if isinstance(node.op, ast.Mult):
            for side, other in ((node.right, node.left), (node.left, node.right)):
                if _name(side) in SIGN_FACTORS and self._is_it(node, "sign factor dropped"):
                    return other
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if _name(node.func) == "abs" and isinstance(node.args[0], ast.BinOp):
            # The sides of a difference whose size is taken may be exchanged: that changes nothing.
            self.generic_visit(node.args[0])
        else:
            self.generic_visit(node)
        if _name(node.func) == "abs" and self._is_it(node, "abs dropped"):
            return node.args[0]
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        turned = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}
        if (
            len(node.ops) == 1
            and type(node.ops[0]) in turned
            and self._is_it(node, "comparison turned round")
        ):
            return ast.Compare(node.left, [turned[type(node.ops[0])]()], node.comparators)
        return node


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def mutants() -> Iterator[Mutant]:
    """Give every mutant of every file."""
    for file in FILES:
        source = (DOMAIN / file).read_text(encoding="utf-8")
        count = 0
        while True:
            flip = _Flip(count)
            tree = flip.visit(ast.parse(source))
            if not flip.what:
                break
            yield Mutant(file, flip.line, flip.what, ast.unparse(ast.fix_missing_locations(tree)))
            count += 1


def is_caught(mutant: Mutant, checkout: Path) -> bool:
    """Tell whether the tests fail on the mutant."""
    target = checkout / "posture_app" / "domain" / mutant.file
    original = target.read_text(encoding="utf-8")
    target.write_text(mutant.source, encoding="utf-8")
    command = [
        sys.executable,
        "-B",
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:pytestqt",
        *TESTS,
    ]
    try:
        done = subprocess.run(command, cwd=checkout, capture_output=True, encoding="utf-8", check=False)
    finally:
        target.write_text(original, encoding="utf-8")
    if done.returncode not in (0, 1, 2):  # 1: a test failed; 2: the mutant cannot even be imported
        raise RuntimeError(f"pytest could not run on {mutant}:\n{done.stdout}{done.stderr}")
    return done.returncode != 0


def main() -> int:
    """Try every mutant on two copies side by side; give the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--list", action="store_true", help="only list the signs")
    listed = parser.parse_args().list
    found = list(mutants())
    if listed:
        for mutant in found:
            print(f"{mutant.file}:{mutant.line}  {mutant.what}")
        return 0
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        copies = [Path(folder) / str(i) for i in range(2)]
        for copy in copies:
            for part in ("posture_app", "tests", "resources/norms", "resources/i18n"):
                shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copy(ROOT / "pyproject.toml", copy)
        halves = [pool.submit(_survivors, found[i::2], copies[i]) for i in range(2)]
        survivors = [mutant for half in halves for mutant in half.result()]
    for mutant in survivors:
        print(f"NOT CAUGHT  {mutant.file}:{mutant.line}  {mutant.what}")
    print(f"{len(found) - len(survivors)} of {len(found)} flipped signs make a test fail")
    return 1 if survivors else 0


def _survivors(some: list[Mutant], checkout: Path) -> list[Mutant]:
    return [mutant for mutant in some if not is_caught(mutant, checkout)]


if __name__ == "__main__":
    sys.exit(main())
