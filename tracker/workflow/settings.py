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
class Settings:
    """Where the workspace lives and how it may be used; `docs/operations.md` documents each variable."""

    database: str  # TRACKER_DATABASE: a path, or ducklake:postgres:<libpq string>
    catalogue: Path  # TRACKER_CATALOGUE
    reference: Path  # TRACKER_REFERENCE
    public_viewing: bool  # TRACKER_PUBLIC_VIEWING: yes | no
    demo_sign_in: str  # TRACKER_DEMO_SIGN_IN: local | open | closed
    host: str  # TRACKER_HOST: the address the server is bound to
    fixed_today: dt.date | None  # TRACKER_TODAY: for screenshots and tests
    address: str = ""  # TRACKER_ADDRESS: how the pages are reached, for links in messages
    mail: MailSettings | None = None  # see tracker.workflow.mail; None: no messages are sent

    @property
    def today(self) -> dt.date:
        return self.fixed_today or dt.date.today()


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in the environment (default: this process's), with their defaults."""
    env = os.environ if environment is None else environment
    today = env.get("TRACKER_TODAY")
    return Settings(
        database=env.get("TRACKER_DATABASE") or str(ROOT / "data" / "tracker.duckdb"),
        catalogue=Path(env.get("TRACKER_CATALOGUE") or ROOT / "indicators.yaml"),
        reference=Path(env.get("TRACKER_REFERENCE") or ROOT / "data" / "reference"),
        public_viewing=env.get("TRACKER_PUBLIC_VIEWING", "no").lower() in ("yes", "true", "1"),
        demo_sign_in=env.get("TRACKER_DEMO_SIGN_IN", "local"),
        host=env.get("TRACKER_HOST", "127.0.0.1"),
        fixed_today=dt.date.fromisoformat(today) if today else None,
        address=env.get("TRACKER_ADDRESS", "").strip().rstrip("/"),
        mail=read_mail_settings(env),
    )
