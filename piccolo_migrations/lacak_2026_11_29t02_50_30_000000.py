"""Calls that are still owed are few among all there ever were: an index of these alone."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T02:50:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "index of calls owed"

INDEXES = (
    "CREATE INDEX callback_owed ON callback (due_at) WHERE called_at IS NULL",
    # Flagged ones are few: they stand on top of the board wherever they are in its order.
    "CREATE INDEX incident_life_risk ON incident (id) WHERE life_risk",
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
