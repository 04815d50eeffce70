"""The health route: says that the server answers, to whoever watches it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def _health(request: Request) -> JSONResponse:
    return JSONResponse({"ok": True}, headers={"Cache-Control": "no-store"})


health_route = Route("/health", _health, methods=["GET"])
