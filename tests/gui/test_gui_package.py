from __future__ import annotations

import subprocess
import sys


def test_qt_gives_back_every_reference_to_none():
    """PySide6 6.12.0 keeps one at every call on Python before 3.12, until the interpreter aborts."""
    script = (
        "import sys\n"
        "from PySide6.QtCore import QPointF\n"
        "point = QPointF()\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(1000): point.setX(1.0)\n"
        "print(abs(sys.getrefcount(None) - before) < 100)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "True"), done.stderr
