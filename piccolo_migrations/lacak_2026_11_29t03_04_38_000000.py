"""A browser follows as many reports as it likes; what it followed alone goes on."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T03:04:38:000000"
VERSION = "1.38.0"
DESCRIPTION = "what browsers followed goes on in a table of its own"

STATEMENTS = (
    "CREATE UNIQUE INDEX following_once ON following (subscription, report)",
    "CREATE INDEX following_report ON following (report)",
    "INSERT INTO following (id, subscription, report, since)"
    " SELECT id, id, report, seen_at FROM subscription WHERE report IS NOT NULL",
    "DROP INDEX subscription_report",
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lacak", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        assert engine is not None
        for statement in STATEMENTS:
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
