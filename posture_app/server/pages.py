"""What is not a contract: health, figures, and the description of the rest."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

if TYPE_CHECKING:
    from posture_app.server.watch import Figures

_NO_SCRIPTS = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"}
_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "pre{background:#f2f4f6;padding:1em;overflow:auto}code{font-size:14px}h2{margin-top:2em}"
)


def pages(figures: Figures) -> APIRouter:
    """Make the routes."""
    router = APIRouter(tags=["server"])

    @router.get("/health", summary="Whether the server is there")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/metrics", summary="Figures for Prometheus", response_class=PlainTextResponse)
    async def metrics() -> Response:
        return Response(figures.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    @router.get("/docs", include_in_schema=False)
    async def docs(request: Request) -> Response:
        return HTMLResponse(_page(request.app.openapi()), headers=_NO_SCRIPTS)

    return router


def _page(openapi: dict[str, Any]) -> str:
    """Write the description as a plain page; nothing is loaded from anywhere."""
    calls = "".join(
        _call(path, method, call)
        for path, methods in openapi["paths"].items()
        for method, call in methods.items()
    )
    title = escape(openapi["info"]["title"])
    about = escape(openapi["info"].get("description", ""))
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title><style>{_STYLE}</style>"
        f"<h1>{title}</h1><p>{about}</p><p>The whole of it: <a href=/openapi.json>openapi.json</a></p>{calls}"
    )


def _call(path: str, method: str, call: dict[str, Any]) -> str:
    told = escape(call.get("description") or call.get("summary", ""))
    return f"<h2><code>{method.upper()} {escape(path)}</code></h2><p>{told}</p>" + "".join(
        f"<p>{escape(name)}</p><pre>{escape(json.dumps(example, indent=1, ensure_ascii=False))}</pre>"
        for name, example in _examples(call)
    )


def _examples(call: dict[str, Any]) -> list[tuple[str, Any]]:
    bodies = [("Request", call.get("requestBody", {}))]
    bodies += [(f"Answer {status}", answer) for status, answer in call.get("responses", {}).items()]
    return [
        (f"{name}, {kind}", content["example"])
        for name, body in bodies
        for kind, content in body.get("content", {}).items()
        if "example" in content
    ]


def refused_elsewhere(status: int) -> JSONResponse:
    """Answer on a path that no contract owns."""
    return JSONResponse({"error": status}, status)
