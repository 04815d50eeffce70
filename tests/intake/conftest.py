"""Forms for the tests, from the province's own catalogue and units."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tracker.catalogue.loader import load_catalogue
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, load_reference
from tracker.core.period import Period
from tracker.intake.layout import FormRequest

FIGURE_COLUMNS = ["indicator_code", "period", "measure", "value", "numerator", "denominator"]


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository / "indicators.yaml")


@pytest.fixture(scope="session")
def reference(repository: Path) -> Reference:
    return load_reference(repository / "data" / "reference")


@pytest.fixture
def ask(catalogue: Catalogue, reference: Reference) -> Callable[..., FormRequest]:
    """The request for a unit's form; `figures` are rows of FIGURE_COLUMNS."""

    def make(
        unit: str = "02215",
        period: str = "2026-H1",
        figures: list[tuple[object, ...]] = (),
        is_demo: bool = False,
    ) -> FormRequest:
        when = Period.parse(period)
        found = reference.find_unit(unit, when.ends_on)
        assert found is not None
        codes = reference.expected_codes(found, catalogue, when.last_year)
        frame = pd.DataFrame(list(figures), columns=FIGURE_COLUMNS)
        return FormRequest(found, when, catalogue, codes, frame, is_demo)

    return make
