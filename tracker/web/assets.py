"""The static files that the server gives out, and their compressed copies on disk."""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import importlib.util
import mimetypes
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import brotli

from tracker.web.entry_page import adapt_entry_page
from tracker.web.icon_font import FONT_PREFIX, cut_icon_font, list_bundle_words, list_own_icons

# "plain" is the copy of a file that is cut down and not compressed again: the icon font.
Encoding = Literal["br", "gzip", "plain"]
Kind = Literal["text", "entry page", "icon font"]
Effort = Literal["quick", "best"]

# The server's own order of preference: the smaller first.
ENCODINGS: tuple[Encoding, ...] = ("br", "gzip")

REPOSITORY = Path(__file__).resolve().parents[2]
CACHE_DIRECTORY = REPOSITORY / "data" / "cache" / "static"
APP_STATIC_DIRECTORY = REPOSITORY / "tracker" / "ui" / "static"
_PAGE_FOLDERS = (REPOSITORY / "pages", REPOSITORY / "tracker" / "ui", REPOSITORY / "tracker" / "words")

_COMPRESSIBLE = {".js", ".css", ".html", ".json", ".geojson", ".svg", ".map", ".txt"}
_SMALLEST_WORTH_COMPRESSING = 600
_HASHED_FOREVER = "public, immutable, max-age=31536000"
_ASK_AGAIN = "no-cache"

_COMPRESS: dict[tuple[Encoding, Effort], Callable[[bytes], bytes]] = {
    ("br", "quick"): lambda body: brotli.compress(body, quality=5),
    ("br", "best"): lambda body: brotli.compress(body, quality=11),
    ("gzip", "quick"): lambda body: gzip.compress(body, 6, mtime=0),
    ("gzip", "best"): lambda body: gzip.compress(body, 9, mtime=0),
    ("plain", "best"): lambda body: body,
}


@dataclass(frozen=True)
class Asset:
    """One file as it is served: its address, where it lies, and the key of its compressed copies."""

    url_path: str
    file: Path
    key: str
    media_type: str
    cache_control: str
    kind: Kind = "text"

    @property
    def copies(self) -> tuple[Encoding, ...]:
        """The copies that are kept of it."""
        return ("plain",) if self.kind == "icon font" else ENCODINGS

    def read(self) -> bytes:
        """The body before compression: the entry page adapted, the icon font cut down."""
        if self.kind == "icon font":
            scripts = find_streamlit_directory().rglob("*.js")
            return cut_icon_font(self.file, list_bundle_words(scripts) | set(list_own_icons(_PAGE_FOLDERS)))
        body = self.file.read_bytes()
        return adapt_entry_page(body) if self.kind == "entry page" else body

    def compressed_file(self, encoding: Encoding, cache: Path = CACHE_DIRECTORY) -> Path:
        return cache / f"{self.key}.{encoding}"


def find_streamlit_directory() -> Path:
    """The folder of Streamlit's browser bundle, found without importing Streamlit."""
    spec = importlib.util.find_spec("streamlit")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("streamlit")
    return Path(next(iter(spec.submodule_search_locations))) / "static"


def list_assets() -> dict[str, Asset]:
    """Every compressible static file by its address; what is not in this table is never read from disk.

    `/` stands for the entry page, which Streamlit gives for every page of the app.
    """
    bundle = find_streamlit_directory()
    version = importlib.metadata.version("streamlit")
    assets = {}
    for file in sorted(bundle.rglob("*")):
        if _is_worth_compressing(file) or file.name.startswith(FONT_PREFIX):
            relative = file.relative_to(bundle).as_posix()
            url_path = "/" if relative == "index.html" else f"/{relative}"
            assets[url_path] = _describe(url_path, file, version)
    for file in sorted(APP_STATIC_DIRECTORY.rglob("*")):
        if _is_worth_compressing(file):
            url_path = f"/app/static/{file.relative_to(APP_STATIC_DIRECTORY).as_posix()}"
            assets[url_path] = _describe(url_path, file, "app")
    return assets


def compress(asset: Asset, encoding: Encoding, effort: Effort) -> bytes:
    return _COMPRESS[encoding, effort](asset.read())


def read_compressed(asset: Asset, encoding: Encoding, cache: Path = CACHE_DIRECTORY) -> bytes | None:
    """The prepared copy, or None where none was made yet."""
    try:
        return asset.compressed_file(encoding, cache).read_bytes()
    except FileNotFoundError:
        return None


def write_compressed(asset: Asset, encoding: Encoding, cache: Path = CACHE_DIRECTORY) -> Path:
    """Make the prepared copy with the best effort; a reader sees the whole file or none."""
    target = asset.compressed_file(encoding, cache)
    if target.exists():
        return target
    body = compress(asset, encoding, "best")
    cache.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=cache, prefix=".making-")
    with os.fdopen(handle, "wb") as stream:
        stream.write(body)
    os.replace(temporary, target)
    return target


def _is_worth_compressing(file: Path) -> bool:
    return (
        file.suffix in _COMPRESSIBLE and file.is_file() and file.stat().st_size >= _SMALLEST_WORTH_COMPRESSING
    )


def _describe(url_path: str, file: Path, version: str) -> Asset:
    state = file.stat()
    stamp = f"{version}:{url_path}:{state.st_size}:{state.st_mtime_ns}"
    kind: Kind = "text"
    cache_control = _HASHED_FOREVER if url_path.startswith("/static/") else _ASK_AGAIN
    if url_path == "/":
        kind = "entry page"
        stamp += hashlib.sha256(adapt_entry_page(file.read_bytes())).hexdigest()
    elif file.name.startswith(FONT_PREFIX):
        # Its name does not change when a page begins to use another icon, so the browser has to ask.
        kind, cache_control = "icon font", _ASK_AGAIN
        stamp += ",".join(list_own_icons(_PAGE_FOLDERS))
    key = hashlib.sha256(stamp.encode()).hexdigest()[:24]
    return Asset(url_path, file, key, _find_media_type(file), cache_control, kind)


def _find_media_type(file: Path) -> str:
    known = {".js": "text/javascript", ".geojson": "application/geo+json", ".woff2": "font/woff2"}
    media_type = known.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "text/plain"
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
