"""What keeps the house running: heartbeats, troubles found, imported village outlines."""

from piccolo.columns import Text, Timestamptz, Varchar
from piccolo.table import Table


class Heartbeat(Table, tablename="heartbeat"):
    """When a worker last finished a tick."""

    name = Varchar(40, primary_key=True)
    at = Timestamptz(default=None)


class Trouble(Table, tablename="trouble"):
    """Something the auditor found wrong and that has not passed; see `services.auditing`.

    detail   JSON object of figures, no personal data
    """

    code = Varchar(40, primary_key=True)
    since = Timestamptz(default=None)
    seen_at = Timestamptz(default=None)
    detail = Text(default="{}")


class VillageOutline(Table, tablename="village_outline"):
    """Outline of one village as GeoJSON geometry (WGS 84, longitude first)."""

    village = Varchar(20, primary_key=True)
    geometry = Text()
    imported_at = Timestamptz(default=None)
