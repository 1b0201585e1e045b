"""Who may do what: one table of actions, and the people it speaks of. When is asked elsewhere."""

from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID

Role = Literal[
    "driver",
    "responder",
    "station",
    "operator",
    "leader",
    "administrator",
    "agency",
    "partner",
]
ROLES: tuple[Role, ...] = get_args(Role)

Grant = Literal["public", "stand_leader", "team_leader"] | Role
"""What the table names: a role, everybody, or the one who leads a stand (driver) or a team."""

PUBLIC: frozenset[Grant] = frozenset({"public"})
OFFICE: frozenset[Grant] = frozenset({"operator", "administrator"})
OVERSIGHT: frozenset[Grant] = OFFICE | {"leader"}
FIELD: frozenset[Grant] = frozenset({"responder"})
OUTSIDE: frozenset[Grant] = frozenset({"agency", "partner"})
KEEPERS: frozenset[Grant] = frozenset({"leader", "administrator"})

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
    "tell_of_texts": PUBLIC,  # /kait/sms (needs the gateway's signature)
    "acknowledge_push": PUBLIC,  # /kabar (the delivery's id is the key)
    "sign_in": PUBLIC,  # /masuk
    "sign_out": PUBLIC,  # /keluar: harmless without a session
    "activate": PUBLIC,  # /aktivasi (needs its token)
    "see_health": PUBLIC,  # /kesehatan
    "follow_referral": PUBLIC,  # /rujukan/… (needs its token: one agency, one incident)
    "answer_as_guest": PUBLIC,  # POST /rujukan/… (needs its token)
    # Other agencies, and partners that help: what was referred to them, and nothing else.
    "see_referrals": OUTSIDE,  # /instansi and what stands below it
    "answer_referral": OUTSIDE,  # POST /instansi/…
    # One's own work.
    "see_driver_home": frozenset({"driver"}),  # /beranda
    "see_tasks": FIELD,  # /tugas, its stream
    "answer_task": FIELD,  # POST /tugas/…
    "see_station": frozenset({"station"}),  # /pos, its stream, whom to telephone
    "note_calls": frozenset({"station"}),  # POST /pos/telepon
    # The office.
    "see_board": OVERSIGHT,  # /papan, its stream
    "see_incident": OVERSIGHT | FIELD,  # /aduan/LB-7K3M, its photos
    "triage": OVERSIGHT,  # POST /aduan/LB-7K3M/…: assign, decline, merge, priority …
    "write_record": OVERSIGHT | FIELD,  # /laporan, /aduan/LB-7K3M/laporan, on paper
    "see_contact": OVERSIGHT,  # POST /aduan/LB-7K3M/kontak: who a secret reporter is; logged
    "take_messages": OVERSIGHT,  # /papan/masuk: reports taken for others
    "see_troubles": OVERSIGHT,  # /gangguan/isi, the red bar
    "see_duty": OVERSIGHT | FIELD,  # /jaga (a responder: the own team's plan)
    "tell_duty": FIELD,  # ready or not, one tap on /tugas and /jaga
    "keep_duty": OVERSIGHT | FIELD,  # POST /jaga/regu/…: absences, swaps, notes, vehicles
    "plan_duty": OVERSIGHT,  # /jaga/pola
    "manage_drivers": OFFICE | {"stand_leader"},  # /pengemudi (a stand leader: the own stand)
    "manage_responders": OFFICE,  # /petugas
    "manage_agencies": OFFICE,  # /akun-instansi
    "see_alarm_rules": OVERSIGHT,  # /kelola/alarm
    "edit_alarm_rules": frozenset({"leader", "administrator"}),  # POST /kelola/alarm/…
    # Administration.
    "see_administration": OVERSIGHT,  # /kelola: each sees the links that lead on for the own role
    "see_region": KEEPERS,  # /kelola/regu, pos, armada, …
    "edit_region": frozenset({"administrator"}),  # POST there, import of outlines
    "see_people": KEEPERS,  # /kelola/orang
    "manage_people": frozenset({"administrator"}),  # POST /kelola/orang/…: all roles
    "see_changes": KEEPERS,  # /kelola/catatan
    "print_cards": OVERSIGHT,  # posters of stands, cards of drivers
    "verify_drivers": OFFICE,  # POST /pengemudi/…/pencocokan
    # Test alarms.
    "see_alarm_tests": OVERSIGHT | {"team_leader"},  # /uji (a leader of a team: the own one)
    "start_alarm_test": OFFICE | {"team_leader"},  # POST /uji
    "answer_alarm_test": OVERSIGHT | FIELD,  # /uji/… (who was asked; results: as /uji)
    "manage_screens": OFFICE,  # /pos/undangan
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody signed in on one device: what `request.user` is. `session` names the device.

    `station` is set where it is no person but the screen of a station; `agency` is the code of the
    office that somebody of another agency, or a partner, speaks for.
    """

    id: UUID
    session: UUID
    name: str
    role: Role
    team: str | None = None
    stand: str | None = None
    body_number: str | None = None
    station: str | None = None
    agency: str | None = None
    leads: bool = False

    @property
    def leads_stand(self) -> bool:
        return self.role == "driver" and self.leads and self.stand is not None

    @property
    def leads_team(self) -> bool:
        return self.role == "responder" and self.leads and self.team is not None

    @property
    def in_office(self) -> bool:
        return self.role in OFFICE

    @property
    def oversees(self) -> bool:
        return self.role in OVERSIGHT


def grants(person: Person | None) -> frozenset[Grant]:
    """What of the table holds for this person, or for somebody not signed in."""
    if person is None:
        return PUBLIC
    held: frozenset[Grant] = PUBLIC | {person.role}
    if person.leads_stand:
        held |= {"stand_leader"}
    if person.leads_team:
        held |= {"team_leader"}
    return held


def allows(action: str | None, person: Person | None) -> bool:
    """Deny by default: an action nobody wrote into the table is nobody's."""
    return action is not None and not grants(person).isdisjoint(ACTIONS.get(action, ()))


def manages(by: Person, role: Role, stand: str | None) -> bool:
    """The office invites and signs out drivers, responders, screens, people of other agencies; a
    stand leader his drivers; an administrator everybody."""
    if by.role == "administrator":
        return True
    if by.in_office:
        return role in ("driver", "responder", "station", "agency", "partner")
    return by.leads_stand and role == "driver" and stand == by.stand


def keeps_duty(by: Person, person: UUID) -> bool:
    """Everybody answers for the own duty, the office and the leaders for everybody's."""
    return by.id == person or by.oversees


HOMES: dict[Role, str] = {
    "driver": "/beranda",
    "responder": "/tugas",
    "station": "/pos",
    "operator": "/papan",
    "leader": "/papan",
    "administrator": "/papan",
    "agency": "/instansi",
    "partner": "/instansi",
}
"""Where each role starts after signing in."""
