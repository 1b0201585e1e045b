"""Where Piccolo's command line finds the database and our tables."""

from piccolo.conf.apps import AppRegistry

from src import database
from src.settings import Settings

DB = database.engine_for(Settings.from_environment())
APP_REGISTRY = AppRegistry(apps=["src.piccolo_app"])
