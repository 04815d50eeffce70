"""The settings of a process, read once from its environment."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tracker.workflow.mail import MailSettings, read_mail_settings

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class SingleSignOn:
    """Sign-in through the organisation's own OpenID provider; off without a name."""

    name: str  # TRACKER_SSO_NAME: what the button says
    metadata_url: str  # TRACKER_SSO_METADATA_URL
    client_id: str  # TRACKER_SSO_CLIENT_ID
    client_secret: str  # TRACKER_SSO_CLIENT_SECRET
    trusts_addresses: bool  # TRACKER_SSO_TRUST_ADDRESSES: yes | no
    makes_viewers: bool  # TRACKER_SSO_NEW_VIEWERS: yes | no

    @property
    def is_on(self) -> bool:
        return bool(self.name)


@dataclass(frozen=True)
class Settings:
    """Where the workspace lives and how it may be used; `docs/operations.md` documents each variable."""

    database: str  # TRACKER_DATABASE: a path, or ducklake:postgres:<libpq string>
    catalogue: Path  # TRACKER_CATALOGUE
    reference: Path  # TRACKER_REFERENCE
    public_viewing: bool  # TRACKER_PUBLIC_VIEWING: yes | no
    demo_sign_in: str  # TRACKER_DEMO_SIGN_IN: local | open | closed
    host: str  # TRACKER_HOST: the address the server is bound to
    url: str  # TRACKER_URL: the address people type, without a slash at its end
    proxies: tuple[str, ...]  # TRACKER_PROXIES: whose X-Forwarded-* headers are believed
    idle: dt.timedelta  # TRACKER_IDLE_MINUTES
    longest: dt.timedelta  # TRACKER_SESSION_HOURS
    sso: SingleSignOn
    deck_template: str  # TRACKER_DECK_TEMPLATE: a .pptx with the province's layouts; empty: our own look
    fixed_today: dt.date | None  # TRACKER_TODAY: for screenshots and tests
    mail: MailSettings | None = None  # see tracker.workflow.mail; None: no messages are sent

    @property
    def today(self) -> dt.date:
        return self.fixed_today or dt.date.today()

    @property
    def is_https(self) -> bool:
        """Whether people reach the server over TLS only, so that cookies never travel without it."""
        return self.url.startswith("https://")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in the environment (default: this process's), with their defaults."""
    env = os.environ if environment is None else environment
    today = env.get("TRACKER_TODAY")
    return Settings(
        database=env.get("TRACKER_DATABASE") or str(ROOT / "data" / "tracker.duckdb"),
        catalogue=Path(env.get("TRACKER_CATALOGUE") or ROOT / "indicators.yaml"),
        reference=Path(env.get("TRACKER_REFERENCE") or ROOT / "data" / "reference"),
        public_viewing=_is_yes(env, "TRACKER_PUBLIC_VIEWING"),
        demo_sign_in=env.get("TRACKER_DEMO_SIGN_IN", "local"),
        host=env.get("TRACKER_HOST", "127.0.0.1"),
        url=(env.get("TRACKER_URL") or "http://localhost:8501").rstrip("/"),
        proxies=tuple(one.strip() for one in env.get("TRACKER_PROXIES", "").split(",") if one.strip()),
        idle=dt.timedelta(minutes=float(env.get("TRACKER_IDLE_MINUTES") or 60)),
        longest=dt.timedelta(hours=float(env.get("TRACKER_SESSION_HOURS") or 12)),
        sso=_read_single_sign_on(env),
        deck_template=env.get("TRACKER_DECK_TEMPLATE", "").strip(),
        fixed_today=dt.date.fromisoformat(today) if today else None,
        mail=read_mail_settings(env),
    )


def _read_single_sign_on(env: Mapping[str, str]) -> SingleSignOn:
    return SingleSignOn(
        name=env.get("TRACKER_SSO_NAME", "").strip(),
        metadata_url=env.get("TRACKER_SSO_METADATA_URL", ""),
        client_id=env.get("TRACKER_SSO_CLIENT_ID", ""),
        client_secret=env.get("TRACKER_SSO_CLIENT_SECRET", ""),
        trusts_addresses=_is_yes(env, "TRACKER_SSO_TRUST_ADDRESSES"),
        makes_viewers=_is_yes(env, "TRACKER_SSO_NEW_VIEWERS"),
    )


def _is_yes(env: Mapping[str, str], name: str) -> bool:
    return env.get(name, "no").strip().lower() in ("yes", "true", "1")
