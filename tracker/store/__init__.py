"""The only SQL: connection, migrations, and one method per question."""
