"""A service that answers from a list, and remembers what it was asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from posture_app.adapters.http_clients.connection import Connection, Patience
from posture_app.domain.cloud import KEY_NAMES, Endpoint, ServiceKeys

HOME = Endpoint("http://127.0.0.1:8000")
SECRET = "s3cr3t-0f-the-clinic"
KEYS = ServiceKeys(
    {name: f"{SECRET}-{name}" for names in KEY_NAMES.values() for name in names}
    | {"Email": "clinic@example.com"}
)

Answer = httpx.Response | Exception


def said(status: int, body: Any, **headers: str) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx.Response(
        status, content=content, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


@dataclass
class Mocked:
    """Answers in turn; the last answer is given again and again."""

    answers: Sequence[Answer]
    asked: list[httpx.Request] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        answer = self.answers[min(len(self.asked), len(self.answers) - 1)]
        self.asked.append(request)
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, content=answer.content, headers=dict(answer.headers))

    def connection(self, endpoint: Endpoint = HOME, dice: float = 1.0) -> Connection:
        return Connection(
            endpoint,
            transport=httpx.MockTransport(self),
            patience=Patience(),
            pause=self.pauses.append,
            dice=lambda: dice,
        )

    @property
    def body(self) -> Any:
        """The JSON of the last request."""
        return json.loads(self.asked[-1].content)


def answering(*answers: Answer) -> Mocked:
    return Mocked(answers)
