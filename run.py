#!/usr/bin/env python3
"""Start posture-app from a checkout: `python run.py`, its tests: `python run.py test`.

`python run.py bench [NAME]` runs a benchmark; anything else (`python run.py assess …`) is handed on
to the program as it stands.  The first start makes `.venv` beside this file and fills it with what
`requirements.lock` pins; later starts only compare the lock with the stamp that was left there.
Standard library only.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from pathlib import Path

TYPE_CHECKING = False  # typing itself costs milliseconds at every start
if TYPE_CHECKING:
    from typing import NoReturn

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / ".posture-lock"  # the lock's hash, written when everything is in place
UNDERWAY = VENV / ".posture-installing"  # lies there while packages are being installed
TRIED = VENV / ".posture-libraries"  # which of the system's libraries apt-get was asked for

OLDEST, NEWEST = (3, 10), (3, 12)
EXIT_USAGE, EXIT_ENVIRONMENT, EXIT_INTERRUPTED = 2, 5, 130

# Debian's package -> the library to look for.  The wheels of PySide6 and OpenCV need the first
# group wherever they run, the second for a window on X11 and for the names of cameras.
LIBRARIES = {
    "libglib2.0-0": "libgthread-2.0.so.0",
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxrandr2": "libXrandr.so.2",
    "libpulse0": "libpulse.so.0",
}
# Debian's package -> its command: a screen in memory, hands for it, and a database server for the tests.
SCREEN = {"xvfb": "Xvfb", "xdotool": "xdotool", "postgresql": "pg_createcluster"}
RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}  # Debian 13, Ubuntu 24.04

# Checks before the tests, so that pytest has the last word. What the code does on the other systems is
# checked here too; each keeps a cache of its own, for mypy throws away what it knows of another system.
SYSTEMS = ("linux", "win32", "darwin")
CHECKS = (
    ("ruff", ["-m", "ruff", "check"]),
    *(
        (f"mypy for {system}", ["-m", "mypy", "--platform", system, "--cache-dir", f".mypy_cache/{system}"])
        for system in SYSTEMS
    ),
    ("lint-imports", ["-c", "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])"]),
)


def main(arguments: list[str]) -> int:
    """Make the environment ready, then run what was asked for; answer its exit code."""
    fingerprint = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not ready(fingerprint):
        with one_at_a_time():
            if not ready(fingerprint):  # another start may have done it while we waited
                prepare(fingerprint)
    testing = arguments[:1] == ["test"]
    offer_libraries(testing)
    if testing:
        return test(arguments[1:])
    if arguments[:1] == ["bench"]:
        return bench(arguments[1:])
    return become(["-m", "posture_app", *arguments])


def say(text: str) -> None:
    """Tell the person at the desk; standard output stays the program's."""
    print(text, file=sys.stderr, flush=True)


def give_up(text: str, code: int = EXIT_ENVIRONMENT) -> NoReturn:
    """Say why in one line and leave with `code`."""
    say("run.py: " + text)
    raise SystemExit(code)


# --- running -------------------------------------------------------------------------------


def venv_python() -> Path:
    """The environment's own interpreter, whether or not it is there."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def surroundings() -> dict[str, str]:
    """The variables for the program: our code can be imported from any folder, and only ours."""
    env = dict(os.environ)
    env.pop("PYTHONHOME", None)
    env["PYTHONPATH"] = str(ROOT)
    env["PYTHONSAFEPATH"] = "1"  # a random.py in the folder of the photos is not ours
    env.setdefault("PYTHONUTF8", "1")  # a Windows console or pipe would refuse Hangul
    return env


def become(command: list[str]) -> int:
    """Run the environment's Python in our place, so that signals and exit code are its own."""
    python, env = str(venv_python()), surroundings()
    command = [python, *command]
    sys.stdout.flush()
    return outlive(command, env) if sys.platform == "win32" else os.execve(python, command, env)


def outlive(command: list[str], env: dict[str, str]) -> int:
    """Run a program and wait until it has ended, whatever is pressed meanwhile; give its exit code."""
    import subprocess

    child = subprocess.Popen(command, env=env)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the child got it too and ends in its own way
            continue


def test(arguments: list[str]) -> int:
    """Run the tests; without arguments the other checks come first, and the tests run on all cores.

    0 only when all agree.
    """
    os.chdir(ROOT)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    pytest = ["-m", "pytest", *arguments]
    if arguments:
        return become(pytest)
    import subprocess

    python, env = str(venv_python()), surroundings()
    failed = [name for name, check in CHECKS if subprocess.call([python, *check], env=env) != 0]
    if failed:
        say("run.py: not in order: " + ", ".join(failed))
    # A file's tests stay on one core, with what they share; files go out in the order of tests/conftest.py.
    spread = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
    return subprocess.call([python, *pytest, *spread], env=env) or int(bool(failed))


