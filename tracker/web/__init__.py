"""Starlette routes and middleware: health, compressed static files, security headers."""
