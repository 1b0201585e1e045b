"""What happens by itself is found by when it is due."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T02:47:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "index of what happens by itself"

INDEX = "CREATE INDEX incident_act ON incident (act_at) WHERE act_at IS NOT NULL"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lacak", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        assert engine is not None
        await engine.run_ddl(INDEX)

    manager.add_raw(run)
    return manager
