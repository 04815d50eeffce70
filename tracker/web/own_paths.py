"""The addresses of our own forms, and where a sign-in may lead back to: a page here and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import quote

from tracker.workflow.home import OVERVIEW, landing_path
from tracker.workflow.people import find_actor
from tracker.workflow.signing_in import Visit
from tracker.workflow.workspace import Workspace

SIGN_IN, CHOOSE_ROLE, START = "/dang-nhap", "/dang-nhap/vai-tro", "/dang-nhap/mot-lan"
SIGN_OUT, CHANGE_PASSWORD, SET_UP = "/dang-xuat", "/mat-khau", "/thiet-lap/"
LANDING = OVERVIEW
_LONGEST = 600
_PATH = re.compile(r"/[A-Za-z0-9_-]*(?:\?[!$%&'()*+,./0-9:;=?@A-Z_a-z~-]*)?")
# Not pages: going back there would sign out again, or end in a form of ours.
_NOT_PAGES = re.compile(r"/(?:dang-|thiet-lap|mat-khau|auth\b|oauth2callback|_stcore|media|static|component)")


def own_path(asked: str | None) -> str:
    """The path with its query if it is a page of ours, else the landing page."""
    text = (asked or "")[: _LONGEST + 1]
    if len(text) > _LONGEST or not _PATH.fullmatch(text) or _NOT_PAGES.match(text):
        return LANDING
    return text


def path_after_sign_in(asked: str | None, workspace: Workspace, token: str, visit: Visit) -> str:
    """Where the session of a token goes on: to the page that was asked for, else where its role lands."""
    path = own_path(asked)
    if path != LANDING:
        return path
    return landing_path(find_actor(workspace, token, visit.now, visit.address))


def sign_in_path(asked: str) -> str:
    """The sign-in page that leads back to a page afterwards."""
    path = own_path(asked)
    return SIGN_IN if path == LANDING else f"{SIGN_IN}?next={quote(path, safe='')}"
