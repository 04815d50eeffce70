"""Make the compressed copies of every static file before the server starts: `python -m tracker.web.precompress`."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tracker.web.assets import CACHE_DIRECTORY, Asset, Encoding, list_assets, write_compressed


def precompress(cache: Path = CACHE_DIRECTORY) -> int:
    """Make what is missing, drop what no file needs any more; returns the number of copies made."""
    assets = list_assets()
    wanted = {
        asset.compressed_file(encoding, cache) for asset in assets.values() for encoding in asset.copies
    }
    if cache.is_dir():
        for stale in set(cache.iterdir()) - wanted:
            stale.unlink(missing_ok=True)
    missing = [
        (asset, encoding, cache)
        for asset in sorted(assets.values(), key=_size, reverse=True)
        for encoding in asset.copies
        if not asset.compressed_file(encoding, cache).exists()
    ]
    if missing:
        with ProcessPoolExecutor() as pool:
            list(pool.map(_make, missing, chunksize=4))
    return len(missing)


def _size(asset: Asset) -> int:
    return asset.file.stat().st_size


def _make(job: tuple[Asset, Encoding, Path]) -> None:
    write_compressed(*job)


def main() -> int:
    try:
        made = precompress()
    except OSError as error:
        # The server compresses on the fly where it finds no copies, so this is no reason not to start.
        print(f"Không ghi được bản nén của tệp tĩnh: {error}", file=sys.stderr)
        return 0
    if made:
        print(f"Đã nén {made} tệp tĩnh.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
