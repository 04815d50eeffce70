"""The web server: Streamlit's app with this product's routes, middleware and start-up."""

import os
from pathlib import Path

import streamlit as st

from tracker.web.server import lifespan, list_middleware, list_routes

SHELL = Path(__file__).resolve().parent / "tracker" / "ui" / "shell.py"

# Who may write depends on who can reach the server, so this is the address that it really listens on.
os.environ["TRACKER_HOST"] = st.get_option("server.address") or "0.0.0.0"

app = st.App(SHELL, routes=list_routes(), middleware=list_middleware(), lifespan=lifespan)
