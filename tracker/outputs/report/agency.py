"""Who reports: the province, the department that owns a programme, or a unit; with its symbol, post and recipients."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.outputs.story.story import Story
from tracker.words import word_report_texts as words

_LONGEST_LINE = 24  # signs of the letterhead's left side


@dataclass(frozen=True)
class Agency:
    """An office as the head and the foot of a document name it."""

    name: str  # within a sentence: Ủy ban nhân dân tỉnh Tuyên Quang
    above: str  # the line over its own in the letterhead; empty for a People's Committee
    lines: tuple[str, ...]
    symbol: str  # behind `BC-`
    seat: str  # before the date
    on_behalf: str  # TM. …; empty where the head signs for the office itself
    post: str
    recipients: tuple[str, ...]


def reporting_agency(story: Story) -> Agency:
    """The unit of a unit's report; the one owner of a programme; else the province's People's Committee."""
    province = str(story.material.facts["province"]["name"])
    level = story.material.places.at[story.place, "level"]
    if isinstance(level, str) and level in ("commune", "district"):
        recipients = (words.TO_COMMITTEE, *_to_owners(story))
        return _committee(story.place_name, recipients)
    if level == "department":
        return _department(story.place_name, province, (words.TO_COMMITTEE, *_to_owners(story)))
    owners = list_owners(story)
    if story.programme and len(owners) == 1:
        recipients = (words.TO_COMMITTEE, *_ministries(owners), *words.BELOW)
        return _department(owners[0], province, recipients)
    return _committee(province, (*_ministries(owners), *words.LEADERS, *words.BELOW))


def list_owners(story: Story) -> list[str]:
    """The departments that answer for the indicators of the story, in the order of the programmes."""
    owners = [line.owner for programme in story.programmes for line in programme.lines]
    return [owner for owner in dict.fromkeys(owners) if owner and "," not in owner]


def _committee(place: str, recipients: tuple[str, ...]) -> Agency:
    kind, _, bare = place.partition(" ")
    return Agency(
        name=f"{words.COMMITTEE} {kind.lower()} {bare}",
        above="",
        lines=(words.COMMITTEE.upper(), place.upper()),
        symbol=words.COMMITTEE_SHORT,
        seat=bare,
        on_behalf=words.ON_BEHALF,
        post=words.CHAIR,
        recipients=recipients,
    )


def _department(name: str, province: str, recipients: tuple[str, ...]) -> Agency:
    bare = province.partition(" ")[2]
    is_of_ministry = name in words.MINISTRY_ABOVE
    shown = f"{name} {bare}" if is_of_ministry else name
    return Agency(
        name=shown,
        above=words.MINISTRY_ABOVE.get(name, f"{words.COMMITTEE_SHORT} {province}".upper()),
        lines=_balanced(shown.upper()),
        symbol=_initials(name),
        seat=bare,
        on_behalf="",
        post=words.DIRECTOR,
        recipients=recipients,
    )


def _balanced(name: str) -> tuple[str, ...]:
    """A long name in two lines, broken where it is read: SỞ NÔNG NGHIỆP / VÀ MÔI TRƯỜNG."""
    head, joint, tail = name.partition(" VÀ ")
    return (head, f"VÀ {tail}") if joint and len(name) > _LONGEST_LINE else (name,)


def _initials(name: str) -> str:
    """`Sở Nông nghiệp và Môi trường` becomes SNNMT."""
    return "".join(word[0].upper() for word in name.replace("-", " ").split() if word != "và")


def _ministries(owners: list[str]) -> tuple[str, ...]:
    """The ministry of each department bears the department's name."""
    return tuple(
        words.TO_MINISTRY.format(name=f"Bộ {owner.removeprefix('Sở ')}")
        for owner in owners
        if owner.startswith("Sở ")
    )


def _to_owners(story: Story) -> tuple[str, ...]:
    return tuple(
        words.TO_DEPARTMENT.format(name=owner) for owner in list_owners(story) if owner != story.place_name
    )
