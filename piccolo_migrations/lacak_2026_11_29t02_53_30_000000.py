"""Indexes for who has looked at what, and for finding reports by the end of a phone number."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T02:53:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of looks and of the ends of phone numbers"

INDEXES = (
    "CREATE UNIQUE INDEX incident_look_once ON incident_look (person, incident)",
    "CREATE INDEX incident_look_incident ON incident_look (incident)",
    # The last four digits: few reports share them, and whoever asks knows at least as many.
    "CREATE INDEX report_phone_end ON report"
    " (substr(reporter_phone, length(reporter_phone) - 3), incident) WHERE reporter_phone <> ''",
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
