"""What was merged into an incident is found by an index, however many there are."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T03:21:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "index of merged incidents"

INDEXES = ("CREATE INDEX incident_merged ON incident (merged_into) WHERE merged_into IS NOT NULL",)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lacak", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        assert engine is not None
        for statement in INDEXES:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
