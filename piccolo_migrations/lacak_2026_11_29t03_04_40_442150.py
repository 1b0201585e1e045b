from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-29T03:04:40:442150"
VERSION = "1.38.0"
DESCRIPTION = "a browser follows more than one report"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="lacak", description=DESCRIPTION)

    manager.drop_column(
        table_class_name="Subscription",
        tablename="subscription",
        column_name="report",
        db_column_name="report",
        schema=None,
    )

    return manager
