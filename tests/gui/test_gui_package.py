from __future__ import annotations

import subprocess
import sys


def test_none_outlives_any_number_of_calls_into_qt():
    """PySide6 6.12 on Python 3.11 takes a reference to None with every call; unmended this aborts."""
    script = (
        "import posture_app.gui\n"
        "from PySide6.QtCore import QPointF\n"
        "point = QPointF()\n"
        "for _ in range(100_000): point.setX(1.0)\n"
        "print('alive')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
