"""Finds the Chrome or Chromium of this machine, which draws the images; nowhere else is it looked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping

from tracker.outputs.images.faults import NoBrowserError
from tracker.words.image_texts import BROWSER_NOT_THERE, NO_BROWSER

SETTINGS = ("TRACKER_BROWSER", "BROWSER_PATH")  # ours, then the one that kaleido knows
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Without these a Chromium on a machine with no way out keeps asking for its maker's hosts.
QUIET_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser(environment: Mapping[str, str] | None = None) -> str:
    """The path of the browser that a setting names, else of one on the path; raises NoBrowserError."""
    env = os.environ if environment is None else environment
    for setting in SETTINGS:
        named = env.get(setting, "").strip()
        if named:
            path = shutil.which(named, path=env.get("PATH"))
            if path is None:
                raise NoBrowserError(BROWSER_NOT_THERE.format(setting=setting, path=named))
            return path
    found = (shutil.which(name, path=env.get("PATH")) for name in BROWSER_NAMES)
    path = next((one for one in found if one), None)
    if path is None:
        raise NoBrowserError(NO_BROWSER)
    return path
