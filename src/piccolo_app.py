"""Tells Piccolo's migrations which tables are ours."""

from piccolo.conf.apps import AppConfig

from src import tables
from src.settings import ROOT

APP_CONFIG = AppConfig(
    app_name="lacak",
    migrations_folder_path=str(ROOT / "piccolo_migrations"),
    table_classes=list(tables.ALL),
    migration_dependencies=[],
    commands=[],
)
