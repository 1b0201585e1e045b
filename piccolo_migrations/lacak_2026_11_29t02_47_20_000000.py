"""The audit list is append-only, and is read by time and by thing."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T02:47:20:000000"
VERSION = "1.38.0"
DESCRIPTION = "append-only audit list"

INDEXES = (
    "CREATE INDEX admin_change_thing ON admin_change (kind, code, id)",
    "CREATE INDEX admin_change_actor ON admin_change (actor, id) WHERE actor IS NOT NULL",
    "CREATE INDEX admin_change_at ON admin_change (at)",
)
TRIGGERS = {
    "sqlite": (
        "CREATE TRIGGER admin_change_no_update BEFORE UPDATE ON admin_change"
        " BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
        "CREATE TRIGGER admin_change_no_delete BEFORE DELETE ON admin_change"
        " BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    ),
    "postgres": (
        "CREATE TRIGGER admin_change_no_change BEFORE UPDATE OR DELETE ON admin_change"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER admin_change_no_truncate BEFORE TRUNCATE ON admin_change"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lacak", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        assert engine is not None
        for statement in (*INDEXES, *TRIGGERS[engine.engine_type]):
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
