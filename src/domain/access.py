"""Who may do what: one table of actions, and the people it speaks of. When is asked elsewhere."""

from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID

Role = Literal["driver", "responder", "operator", "leader", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)

Grant = Literal["public", "stand_leader"] | Role
"""What the table names: a role, everybody, or the driver who leads a stand."""

PUBLIC: frozenset[Grant] = frozenset({"public"})
OFFICE: frozenset[Grant] = frozenset({"operator", "administrator"})
OVERSIGHT: frozenset[Grant] = OFFICE | {"leader"}
FIELD: frozenset[Grant] = frozenset({"responder"})

ACTIONS: dict[str, frozenset[Grant]] = {
    # Anybody, signed in or not.
    "open_shell": PUBLIC,  # files, service worker, manifest, offline page
    "see_home": PUBLIC,  # /
    "report": PUBLIC,  # /lapor, POST /aduan, better positions, shared photos
    "attach": PUBLIC,  # /lampiran (needs the report's own device)
    "search_villages": PUBLIC,  # /desa.json
    "follow": PUBLIC,  # /pantau and what it shows (needs its token)
    "answer_own": PUBLIC,  # /milik, confirm, reopen, rate, add (needs the own token)
    "subscribe": PUBLIC,  # /langganan (for staff: needs a session)
    "acknowledge_push": PUBLIC,  # /kabar (the delivery's id is the key)
    "sign_in": PUBLIC,  # /masuk
    "sign_out": PUBLIC,  # /keluar: harmless without a session
    "activate": PUBLIC,  # /aktivasi (needs its token)
    "see_health": PUBLIC,  # /kesehatan
    # One's own work.
    "see_driver_home": frozenset({"driver"}),  # /beranda
    "see_tasks": FIELD,  # /tugas, its stream
    "answer_task": FIELD,  # POST /tugas/…
    # The office.
    "see_board": OVERSIGHT,  # /papan, its stream
    "see_incident": OVERSIGHT | FIELD,  # /aduan/LB-7K3M, its photos
    "triage": OVERSIGHT,  # POST /aduan/LB-7K3M/…: assign, decline, merge, priority …
    "manage_drivers": OFFICE | {"stand_leader"},  # /pengemudi (a stand leader: the own stand)
    "manage_responders": OFFICE,  # /petugas
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody signed in on one device: what `request.user` is. `session` names the device."""

    id: UUID
    session: UUID
    name: str
    role: Role
    team: str | None = None
    stand: str | None = None
    body_number: str | None = None
    leads: bool = False

    @property
    def leads_stand(self) -> bool:
        return self.role == "driver" and self.leads and self.stand is not None

    @property
    def in_office(self) -> bool:
        return self.role in OFFICE


def grants(person: Person | None) -> frozenset[Grant]:
    """What of the table holds for this person, or for somebody not signed in."""
    if person is None:
        return PUBLIC
    leading: frozenset[Grant] = frozenset({"stand_leader"} if person.leads_stand else ())
    return PUBLIC | {person.role} | leading


def allows(action: str | None, person: Person | None) -> bool:
    """Deny by default: an action nobody wrote into the table is nobody's."""
    return action is not None and not grants(person).isdisjoint(ACTIONS.get(action, ()))


def manages(by: Person, role: Role, stand: str | None) -> bool:
    """The office adds, invites and signs out drivers and responders, a stand leader his drivers."""
    if by.in_office:
        return role in ("driver", "responder")
    return by.leads_stand and role == "driver" and stand == by.stand


HOMES: dict[Role, str] = {
    "driver": "/beranda",
    "responder": "/tugas",
    "operator": "/papan",
    "leader": "/papan",
    "administrator": "/papan",
}
"""Where each role starts after signing in."""
