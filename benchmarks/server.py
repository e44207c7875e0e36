"""What the server carries: 1, 4, and 16 clients at once on this machine, and far too many.

    python run.py bench server [--seconds 20] [--workers N] [--save]

Every client sends the same photograph from behind to skeleton-v2-back, waits for the answer, and sends
again. The bare figure is the same work (read, measure, draw) on as many threads without any HTTP, in a
process of its own, right before and right after each load; throughput is given as a share of it, so that
machines can be compared. Memory is the server process's peak.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # as a file of its own, for the bare process
RESULTS = Path(__file__).parent / "results" / "server.md"
PHOTO = ROOT / "resources" / "demo" / "lee_back.jpg"
PATH = "/api/analysis-skeleton-v2-back"
CLIENTS = (1, 4, 16)
TOO_MANY = 100
OK, BUSY = 200, 559


@dataclass
class Seen:
    """What clients saw: seconds of answers by the body's status code."""

    seconds: dict[int, list[float]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int, seconds: float) -> None:
        with self.lock:
            self.seconds.setdefault(status, []).append(seconds)

    @property
    def counts(self) -> Counter[int]:
        return Counter({status: len(times) for status, times in self.seconds.items()})

    def quantile_ms(self, status: int, share: float) -> float:
        times = sorted(self.seconds.get(status, [float("nan")]))
        return 1000.0 * times[min(len(times) - 1, int(share * len(times)))]


def bare(seconds: float, workers: int) -> None:
    """Do the work without HTTP for a while; print how many photographs a second."""
    from posture_app.app.serving import server_desk
    from posture_app.cli import ServeRequest
    from posture_app.domain.people import Subject
    from posture_app.domain.views import View
    from posture_app.services.assessing.uploaded import measure_uploaded

    photo = {View.BACK: PHOTO.read_bytes()}
    with TemporaryDirectory() as folder:
        request = ServeRequest(Path(folder), "127.0.0.1", 0, None, None, False, False, workers, 64)
        desk = server_desk(request)

    def loop(start: threading.Barrier) -> int:
        eyes, done = desk.make_eyes(), 0
        measure_uploaded(photo, Subject(), eyes, desk.bench)
        start.wait()
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            measure_uploaded(photo, Subject(), eyes, desk.bench)
            done += 1
        return done

    barrier = threading.Barrier(workers)
    with ThreadPoolExecutor(workers) as pool:
        done = sum(pool.map(loop, [barrier] * workers))
    print(done / seconds, flush=True)
    os._exit(0)  # the models' own threads take a moment to end


def bare_throughput(seconds: float, workers: int) -> float:
    """Run `bare` as a process of its own."""
    command = [sys.executable, __file__, "--bare", "--seconds", str(seconds), "--workers", str(workers)]
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, encoding="utf-8")
    return float(done.stdout.split()[-1])


def client(port: int, body: bytes, until: float, seen: Seen) -> None:
    """Ask again and again; a client that was refused waits as long as it was told to."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while time.perf_counter() < until:
        begun = time.perf_counter()
        line.request("POST", PATH, body, {"Content-Type": "application/json"})
        answer = line.getresponse()
        content = answer.read()
        if answer.status == OK:
            seen.note(OK, time.perf_counter() - begun)
        else:
            seen.note(json.loads(content)["status"], time.perf_counter() - begun)
            time.sleep(1.0)
    line.close()


def load(port: int, body: bytes, clients: int, seconds: float) -> tuple[Seen, float]:
    """Let so many clients ask for a while; give what they saw and how long the last answer took to come."""
    seen, begun = Seen(), time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        for _ in range(clients):
            pool.submit(client, port, body, begun + seconds, seen)
    return seen, time.perf_counter() - begun


def peak_mb(pid: int) -> float:
    """Give a process's peak memory in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found.group(1)) / 1024.0 if found else float("nan")


@dataclass
class Load:
    """One load: what its clients saw, how long it took, the bare rates around it, and the memory after it."""

    clients: int
    seen: Seen
    took: float
    bare: tuple[float, float]
    memory_mb: float

    def row(self) -> str:
        counts, bare = self.seen.counts, statistics.mean(self.bare)
        rate = counts[OK] / self.took
        others = sum(counts.values()) - counts[OK] - counts[BUSY]
        busy = f"{counts[BUSY]}, P99 {self.seen.quantile_ms(BUSY, 0.99):.0f} ms" if counts[BUSY] else "0"
        p50, p99 = (self.seen.quantile_ms(OK, share) for share in (0.5, 0.99))
        return (
            f"| {self.clients} | {rate:.2f} | {bare:.2f} | {rate / bare:.2f} | {p50:.0f} ms | {p99:.0f} ms"
            f" | {busy} | {others} | {self.memory_mb:.0f} MB |"
        )


def measured(seconds: float, workers: int) -> list[str]:
    """Start a server, load it, and give the table."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with TemporaryDirectory() as folder:
        program = [sys.executable, "-m", "posture_app"]
        add = [*program, "keys", "add", "remo", "--credit", "1000000", "--data", folder]
        keys = json.loads(subprocess.check_output(add, cwd=ROOT, env=environment))
        body = json.dumps({**keys, "borigimg": b64encode(PHOTO.read_bytes()).decode()}).encode()
        serve = [*program, "serve", "--data", folder, "--port", "0", "--workers", str(workers)]
        server = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8")
        assert server.stdout is not None
        port = int(server.stdout.readline().rpartition(":")[2])
        load(port, body, workers, 3.0)  # every thread loads its models
        before, loads = bare_throughput(seconds, workers), []
        for clients in (*CLIENTS, TOO_MANY):
            seen, took = load(port, body, clients, seconds)
            after = bare_throughput(seconds, workers)
            loads.append(Load(clients, seen, took, (before, after), peak_mb(server.pid)))
            before = after
        server.send_signal(signal.SIGTERM)
        code = server.wait(60)
    return [
        "| clients | answers a second | bare | × bare | P50 | P99 | told to wait | errors | peak memory |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(one.row() for one in loads),
        "",
        f"{workers} threads; exit code of the server {code}.",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench server", description="What the server carries.")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each load (default 20)")
    parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--save", action="store_true", help="write benchmarks/results/server.md")
    wanted = parser.parse_args()
    if wanted.bare:
        bare(wanted.seconds, wanted.workers)
    lines = measured(wanted.seconds, wanted.workers)
    print("\n".join(lines))
    if wanted.save:
        machine = f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores"
        head = [
            "# The server under load",
            "",
            f"`python run.py bench server --save`: skeleton-v2-back on loopback, {machine},",
            f"clients and server on the same cores. Each load lasted {wanted.seconds:.0f} s;",
            f"{TOO_MANY} clients are more than the queue takes (32), and who is refused waits a second.",
            "A lone client keeps one thread busy and waits for nobody; the bare figure keeps all busy.",
            "",
        ]
        RESULTS.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
