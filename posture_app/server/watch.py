"""The server's figures for Prometheus. Labels name contracts and routes, never anybody's keys or paths."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BUCKETS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Figures:
    """What is counted, in a registry of its own."""

    def __init__(self, waiting: Callable[[], int]) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "posture_requests", "Answered requests", ("route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "posture_request_seconds",
            "Time to the answer",
            ("route",),
            registry=self._registry,
            buckets=_BUCKETS,
        )
        queue = Gauge("posture_inference_queue", "Pictures worked on or waiting", registry=self._registry)
        queue.set_function(waiting)

    def note(self, route: str, status: int, seconds: float) -> None:
        """Count an answer."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Give all figures in Prometheus' format."""
        return generate_latest(self._registry)


class Watch:
    """Counts the answers of an application."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app, self._figures = app, figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and count its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def counted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            # The route as it is written, with its {placeholders}; the path itself may hold a key.
            route = getattr(scope.get("route"), "path", "other")
            self._figures.note(route, status, time.perf_counter() - started)
