"""What a place reports itself beside the sum of its units."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.store import Store
from tracker.words.indicator_sentences import own_report_sentence
from tracker.workflow.answers import Answers
from tracker.workflow.handing_in import Receipt
from tracker.workflow.own_reports import OwnReport, find_own_report

Send, Save = Callable[..., Receipt], Callable[..., str]
DISTRICTS = [("070", "GN-11", "2024", 100), ("074", "GN-11", "2024", 200)]


@pytest.fixture
def look(store: Store, catalogue: Catalogue, reference: Reference) -> Callable[..., OwnReport | None]:
    def find(code: str = "GN-11", place: str = "TQ_OLD") -> OwnReport | None:
        answers, period = Answers(store, catalogue, reference), Period.parse("2024")
        row: pd.Series = answers.assess(period, [place], indicator=code).iloc[0]
        one = next(one for one in catalogue.indicators if one.code == code)
        return find_own_report(answers.series([place], [code], period), row, one.aggregation)

    return find


def test_both_are_kept_and_their_difference_is_told(
    send: Send, save: Save, look: Callable[..., OwnReport]
) -> None:
    save(send(*DISTRICTS))
    assert look() is None  # the sum alone
    save(send(("08", "GN-11", "2024", 310)))
    assert look() == OwnReport(310, 300, 2, 7, True)
    save(send(("08", "GN-11", "2024", 300)))
    assert look() == OwnReport(300, 300, 2, 7, False)


def test_a_rate_may_differ_by_its_rounding(send: Send, save: Save, look: Callable[..., OwnReport]) -> None:
    """The province published 10,19 % for 2024."""
    assert look("GN-01") is None
    save(send(("070", "GN-01", "2024", "10,19", 1019, 10000)))
    assert look("GN-01") == OwnReport(10.19, 10.19, 1, 7, False)
    save(send(("070", "GN-01", "2024", "12", 1200, 10000)))
    found = look("GN-01")
    assert found.is_different and found.together == 12


def test_a_district_is_its_own_sum(send: Send, save: Save, look: Callable[..., OwnReport]) -> None:
    save(send(*DISTRICTS))
    assert look(place="D074") is None


def test_the_sentence() -> None:
    assert own_report_sentence(300, (2, 7), "hộ", 0, 10) == (
        "Số này do địa bàn báo cáo trực tiếp; 2/7 đơn vị cộng lại được 300 hộ, số báo cáo chênh +10 hộ."
    )
    assert own_report_sentence(12, (7, 7), "%", 2, -1.81).endswith(
        "được 12,00 %, số báo cáo chênh −1,81 điểm %."
    )
    assert own_report_sentence(18.9, (7, 7), "%", 2, None).endswith("7/7 đơn vị cộng lại cũng được 18,90 %.")
