"""The operators' board: every open incident in its lane, what is late before what is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain import lanes
from src.domain.access import Person
from src.domain.incident import OPEN
from src.domain.region import Region
from src.queries import duty, duty_view, looks, naming, reach
from src.queries.alarms import Ringing, ringing_on
from src.queries.board_facets import Chip, Choice, Option, chips_of, choices_of, marks_of, traits_of
from src.queries.board_filters import Filters, Traits
from src.queries.incident_intake import owed_by_incident
from src.queries.naming import team_name
from src.queries.tickets import Ticket, ticket
from src.queries.whereabouts import Whereabouts, whereabouts
from src.words.board import LANES

MOST_OPEN = 1_000
MOST_SHOWN = 400
MOST_ENDED = 40

_COLUMNS = (
    f"i.id, {naming.COLUMNS}, i.reports, i.received_at, i.due_at, i.resolved_at, i.closed_at,"
    " i.info_needed, i.reopened, i.life_risk, i.asks, i.latitude, i.longitude, i.events"
)
# The first condition is that of the index; the second leaves out what waits to be confirmed.
_OPEN = (
    f"SELECT {_COLUMNS} FROM incident i WHERE i.state NOT IN ('closed', 'declined', 'merged')"
    f" AND i.state IN ({', '.join(repr(state) for state in OPEN)})"
)
_ENDED = (
    f"SELECT {_COLUMNS} FROM incident i WHERE i.state IN ('resolved', 'closed', 'declined')"
    " AND i.changed_at >= {} AND (i.resolved_at >= {} OR i.closed_at >= {})"
)
_TEAMS = "SELECT incident, team, state, eta_at, departed_at, on_scene_at FROM assignment"
_SAID = "SELECT incident, substr(text, 1, 100) AS text, channel FROM report"
_REFERRED = "SELECT incident, agency, state, due_at FROM referral"
_FILES = "SELECT incident, kind FROM attachment"

Grouped = Mapping[int, Sequence[database.Row]]


@dataclass(frozen=True, slots=True)
class Lane:
    code: str
    word: str
    hint: str
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class Waking:
    """An emergency that sounds until it is opened; `outside`: nothing else here shows it."""

    ticket: Ticket
    outside: bool


@dataclass(frozen=True, slots=True)
class Board:
    """`unanswered` are alarms at the top of their policy; `on_duty` says who could be sent.

    No filter hides what is unanswered, nor an emergency that nobody has opened (`waking`).

    opened     how many open incidents fit the filters; everything: how many there are
    marks      the quick filters, with their counts (those of one person are put in later)
    uncovered  groups that would ring nobody at all
    more       some are not shown, there are too many
    """

    filters: Filters
    opened: int
    everything: int
    late: int
    marks: tuple[Option, ...]
    choices: tuple[Choice, ...]
    chips: tuple[Chip, ...]
    unanswered: tuple[Ticket, ...]
    waking: tuple[Waking, ...]
    lanes: tuple[Lane, ...]
    teams: tuple[Whereabouts, ...]
    on_duty: tuple[str, ...]
    uncovered: tuple[str, ...]
    more: bool

    @property
    def tickets(self) -> tuple[Ticket, ...]:
        return tuple(each for lane in self.lanes for each in lane.tickets)


async def board_for(person: Person, region: Region, *, filters: Filters, now: datetime) -> Board:
    """What this person may see of it, in a fixed number of statements."""
    opened, ended = await _rows(reach.hidden_from(person, region), region, now)
    ids = [row["id"] for row in (*opened, *ended)]
    teams = await _by_incident(_TEAMS, ids)
    said = await _by_incident(_SAID, ids, "received_at")
    referred = await _by_incident(_REFERRED, ids, "sent_at")
    own = await looks.looks_of(person.id, ids) if filters.personal else {}
    traits = {
        row["id"]: traits_of(
            row,
            teams.get(row["id"], ()),
            said.get(row["id"], ()),
            referred.get(row["id"], ()),
            own.get(row["id"]),
            region=region,
            now=now,
        )
        for row in (*opened, *ended)
    }
    fitting = [row for row in opened if filters.fits(traits[row["id"]])]
    shown = [*fitting[:MOST_SHOWN], *(row for row in ended if filters.fits(traits[row["id"]]))]
    ringing = await ringing_on([row["id"] for row in opened], region)
    inside = {row["id"] for row in shown}
    urgent = [row for row in opened if row["priority"] == "P1" or row["id"] in ringing]
    shown += (row for row in urgent if row["id"] not in inside)
    drawn = await _tickets(shown, teams, said, referred, ringing, traits, region, now)
    tickets = [each for each in drawn if each.id in inside]
    present = await duty.on_duty(list(region.teams), now)
    of_open = [traits[row["id"]] for row in opened]
    return Board(
        filters=filters,
        opened=len(fitting),
        everything=len(opened),
        late=sum(each.late for each in tickets),
        marks=marks_of(filters, of_open),
        choices=choices_of(filters, of_open, region),
        chips=chips_of(filters, region),
        unanswered=tuple(each for each in drawn if each.unanswered),
        waking=tuple(
            Waking(each, each.id not in inside and not each.unanswered)
            for each in drawn
            if each.wakes
        ),
        lanes=tuple(
            Lane(code, *LANES[code], tuple(each for each in tickets if each.lane == code))
            for code in lanes.LANES
        ),
        teams=_whereabouts(opened, teams, region),
        on_duty=tuple(
            f"{team_name(code, region)} {_heard(present[code])}"
            for code in region.teams
            if code in present
        ),
        uncovered=duty_view.uncovered(present, region),
        more=len(opened) >= MOST_OPEN or len(fitting) > MOST_SHOWN,
    )


def _heard(people: Sequence[duty.OnDuty]) -> str:
    """How many are on duty; where some phones cannot ring, how many can."""
    can = sum(person.reachable for person in people)
    return f"{can}" if can == len(people) else f"{can} dari {len(people)} terjangkau"


async def _rows(
    hidden: Sequence[str], region: Region, now: datetime
) -> tuple[Sequence[database.Row], Sequence[database.Row]]:
    """Open ones, the most overdue first, and what ended since midnight."""
    unseen = f" AND i.category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    midnight = now.astimezone(region.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    opened = await database.rows(
        f"{_OPEN}{unseen} ORDER BY i.due_at IS NULL, i.due_at LIMIT {MOST_OPEN}", *hidden
    )
    ended = await database.rows(
        f"{_ENDED}{unseen} ORDER BY i.changed_at DESC LIMIT {MOST_ENDED}",
        midnight,
        midnight,
        midnight,
        *hidden,
    )
    return opened, ended


async def _by_incident(select: str, ids: Sequence[int], order: str = "") -> Grouped:
    if not ids:
        return {}
    ordered = f" ORDER BY {order}" if order else ""
    rows = await database.rows(
        f"{select} WHERE incident IN {database.marks(1, len(ids))}{ordered}", *ids
    )
    found: dict[int, list[database.Row]] = {}
    for row in rows:
        found.setdefault(row["incident"], []).append(row)
    return found


async def _tickets(
    rows: Sequence[database.Row],
    teams: Grouped,
    said: Grouped,
    referred: Grouped,
    ringing: Mapping[int, Sequence[Ringing]],
    traits: Mapping[int, Traits],
    region: Region,
    now: datetime,
) -> list[Ticket]:
    ids = [row["id"] for row in rows]
    files = await _by_incident(_FILES, ids)
    owed = await owed_by_incident(ids)
    tickets = [
        ticket(
            row,
            ringing.get(row["id"], ()),
            teams.get(row["id"], ()),
            said.get(row["id"], ()),
            referred.get(row["id"], ()),
            len(files.get(row["id"], ())),
            soon="segera" in traits[row["id"]].marks,
            callback_at=owed.get(row["id"]),
            region=region,
            now=now,
        )
        for row in rows
    ]
    return sorted(tickets, key=lambda each: each.urgency)


def _whereabouts(
    opened: Sequence[database.Row], teams: Grouped, region: Region
) -> tuple[Whereabouts, ...]:
    places = {row["id"]: naming.point_of(row, region) for row in opened}
    assigned = [each for incident in places for each in teams.get(incident, ())]
    return whereabouts(assigned, places, region)
