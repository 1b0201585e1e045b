"""How well a set of labelled messages is understood: counts, with the texts that went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from src.domain.likeness import Account, account, candidates
from src.domain.likeness.verdict import WITHIN
from src.domain.places import Places
from src.domain.reading import Reading, read, tell_apart
from src.domain.region import Region
from src.domain.village import Village
from tests.messages.labelled import Labelled

LONGEST = max(WITHIN.values())


@dataclass
class Score:
    """`right` of `asked`; `wrong`: what went wrong, in words."""

    right: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, right: bool, trouble: str) -> None:
        self.asked += 1
        self.right += right
        if not right:
            self.wrong.append(trouble)

    @property
    def percent(self) -> float:
        return 100.0 * self.right / self.asked if self.asked else 100.0


@dataclass
class Figures:
    """Each counts only messages that carry its label.

    leaf, group      of the first suggestion
    urgent           P1 messages that are not suggested below P2
    fires            fires that are suggested as one
    no_fires         other messages that are not suggested as a fire
    villages         the one village filled in; chosen: what is filled in is right
    pairs_found      of the labelled pairs; pairs_right: of the suggested ones
    merged_found     the same for an operator who follows each best suggestion in turn: a message
    merged_right     is then compared with whole incidents
    """

    leaf: Score = field(default_factory=Score)
    group: Score = field(default_factory=Score)
    urgent: Score = field(default_factory=Score)
    fires: Score = field(default_factory=Score)
    no_fires: Score = field(default_factory=Score)
    villages: Score = field(default_factory=Score)
    chosen: Score = field(default_factory=Score)
    phones: Score = field(default_factory=Score)
    risks: Score = field(default_factory=Score)
    no_risks: Score = field(default_factory=Score)
    pairs_found: Score = field(default_factory=Score)
    pairs_right: Score = field(default_factory=Score)
    merged_found: Score = field(default_factory=Score)
    merged_right: Score = field(default_factory=Score)


def figures(messages: Sequence[Labelled], region: Region) -> Figures:
    found = Figures()
    readings = [read(each.text, region) for each in messages]
    for message, reading in zip(messages, readings, strict=True):
        _categories(found, message, reading, region)
        _places(found, message, _settled(message, reading, region))
        _people(found, message, reading)
    _pairs(found, messages, readings, region)
    return found


def _settled(message: Labelled, reading: Reading, region: Region) -> Village | None:
    """The village that would be filled in: the one written, else the one of the position."""
    if reading.village is not None:
        return reading.village.value
    places = Places(region.villages.values(), outside_m=region.rules.outside_km * 1_000)
    code = places.settle(None, message.position).village
    return region.villages[code] if code else None


def _categories(found: Figures, message: Labelled, reading: Reading, region: Region) -> None:
    labels, best = message.labels, reading.category
    code = best.value.code if best else region.words.unknown
    group = code.partition(".")[0]
    told = f"{code}: {message.text}"
    if labels.get("category"):
        found.leaf.count(code == labels["category"], f"{labels['category']} → {told}")
    if message.group:
        found.group.count(group == message.group, f"{message.group} → {told}")
        fires = {each.code for each in region.groups if each.kind == "fire"}
        if message.group in fires:
            found.fires.count(group in fires, told)
        else:
            found.no_fires.count(group not in fires, told)
    if labels.get("priority") == "P1":
        suggested = reading.priority.value if reading.priority else "P1"
        found.urgent.count(suggested <= "P2", f"{suggested}: {told}")


def _places(found: Figures, message: Labelled, village: Village | None) -> None:
    labels = message.labels
    code = village.code if village else None
    if labels.get("village"):
        found.villages.count(
            code == labels["village"], f"{labels['village']} → {code}: {message.text}"
        )
    if code and "village" in labels:
        found.chosen.count(
            code == labels["village"], f"{labels['village']} → {code}: {message.text}"
        )


def _people(found: Figures, message: Labelled, reading: Reading) -> None:
    if message.labels.get("phone"):
        numbers = {each.value for each in reading.phones}
        found.phones.count(message.labels["phone"] in numbers, f"{numbers}: {message.text}")
    risks = ", ".join(each.value for each in reading.risks)
    if message.labels.get("life_risk") is True:
        found.risks.count(reading.life_risk, message.text)
    elif message.labels.get("life_risk") is False:
        found.no_risks.count(not reading.life_risk, f"{risks}: {message.text}")


def _pairs(
    found: Figures, messages: Sequence[Labelled], readings: Sequence[Reading], region: Region
) -> None:
    """In the order in which they were made, each compared with all before it."""
    labelled = [number for number, each in enumerate(messages) if "incident" in each.labels]
    labelled.sort(key=lambda number: (messages[number].at is None, messages[number].at))
    accounts = [(n, account_of(messages[n], readings[n], region)) for n in labelled]
    alone = _suggested_alone(accounts)
    merged = _merged(accounts)
    for one, other in combinations(labelled, 2):
        incident = messages[one].labels["incident"]
        same = incident is not None and incident == messages[other].labels["incident"]
        pair = frozenset((one, other))
        if not same and pair not in alone and pair not in merged:
            continue
        told = f"{incident}: {messages[one].text} ~ {messages[other].text}"
        for pairs, of_labelled, of_suggested in (
            (alone, found.pairs_found, found.pairs_right),
            (merged, found.merged_found, found.merged_right),
        ):
            suggested = pair in pairs
            if same:
                of_labelled.count(suggested, told)
            if suggested:
                of_suggested.count(same, told)


def _suggested_alone(accounts: Sequence[tuple[int, Account]]) -> set[frozenset[int]]:
    """Each message an incident of its own."""
    pairs: set[frozenset[int]] = set()
    for place, (number, new) in enumerate(accounts):
        before = [(n, [known]) for n, known in accounts[:place]]
        pairs.update(frozenset((number, n)) for n in _worth_merging(new, before))
    return pairs


def _merged(accounts: Sequence[tuple[int, Account]]) -> set[frozenset[int]]:
    """Each message put to the best incident that is suggested for it."""
    incidents: list[list[tuple[int, Account]]] = []
    for number, new in accounts:
        known = [(n, [each for _, each in reports]) for n, reports in enumerate(incidents)]
        best = next(iter(_worth_merging(new, known)), None)
        if best is None:
            incidents.append([(number, new)])
        else:
            incidents[best].append((number, new))
    return {
        frozenset((one, other))
        for reports in incidents
        for (one, _), (other, _) in combinations(reports, 2)
    }


def _worth_merging(new: Account, known: Sequence[tuple[int, list[Account]]]) -> list[int]:
    """As on a board: what was reported long before is no candidate, and not even compared."""
    lately = [(key, reports) for key, reports in known if any(_near(new, each) for each in reports)]
    return [each.key for each in candidates(new, lately) if each.likeness.worth_merging]


def _near(one: Account, other: Account) -> bool:
    return one.at is None or other.at is None or abs(one.at - other.at) <= LONGEST


def account_of(message: Labelled, reading: Reading, region: Region) -> Account:
    """The message as the rule of duplicates sees it, with nothing but what was read of it."""
    leaf = reading.category.value if reading.category else None
    village = _settled(message, reading, region)
    return account(
        leaf,
        region.group_of(leaf) if leaf else None,
        at=message.at,
        also=[each.value.code for each in reading.categories],
        position=message.position,
        accuracy_m=message.accuracy_m,
        village=village,
        named=village is not None and village in [each.value for each in reading.villages],
        telling=tell_apart(message.text, region),
        phones=[each.value for each in reading.phones],
        words=region.words,
    )