def bench(arguments: list[str]) -> int:
    """Run one benchmark by name; without a name, the one that gives the figures of the whole."""
    if not arguments or arguments[0].startswith("-"):
        arguments = ["overall", *arguments]
    files = (ROOT / "benchmarks").glob("*.py")
    names = sorted(path.stem for path in files if "def main(" in path.read_text("utf-8"))
    if arguments[0] not in names:
        give_up("say which benchmark: python run.py bench " + "|".join(names), EXIT_USAGE)
    return become([str(ROOT / "benchmarks" / (arguments[0] + ".py")), *arguments[1:]])


# --- the environment -----------------------------------------------------------------------


def ready(fingerprint: str) -> bool:
    """Whether `.venv` holds exactly this lock; a few file reads."""
    try:
        stamped = STAMP.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return False
    return stamped == fingerprint and venv_python().exists()


def prepare(fingerprint: str) -> None:
    """Make or mend `.venv`; the stamp is written last, so that a broken-off start begins anew."""
    uv = find_uv()
    if UNDERWAY.exists() or not usable(venv_python()):
        make_venv(uv)
    UNDERWAY.touch()
    say("Installing the packages of requirements.lock (about 1.6 GB on the disk, once) …")
    done = (uv is not None and uv_sync(uv)) or pip_sync()
    UNDERWAY.unlink()
    if not done:
        give_up("the packages could not be installed (see above); to begin anew, delete .venv and try again")
    half = STAMP.with_suffix(".new")
    half.write_text(fingerprint, "ascii")
    half.replace(STAMP)


def make_venv(uv: str | None) -> None:
    """Replace whatever is at `.venv` by an empty environment."""
    own = sys.executable if OLDEST <= sys.version_info[:2] <= NEWEST else None
    python = own or find_python()
    if python is None and uv is None:
        too_old_or_new()
    say("Making .venv …")
    remove_venv()
    if uv and quietly([uv, "venv", "--quiet", "--python", python or "3.12", str(VENV)]):
        return
    if python is None:  # uv would have had to fetch one
        too_old_or_new()
    if on_debian() and not silent([python, "-c", "import ensurepip"]):
        install_packages(["python3-venv"])  # Debian splits it off
    if not quietly([python, "-m", "venv", str(VENV)]):
        give_up(f"{python} could not make .venv (see above)")


def too_old_or_new() -> NoReturn:
    """Say which Python is needed."""
    seen = ".".join(map(str, sys.version_info[:3]))
    give_up(
        f"Python 3.10, 3.11 or 3.12 is needed, this is {seen}: install one of them, or uv, and try again",
        EXIT_USAGE,
    )


def remove_venv() -> None:
    """Clear the place of the environment, whatever lies there."""
    import shutil

    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(str(VENV))


def find_uv() -> str | None:
    """uv, if it is on the PATH and runs."""
    import shutil

    uv = shutil.which("uv")
    return uv if uv and silent([uv, "--version"]) else None


def find_python() -> str | None:
    """A fitting Python on the PATH that really starts (version managers leave shims that do not)."""
    import shutil

    found = (shutil.which(f"python3.{minor}") for minor in range(NEWEST[1], OLDEST[1] - 1, -1))
    return next((python for python in found if python and usable(Path(python))), None)


def usable(python: Path) -> bool:
    """Whether this interpreter starts and is of a version we can use."""
    question = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    return silent([str(python), "-c", question])


def uv_sync(uv: str) -> bool:
    """Bring the environment to the lock with uv."""
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    # Unlike pip, uv leaves the modules uncompiled; where they may not be written later, every start would
    # compile them anew: numpy alone takes 0.27 instead of 0.09 s.
    how = ["--require-hashes", "--compile-bytecode"]
    return quietly([uv, "pip", "sync", *quiet, *how, "--python", str(venv_python()), str(LOCK)])


def pip_sync() -> bool:
    """Bring the environment to the lock with pip: install what is pinned, remove what is not."""
    python = str(venv_python())
    if not (silent([python, "-m", "pip", "--version"]) or silent([python, "-m", "ensurepip"])):
        make_venv(None)  # it was made without pip, by uv or a virtualenv of that kind
        UNDERWAY.touch()
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    # First what goes: a package may leave its files' places to another, as one cv2 to the next.
    strangers = installed(python) - pinned() - {"pip", "setuptools", "wheel"}
    if strangers and not quietly([*pip, "uninstall", "--yes", *sorted(strangers)]):
        return False
    return quietly([*pip, "install", "--no-deps", "--require-hashes", "-r", str(LOCK)])


