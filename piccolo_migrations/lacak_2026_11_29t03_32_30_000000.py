"""Indexes for referrals: by incident, by agency, what is due, and the links of each."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T03:32:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes for referrals"

INDEXES = (
    "CREATE INDEX referral_incident ON referral (incident)",
    "CREATE INDEX referral_agency ON referral (agency, sent_at)",
    "CREATE INDEX referral_next ON referral (next_at) WHERE next_at IS NOT NULL",
    # Of those still open one for each agency and kind: a second click finds the first.
    "CREATE UNIQUE INDEX referral_open ON referral (incident, agency, kind) WHERE ended_at IS NULL",
    "CREATE INDEX referral_link_referral ON referral_link (referral)",
    "CREATE INDEX referral_helper_referral ON referral_helper (referral)",
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
