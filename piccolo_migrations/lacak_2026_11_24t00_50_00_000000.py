"""Indexes for what ended today (board, a responder's finished tasks) and for the own shift."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T00:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes on ended work and own shifts"

INDEXES = (
    "CREATE INDEX incident_ended ON incident (changed_at)"
    " WHERE state IN ('resolved', 'closed', 'declined')",
    "CREATE INDEX assignment_released ON assignment (team, released_at)"
    " WHERE released_at IS NOT NULL",
    "CREATE INDEX shift_person ON shift (person, starts_at)",
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lacak", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        assert engine is not None
        for statement in INDEXES:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
