"""The routes and the middleware of the server, in the order in which app.py hands them to Streamlit."""

from __future__ import annotations

from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from tracker.web.gate import Gate
from tracker.web.health import health_route
from tracker.web.passwords import password_routes
from tracker.web.round_forms import round_form_routes
from tracker.web.security import SecurityHeaders
from tracker.web.signing_in import sign_in_routes
from tracker.web.signing_out import sign_out_routes
from tracker.web.single_sign_on import list_secrets, single_sign_on_routes
from tracker.web.static_files import CompressedStaticFiles
from tracker.web.visits import KnownProxies
from tracker.web.warming import lifespan
from tracker.workflow.settings import read_settings

__all__ = ["lifespan", "list_middleware", "list_routes", "read_secrets"]


def list_routes() -> list[BaseRoute]:
    return [
        health_route,
        *sign_in_routes,
        *single_sign_on_routes,
        *sign_out_routes,
        *password_routes,
        *round_form_routes,
    ]


def list_middleware() -> list[Middleware]:
    """Outermost first: the headers also go on what the gate and the static files answer."""
    settings = read_settings()
    return [
        Middleware(KnownProxies, proxies=settings.proxies),
        Middleware(SecurityHeaders, is_https=settings.is_https),
        Middleware(Gate),
        Middleware(CompressedStaticFiles),
    ]


def read_secrets() -> dict[str, Any] | None:
    """What Streamlit's own sign-in needs to know, where single sign-on is set up in our settings."""
    return list_secrets(read_settings())
