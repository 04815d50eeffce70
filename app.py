"""The web server: Streamlit's app with this product's routes, middleware and start-up."""

import os
from pathlib import Path

import streamlit as st

from tracker.web.server import lifespan, list_middleware, list_routes, read_secrets

SHELL = Path(__file__).resolve().parent / "tracker" / "ui" / "shell.py"

# Who may write depends on who can reach the server, so this is the address that it really listens on.
os.environ["TRACKER_HOST"] = st.get_option("server.address") or "0.0.0.0"
# Links that are given to people name the address they type; on one's own machine that is this one.
os.environ.setdefault("TRACKER_URL", f"http://localhost:{st.get_option('server.port')}")

app = st.App(
    SHELL, routes=list_routes(), middleware=list_middleware(), lifespan=lifespan, secrets=read_secrets()
)
