"""Why an image could not be made, each as a Vietnamese sentence that says what to do."""

from __future__ import annotations


class ImageError(RuntimeError):
    """No image; `str()` is the sentence to show."""


class NoBrowserError(ImageError):
    """There is no Chrome or Chromium on this machine."""


class BrowserFailedError(ImageError):
    """The browser did not draw the image in time, or ended, twice."""


class NoChartsError(ImageError):
    """Nothing is known that could be drawn."""


class TooManyImagesError(ImageError):
    """More images are waited for than the server takes on."""


class FigureFaultError(ImageError):
    """The chart itself cannot be drawn; another try would fail in the same way."""
