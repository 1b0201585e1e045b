"""Notes that somebody has not read yet are found by whom they are meant for."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T03:15:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of mentions"

INDEXES = (
    "CREATE INDEX mention_unread ON mention (person) WHERE read_at IS NULL",
    "CREATE INDEX mention_of_incident ON mention (incident, person)",
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