def pinned() -> set[str]:
    """The names in the lock, as package indexes spell them."""
    return {plain(line.split("==")[0]) for line in LOCK.read_text("utf-8").splitlines() if "==" in line[:60]}


def installed(python: str) -> set[str]:
    """The names of the packages this interpreter sees."""
    import subprocess

    question = "from importlib.metadata import distributions as d; print(*[p.metadata['Name'] for p in d()])"
    return set(map(plain, subprocess.check_output([python, "-I", "-c", question]).decode("ascii").split()))


def plain(name: str) -> str:
    """One spelling for the many a package name may have."""
    return name.strip().lower().replace("_", "-").replace(".", "-")


class one_at_a_time:  # noqa: N801 - used like a function
    """Let a second start wait while a first one installs; the system lifts the lock if it dies."""

    def __enter__(self) -> None:
        self.file = Path(__file__).open("rb")  # any file will do that is there and stays
        try:
            self._lock()
        except OSError:
            say("Could not wait for another start of run.py; going on.")

    def _lock(self) -> None:
        if sys.platform == "win32":
            import msvcrt

            self.file.seek(1 << 30)  # beyond the end: nobody else is kept from reading
            locked = False
            while not locked:
                try:
                    msvcrt.locking(self.file.fileno(), msvcrt.LK_LOCK, 1)
                    locked = True
                except OSError as error:
                    if error.errno != errno.EDEADLK:  # ten seconds have passed; installing takes longer
                        raise
        else:
            import fcntl

            os.set_inheritable(self.file.fileno(), True)  # a pip that outlives us keeps the lock
            fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.file.close()


# --- the system's libraries ----------------------------------------------------------------


def on_debian() -> bool:
    """Debian, Ubuntu, or a child of theirs."""
    return Path("/etc/debian_version").exists()


def is_root() -> bool:
    """Whether apt-get may be called without asking."""
    return sys.platform != "win32" and os.geteuid() == 0


def offer_libraries(testing: bool) -> None:
    """On Debian and Ubuntu, install the libraries that Qt and OpenCV miss, or say how; then go on.

    The tests also want a screen of their own and hands for it; without them they say what they skip.
    """
    if not on_debian():
        return
    windowed = is_root() or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    wanted = {**LIBRARIES, **WINDOW_LIBRARIES} if windowed else LIBRARIES
    missing = missing_packages(wanted)
    if testing:
        import shutil

        missing += [package for package, command in SCREEN.items() if shutil.which(command) is None]
    if missing and not (is_root() and first_try(missing) and install_packages(missing)):
        say("Some libraries may be missing: sudo apt-get install " + " ".join(missing))


def missing_packages(wanted: dict[str, str]) -> list[str]:
    """The packages whose library neither the loader's cache nor the loader itself knows."""
    try:
        cache = Path("/etc/ld.so.cache").read_bytes()
    except OSError:
        cache = b""
    doubtful = [package for package, name in wanted.items() if name.encode() + b"\0" not in cache]
    return [package for package in doubtful if not loads(wanted[package])]


def loads(name: str) -> bool:
    """Whether the loader finds this library."""
    import ctypes

    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def first_try(missing: list[str]) -> bool:
    """Whether apt-get was not yet asked for these on this machine: it may have to go without."""
    import platform

    told = " ".join([platform.node(), *missing])
    try:
        if TRIED.read_text("utf-8") == told:
            return False
    except (OSError, UnicodeDecodeError):
        pass
    TRIED.write_text(told, "utf-8")
    return True


def install_packages(packages: list[str]) -> bool:
    """Install with apt-get, as root only."""
    import shutil

    if not is_root() or shutil.which("apt-get") is None:
        return False
    say("Installing " + " ".join(packages) + " …")
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    quietly(["apt-get", "update", "-qq"])
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    return any(
        quietly([*install, *names]) for names in (packages, [RENAMED.get(name, name) for name in packages])
    )


# --- other programs ------------------------------------------------------------------------


def quietly(command: list[str]) -> bool:
    """Run a program whose output goes to standard error; whether it succeeded."""
    import subprocess

    # Elsewhere the lock of `one_at_a_time` is handed on: a pip that outlives us keeps it.
    on_windows = sys.platform == "win32"
    try:
        return subprocess.call(command, stdin=subprocess.DEVNULL, stdout=2, close_fds=on_windows) == 0
    except OSError as error:
        say(f"{command[0]}: {error}")
        return False


def silent(command: list[str]) -> bool:
    """Run a program whose output nobody needs; whether it succeeded."""
    import subprocess

    nothing = subprocess.DEVNULL
    try:
        return subprocess.call(command, stdin=nothing, stdout=nothing, stderr=nothing) == 0
    except OSError:
        return False


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(EXIT_INTERRUPTED) from None
    except OSError as error:
        give_up(str(error))
