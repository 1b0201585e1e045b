"""Indexes and the append-only log: statements that both engines understand, triggers apart."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T00:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes and append-only triggers"

INDEXES = (
    "CREATE UNIQUE INDEX incident_event_number ON incident_event (incident, number)",
    "CREATE UNIQUE INDEX incident_event_action ON incident_event (action_id)"
    " WHERE action_id IS NOT NULL",
    "CREATE INDEX incident_open ON incident (state, id)"
    " WHERE state NOT IN ('closed', 'declined', 'merged')",
    "CREATE INDEX incident_near ON incident (category_group, created_at)"
    " WHERE state NOT IN ('closed', 'declined', 'merged')",
    "CREATE INDEX incident_received ON incident (received_at)",
    "CREATE INDEX incident_due ON incident (due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX report_incident ON report (incident)",
    "CREATE INDEX report_person ON report (person) WHERE person IS NOT NULL",
    "CREATE INDEX assignment_incident ON assignment (incident)",
    "CREATE INDEX assignment_open ON assignment (team) WHERE released_at IS NULL",
    "CREATE INDEX attachment_incident ON attachment (incident)",
    "CREATE INDEX alarm_due ON alarm (next_due_at) WHERE next_due_at IS NOT NULL",
    "CREATE INDEX alarm_incident ON alarm (incident)",
    "CREATE INDEX delivery_due ON delivery (due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX delivery_alarm ON delivery (alarm) WHERE alarm IS NOT NULL",
    "CREATE INDEX subscription_person ON subscription (person) WHERE person IS NOT NULL",
    "CREATE INDEX subscription_report ON subscription (report) WHERE report IS NOT NULL",
    "CREATE INDEX session_person ON session (person)",
    "CREATE INDEX shift_now ON shift (team, starts_at)",
)

TRIGGERS = {
    "sqlite": (
        "CREATE TRIGGER incident_event_no_update BEFORE UPDATE ON incident_event"
        " BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
        "CREATE TRIGGER incident_event_no_delete BEFORE DELETE ON incident_event"
        " BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    ),
    "postgres": (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN RAISE EXCEPTION ''the log is append-only''; END'",
        "CREATE TRIGGER incident_event_no_change BEFORE UPDATE OR DELETE ON incident_event"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER incident_event_no_truncate BEFORE TRUNCATE ON incident_event"
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
