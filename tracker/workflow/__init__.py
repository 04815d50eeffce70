"""Use cases: prepare a workspace, ask for an assessment, receive a hand-in, undo it."""
