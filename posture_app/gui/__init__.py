"""The desktop application: windows, pages, and widgets, by Qt."""

import ctypes
import sys

_PLENTY = 1 << 60


def _keep_none_alive() -> None:
    """Keep Python 3.11 and older from running out of references to None.

    PySide6 6.12 gives back None as newer Pythons do, where it needs no counting; so each call of a method
    without a result takes one reference away, and after some thousand calls the interpreter aborts
    ("none_dealloc: deallocating None").
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython" and sys.maxsize > _PLENTY:
        count = ctypes.c_ssize_t.from_address(id(None))
        if count.value < _PLENTY // 2:
            count.value += _PLENTY


_keep_none_alive()
