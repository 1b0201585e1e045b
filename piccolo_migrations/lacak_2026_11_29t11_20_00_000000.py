"""An index by which older news for a follower is found to be overtaken."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T11:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "an index for overtaken news"

INDEX = (
    "CREATE INDEX delivery_follow ON delivery (subscription, incident, step) WHERE kind = 'follow'"
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lacak", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        assert engine is not None
        await engine.run_ddl(INDEX)

    manager.add_raw(run)
    return manager
