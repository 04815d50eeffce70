"""Who may do what, asked in one place by pages, routes and command line."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Literal

Action = Literal["view", "submit", "undo", "begin_real", "recount"]
READING: tuple[Action, ...] = ("view",)


class NotAllowed(PermissionError):
    """The actor may not do this; the message is a Vietnamese sentence for the screen."""


@dataclass(frozen=True)
class Policy:
    """How open the server is: until accounts exist, writing is for people at the machine itself.

    `writes` is `local` (only when the server is bound to a loopback address), `open` or `closed`.
    """

    writes: str = "local"
    host: str = "127.0.0.1"

    def may(self, action: Action) -> bool:
        if action in READING:
            return True
        if self.writes == "open":
            return True
        return self.writes == "local" and is_loopback(self.host)

    def require(self, action: Action) -> None:
        """Raises NotAllowed when the action is not open to whoever reaches this server."""
        if not self.may(action):
            raise NotAllowed(
                "Máy chủ này chỉ cho xem. Người quản trị mở quyền nộp số liệu bằng biến TRACKER_WRITES=open "
                "hoặc chạy chương trình trên chính máy của đơn vị."
            )


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
