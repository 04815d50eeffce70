"""Which report is written: half-year or year, or one of the two of the poverty programme's monitoring."""

from __future__ import annotations

from enum import StrEnum

from tracker.core.period import Period
from tracker.outputs.story.story import Story
from tracker.words import word_report_texts as words
from tracker.words.formats import format_period

_POVERTY = "giảm nghèo"


class ReportError(ValueError):
    """The report asked for cannot be made from this story; the text says why, in Vietnamese."""


class Variant(StrEnum):
    HALF_YEAR = "half-year"
    YEAR = "year"
    MONITORING = "monitoring"
    EVALUATION = "evaluation"

    @property
    def form(self) -> str | None:
        """The ministry's form that the report follows, where there is one."""
        return words.FORMS.get(self.value)


def default_variant(period: Period) -> Variant:
    return Variant.YEAR if period.kind in ("year", "stage") else Variant.HALF_YEAR


def choose_variant(story: Story, asked: Variant | None) -> Variant:
    """The variant that is written; raises ReportError where the story has not what it needs."""
    usual = default_variant(story.material.period)
    variant = Variant(asked) if asked else usual
    if variant.form and not _is_of_poverty(story):
        raise ReportError(words.NOT_POVERTY)
    if variant in (Variant.HALF_YEAR, Variant.YEAR) and variant is not usual:
        raise ReportError(words.WRONG_PERIOD.format(period=format_period(story.material.period)))
    return variant


def list_variants(story: Story) -> tuple[Variant, ...]:
    """The variants that can be made from the story, the usual one first."""
    usual = default_variant(story.material.period)
    return (usual, Variant.MONITORING, Variant.EVALUATION) if _is_of_poverty(story) else (usual,)


def _is_of_poverty(story: Story) -> bool:
    names = story.material.table("programmes").set_index("programme")["name"]
    return story.programme is not None and _POVERTY in str(names[story.programme]).lower()
