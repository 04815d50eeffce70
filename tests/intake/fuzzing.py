"""Hand in workbooks that went wrong, and see that nothing breaks: run by tests/intake/test_fuzz.py.

`python -m tests.intake.fuzzing FIRST LAST` tries the mutations of these numbers, printing each as a line
of JSON before and after; the same number is always the same file.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.intake.corpus import annexes, long_forms, old_fonts, place_tables, reviews, year_tables
from tests.intake.filling import fill, values_that_agree
from tests.intake.mutations import mutate
from tracker.access.actor import at_console
from tracker.catalogue.loader import load_catalogue
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, load_reference
from tracker.intake.finding import Finding, decide
from tracker.intake.workbook import open_workbook
from tracker.store import Store, open_store
from tracker.workflow import handing_in
from tracker.workflow.handing_in import HandInError, Receipt

SEED = 20_261_122
MARKED_EVERY = 20
COMMITTED_EVERY = 3  # of the files that may be stored
HANDED_IN_EVERY = 10  # of the files that cannot be opened
MEMORY = 4 << 30  # address space of a run: an allocation beyond it ends the run
_ROOT = Path(__file__).resolve().parents[2]
_WORKBOOKS = Path(__file__).parent / "workbooks"
_AT = dt.datetime(2026, 11, 22, 9, 30)
_CORPUS = (
    place_tables.clean_total_last,
    place_tables.hidden_rows_and_column,
    place_tables.group_subtotals,
    place_tables.new_communes_in_2026,
    annexes.annex_with_numerator_and_denominator_rows,
    annexes.annex_saved_as_ods,
    annexes.half_year_of_a_new_commune,
    annexes.formulas_with_their_results,
    year_tables.years_as_numbers_in_the_header,
    year_tables.two_tables_on_one_sheet,
    long_forms.csv_with_semicolons_and_unix_lines,
    long_forms.csv_utf_16_with_tabs,
    long_forms.periods_and_kinds_in_short,
    reviews.form_2_in_balance,
    old_fonts.communes_in_vntime,
)
_SAMPLES = (
    ("01_phu_luc_13_cot_6t2023.xlsx", "08", "2023-H1"),
    ("03_so_lieu_dang_dai_2023.xlsx", "08", "2023"),
    ("04_ra_soat_huyen_2022.xlsx", "08", "2022"),
    ("05_chi_tieu_theo_nam_2021_2024.ods", "08", "2024"),
    ("06_so_dang_chu_son_duong_2024.xlsx", "076", "2024"),
    ("09_ra_soat_bieu1_bieu2_lam_binh_2022.xlsx", "071", "2022"),
    ("16_ctxh_ke_hoach_2025.csv", "08", "2024"),
)
_FORM_UNITS = (("02215", "2026-H1"), ("SYT", "2026-H1"))


@dataclass(frozen=True)
class Base:
    """A sound file, and who hands it in for which period."""

    filename: str
    content: bytes
    unit: str
    period: str

    @property
    def kind(self) -> str:
        suffix = self.filename.rpartition(".")[2]
        return "csv" if suffix == "txt" else suffix


@dataclass
class Outcome:
    """What became of one mutation; `fault` says what should not have happened."""

    number: int
    base: str
    mutations: list[str]
    decision: str = ""
    codes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    stored: int = 0
    marked: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Desk:
    """Where files are handed in."""

    store: Store
    catalogue: Catalogue
    reference: Reference


def list_bases(desk: Desk) -> list[Base]:
    bases = []
    for unit, period in _FORM_UNITS:
        name, form = handing_in.prepare_form(desk.store, desk.catalogue, desk.reference, unit, period)
        bases.append(Base(name, fill(form, values_that_agree(form)), unit, period))
    samples = [build() for build in _CORPUS]
    bases += [Base(one.filename, one.content, one.unit, one.period) for one in samples]
    bases += [Base(name, (_WORKBOOKS / name).read_bytes(), unit, period) for name, unit, period in _SAMPLES]
    return bases


def make_mutation(number: int, bases: list[Base]) -> tuple[Base, bytes, list[str]]:
    """The mutation of a number: its base, the changed file and how it was changed."""
    chance = random.Random(SEED * 1_000_003 + number)
    base = chance.choice(bases)
    content, names = mutate(base.content, base.kind, chance, [one.content for one in bases])
    return base, content, names


def refuse_at_once(base: Base, content: bytes, outcome: Outcome) -> bool:
    """Whether the file cannot be opened, which is what `receive` would say too: tried whole every tenth time."""
    started = time.perf_counter()
    opened = open_workbook(content, base.filename)
    if not isinstance(opened, Finding) or outcome.number % HANDED_IN_EVERY == 0:
        return False
    outcome.seconds = round(time.perf_counter() - started, 3)
    outcome.decision, outcome.codes = decide([opened]), [opened.code]
    assert outcome.decision == "refuse" and opened.title and opened.message
    return True


def hand_in(desk: Desk, base: Base, content: bytes, outcome: Outcome) -> None:
    """Receive and, if it may be, commit: fills the outcome; raises AssertionError or what broke."""
    before = count_observations(desk.store)
    started = time.perf_counter()
    receipt = handing_in.receive(
        desk.store, desk.catalogue, desk.reference, content, base.filename, base.unit, base.period
    )
    outcome.seconds = round(time.perf_counter() - started, 3)
    outcome.decision = receipt.decision
    outcome.codes = sorted({finding.code for finding in receipt.findings})
    check_receipt(receipt)
    assert count_observations(desk.store) == before, "receiving stored something"
    _commit(desk, receipt, outcome, before)
    if outcome.number % MARKED_EVERY == 0:
        try:
            outcome.marked = f"{len(bytes(getattr(receipt.marked(), 'content', b'')))} bytes"
        except HandInError:
            outcome.marked = "not markable"


def check_receipt(receipt: Receipt) -> None:
    """What holds for every file, whatever is in it."""
    assert receipt.decision == decide(receipt.findings), "the decision is not that of the findings"
    if receipt.decision in ("return", "refuse"):
        assert any(one.severity == "error" for one in receipt.findings), "sent back without a reason"
    if receipt.decision == "refuse":
        assert receipt.values.empty, "figures of a file that was not read"
    for finding in receipt.findings:
        assert finding.title and finding.message, f"{finding.code} has no text"
    json.dumps(receipt.as_json(), ensure_ascii=False, default=_refuse).encode("utf-8")


def _refuse(value: object) -> str:
    raise AssertionError(f"{value!r} is no JSON")


def _commit(desk: Desk, receipt: Receipt, outcome: Outcome, before: int) -> None:
    reason = "Đã kiểm tra"
    if not receipt.can_commit(reason):
        try:
            handing_in.commit(desk.store, receipt, at_console("Nguyễn Thị A"), reason, _AT)
        except HandInError:
            assert count_observations(desk.store) == before, "a refused commit stored something"
            return
        raise AssertionError("a file with errors was committed")
    if outcome.number % COMMITTED_EVERY:
        return
    try:
        submission = handing_in.commit(desk.store, receipt, at_console("Nguyễn Thị A"), reason, _AT)
    except HandInError:
        assert count_observations(desk.store) == before, "a refused commit stored something"
        return
    outcome.stored = count_observations(desk.store) - before
    values = receipt.values
    kept = int(
        (values["is_stored"].astype(bool) & values["value"].notna() & values["unit_code"].notna()).sum()
    )
    assert outcome.stored == kept, f"{outcome.stored} of {kept} figures stored"
    handing_in.undo(desk.store, submission, at_console("Nguyễn Thị A"), _AT, "Thử nghiệm")


def count_observations(store: Store) -> int:
    return int(store.database.read_rows("SELECT count(*) FROM observation")[0][0])


def try_one(desk: Desk, number: int, bases: list[Base]) -> Outcome:
    base, content, names = make_mutation(number, bases)
    outcome = Outcome(number, base.filename, names)
    try:
        if not refuse_at_once(base, content, outcome):
            hand_in(desk, base, content, outcome)
    except Exception:  # noqa: BLE001 - whatever escapes is what this looks for
        outcome.fault = traceback.format_exc(limit=-6)
    return outcome


def open_desk(folder: Path) -> Iterator[Desk]:
    catalogue = load_catalogue(_ROOT / "indicators.yaml")
    reference = load_reference(_ROOT / "data" / "reference")
    with open_store(folder / "tracker.duckdb") as store:
        store.load_catalogue(catalogue, "test")
        store.load_reference(reference, _AT)
        yield Desk(store, catalogue, reference)


def main(first: int, last: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as folder:
        for desk in open_desk(Path(folder)):
            bases = list_bases(desk)
            for number in range(first, last):
                print(json.dumps({"begin": number}), flush=True)
                print(json.dumps(asdict(try_one(desk, number, bases)), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
