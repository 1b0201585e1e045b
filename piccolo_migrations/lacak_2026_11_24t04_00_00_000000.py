"""Indexes for duty, answers, tests and text messages."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T04:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes for duty, answers, tests and text messages"

INDEXES = (
    "CREATE INDEX absence_person ON absence (person, starts_at)",
    # Asked by the end, not by the beginning: what is over is never looked at again.
    "CREATE INDEX shift_team_end ON shift (team, ends_at)",
    "DROP INDEX shift_now",
    "CREATE INDEX shift_roster ON shift (roster, starts_at) WHERE roster IS NOT NULL",
    "CREATE INDEX roster_member_roster ON roster_member (roster)",
    "CREATE INDEX handover_latest ON handover (team, at)",
    "CREATE INDEX alarm_open ON alarm (started_at) WHERE ended_at IS NULL",
    "CREATE INDEX alarm_ended ON alarm (ended_at) WHERE ended_at IS NOT NULL",
    "CREATE INDEX alarm_call ON alarm (call) WHERE call IS NOT NULL",
    "CREATE INDEX alarm_answer_incident ON alarm_answer (incident)",
    "CREATE INDEX alarm_test_answer_test ON alarm_test_answer (test)",
    "CREATE INDEX delivery_refused ON delivery (created_at) WHERE failure = 'key_refused'",
    "CREATE INDEX delivery_test ON delivery (test) WHERE test IS NOT NULL",
    "CREATE INDEX text_message_due ON text_message (due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX text_message_person ON text_message (person, created_at)",
    "CREATE INDEX text_message_alarm ON text_message (alarm) WHERE alarm IS NOT NULL",
)
# An alarm from before teams were called together is a call of its own.
CALLS = "UPDATE alarm SET call = id WHERE call IS NULL"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lacak", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        assert engine is not None
        for statement in (*INDEXES, CALLS):
            await engine.run_ddl(statement)

    manager.add_raw(run)
    return manager
