"""What can go wrong with the workspace as a whole, named for those who may not import the store."""

from tracker.catalogue.mistakes import CatalogueError
from tracker.store import StoreError
from tracker.store.errors import StaleAccount
from tracker.workflow.workspace import WorkspaceError

__all__ = ["CatalogueError", "StaleAccount", "StoreError", "WorkspaceError"]
