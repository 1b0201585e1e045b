"""Indexes for findings about one sender's messages, and for vehicles that are out."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T02:49:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes for findings and vehicles"

INDEXES = (
    "CREATE INDEX report_phone ON report (reporter_phone) WHERE reporter_phone <> ''",
    "CREATE INDEX report_device ON report (device_hash) WHERE device_hash <> ''",
    "CREATE INDEX assignment_vehicle ON assignment (vehicle)"
    " WHERE vehicle <> '' AND released_at IS NULL",
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
