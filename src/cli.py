"""The command line: `python -m src.cli run`, and what an installation needs besides serving."""

import argparse
import asyncio
import getpass
import secrets
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from src import database, demo
from src.app import create_app, opened_database
from src.domain import drawing, phone
from src.domain.errors import Told
from src.domain.outlines import OutlineError
from src.logs import set_up_logs
from src.serve import listening, serve
from src.services import activation, edited_region, passwords, verification
from src.services.region_pack import RegionPackError, import_outlines, load_region
from src.settings import ROOT, Settings
from src.sms.capcom6 import Capcom6
from src.words import phone_guides

Command = Callable[[argparse.Namespace, Settings], Coroutine[Any, Any, int]]
now = partial(datetime.now, UTC)

# Command → role of the account it adds; drivers and responders are added on the screens.
ACCOUNTS = {
    "create-admin": "administrator",
    "create-operator": "operator",
    "create-leader": "leader",
}


async def run(given: argparse.Namespace, settings: Settings) -> int:
    """Serve; with the demo town in it unless `--no-demo`."""
    with listening(settings) as port:
        async with opened_database(settings) as engine:
            region = await edited_region.current(settings.region)
            if given.demo:
                told = await demo.fill(settings, region, now=now())
            else:
                told = await _first_steps(settings)
            print_ready = partial(print, f"{settings.public_url}\n\n{told}", flush=True)
            app = create_app(settings, engine=engine)
            return 0 if await serve(app, port, on_ready=print_ready) else 1


async def serve_only(given: argparse.Namespace, settings: Settings) -> int:
    """Serve what is there."""
    with listening(settings) as port:
        return 0 if await serve(create_app(settings), port) else 1


async def migrate(given: argparse.Namespace, settings: Settings) -> int:
    """Bring the database to the newest migration (every start does this too)."""
    async with opened_database(settings):
        print("The database is current.")
    return 0


async def fill_demo(given: argparse.Namespace, settings: Settings) -> int:
    """Fill the demo town and print its links and logins."""
    async with opened_database(settings):
        print(await demo.fill(settings, await edited_region.current(settings.region), now=now()))
    return 0


async def verify(given: argparse.Namespace, settings: Settings) -> int:
    """Check the whole log; keep the printed seal outside of this machine."""
    async with opened_database(settings):
        verdict = await verification.verify()
    for flaw in verdict.flaws:
        print(flaw, file=sys.stderr)
    print(f"{verdict.incidents} incidents, {verdict.lines} lines, seal {verdict.seal}")
    print("The log is whole." if not verdict.flaws else f"{len(verdict.flaws)} flaws.")
    return 1 if verdict.flaws else 0


async def take_outlines(given: argparse.Namespace, settings: Settings) -> int:
    """Import outlines of villages (GeoJSON); running servers use them within a minute."""
    region = load_region(settings.region)
    async with opened_database(settings):
        taken = await import_outlines(given.file.read_bytes(), region, now=now())
    print(f"Outlines of {taken} of {len(region.villages)} villages are in use.")
    return 0


async def activate(given: argparse.Namespace, settings: Settings) -> int:
    """Print a one-time link that binds the phone which opens it."""
    async with opened_database(settings):
        found = await database.rows(
            "SELECT id, name, role FROM person WHERE active AND (lower(name) = {} OR phone = {})",
            given.person.lower(),
            phone.normalised(given.person),
        )
        if len(found) != 1:
            print(f"{len(found)} people are called so.", file=sys.stderr)
            return 1
        print(f"{found[0]['name']}, {found[0]['role']}: {await _link(found[0]['id'], settings)}")
    return 0


async def create_account(given: argparse.Namespace, settings: Settings) -> int:
    """Add somebody in the office, who signs in with the password asked for (or printed)."""
    asked = getpass.getpass("Password (empty: one is made): ") if sys.stdin.isatty() else ""
    password = asked or secrets.token_urlsafe(12)
    async with opened_database(settings):
        kept = await passwords.hashed(password)
        async with database.transaction():
            await database.rows(
                "INSERT INTO person (id, name, role, phone, password_hash, leads, active,"
                f" created_at) VALUES {database.marks(1, 8)}",
                uuid4(),
                given.name,
                given.role,
                phone.normalised(given.phone) if given.phone else None,
                kept,
                False,
                True,
                now(),
            )
    print(f"{settings.public_url}/masuk   {given.name}" + ("" if asked else f"   {password}"))
    return 0


async def register_hooks(given: argparse.Namespace, settings: Settings) -> int:
    """Have the SMS gateway tell us what becomes of messages, and what is answered."""
    if not (settings.sms_url and settings.sms_key and settings.secure):
        needed = "LACAK_SMS_URL, LACAK_SMS_KEY and a LACAK_PUBLIC_URL with https: are needed."
        print(needed, file=sys.stderr)
        return 1
    gateway = Capcom6(settings.sms_url, settings.sms_user, settings.sms_password)
    await gateway.open()
    answer = await gateway.register(f"{settings.public_url}/kait/sms")
    await gateway.close()
    told = "The gateway tells us from now on."
    print(told if answer.outcome == "accepted" else f"The gateway did not take it: {answer.reason}")
    return 0 if answer.outcome == "accepted" else 1


async def draw(given: argparse.Namespace, settings: Settings) -> int:
    """Draw into docs/ what is told elsewhere: the life cycles, and the guide to phones."""
    drawn = {
        ROOT / "docs" / "incident-states.md": drawing.page(),
        ROOT / "docs" / "guides" / "battery-savers.md": phone_guides.page(),
    }
    for page, text in drawn.items():
        page.parent.mkdir(exist_ok=True)
        page.write_text(text)
        print(page.relative_to(ROOT))
    return 0


def main() -> int:
    set_up_logs()
    given = _parser().parse_args()
    command: Command = given.command
    try:
        return asyncio.run(command(given, Settings.from_environment()))
    except (RegionPackError, OutlineError, OSError, ValueError, Told) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m src.cli", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Command) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        added.set_defaults(command=command)
        return added

    add("run", run).add_argument("--no-demo", dest="demo", action="store_false", help="start empty")
    add("serve", serve_only)
    add("migrate", migrate)
    add("demo", fill_demo)
    add("verify", verify)
    add("outlines", take_outlines).add_argument("file", type=Path, metavar="FILE")
    add("activate", activate).add_argument("person", metavar="NAME|PHONE")
    for name, role in ACCOUNTS.items():
        account = add(name, create_account)
        account.set_defaults(role=role)
        account.add_argument("name", metavar="NAME")
        account.add_argument("--phone", default="")
    add("sms-hooks", register_hooks)
    add("draw", draw)
    return parser


async def _link(person: UUID, settings: Settings) -> str:
    token = await activation.invite(person, by=None, now=now())
    return f"{settings.public_url}/aktivasi/{token}"


async def _first_steps(settings: Settings) -> str:
    known = await database.row("SELECT 1 AS found FROM person WHERE role = 'administrator'")
    if known:
        return ""
    same = f"LACAK_DATA={settings.data_directory} LACAK_PORT={settings.port}"
    return (
        "Nobody can sign in yet. In another window, one after the other:\n\n"
        + "\n".join(f"{same} .venv/bin/python -m src.cli {name} NAME" for name in ACCOUNTS)
        + "\n\nThey add responders at /petugas and drivers at /pengemudi."
    )


if __name__ == "__main__":
    sys.exit(main())
