"""The routes and the middleware of the server, in the order in which app.py hands them to Streamlit."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from tracker.web.health import health_route
from tracker.web.security import SecurityHeaders
from tracker.web.signing_in import sign_in_routes
from tracker.web.static_files import CompressedStaticFiles
from tracker.web.warming import lifespan

__all__ = ["lifespan", "list_middleware", "list_routes"]


def list_routes() -> list[BaseRoute]:
    return [health_route, *sign_in_routes]


def list_middleware() -> list[Middleware]:
    """Outermost first: the headers also go on what the static files answer."""
    return [Middleware(SecurityHeaders), Middleware(CompressedStaticFiles)]
