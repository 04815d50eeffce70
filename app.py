"""The web server: Streamlit's app with this product's routes, middleware and start-up."""

from pathlib import Path

import streamlit as st

from tracker.web.server import lifespan, list_middleware, list_routes

SHELL = Path(__file__).resolve().parent / "tracker" / "ui" / "shell.py"

app = st.App(SHELL, routes=list_routes(), middleware=list_middleware(), lifespan=lifespan)
