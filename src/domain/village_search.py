"""Finding a village by a name as people spell it; the browser's search follows the same rules.

A query is read in several ways ("readings"; `spelling` says how words are folded):

a. its words folded;
b. where a word of two letters or more ends in "2", once more with that word said twice
   ("batu2 putih" is "batu batu putih"); reading a takes it for the number in "Sukamaju 2";
c. a and b once more without ba, ta, di or ke at the front of the first word, if four letters or
   more remain; counts in steps 0 to 2 only, as step 3 with the step found for its errors.

A reading meets a village in the first of these steps that applies. q is the reading joined, name
is the village's key, `limit` the errors allowed in q: none under 4 letters, 1 up to 5, 2 up to 9,
else 3; "near" is a distance within the limit, to the whole key first, else to its beginning.

0. q is the name.                             4. The name contains q (3 letters or more).
1. The name begins with q.                    5. The district's name begins with q (2 letters
2. The name from one of its later words on       or more).
   begins with q.                             6. q is near the district's name.
3. q is near the name.

A query of two or more words is also cut in two at each gap: if one part begins the district's
name (2 letters or more) and the other meets the village in steps 0 to 2, that step counts; if
the other is only near (step 3), step 6 with its errors.
If nothing has met, each single word of 4 letters or more is tried in steps 0 to 3: that is step
7, with the step found for its errors.

The best meeting of each village counts. Guesses (steps 3, 6 and 7) are left out once any village
was met in steps 0 to 2; else each of these steps keeps those with at most one error more than
its best. Order: step, errors, near only a beginning, letters in the key, name, code. Villages of
one name are all returned: show each with its district.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from src.domain.spelling import distances, folded, written_words
from src.domain.village import Village

PREFIXES = ("ba", "ta", "di", "ke")
NEAR, NEAR_DISTRICT, SINGLE_WORD = GUESSES = (3, 6, 7)

# Step, errors, whether only a beginning was near: the smaller, the better the meeting.
Meeting = tuple[int, int, bool]


@dataclass(frozen=True, slots=True)
class _Entry:
    village: Village
    words: tuple[str, ...]
    key: str
    district: str


class VillageSearch:
    """The villages of a region, folded once."""

    def __init__(self, villages: Iterable[Village]) -> None:
        self._entries = [_entry(village) for village in villages]

    def find(self, query: str, limit: int = 8) -> tuple[Village, ...]:
        """The best matches, best first; nothing for a query without letters or digits."""
        said, bare = _readings(query)
        met = [
            (min(meetings), entry)
            for entry in self._entries
            if (meetings := [*_heard(said, entry), *_heard_bare(bare, entry)])
        ]
        met.sort(key=lambda m: (m[0], len(m[1].key), m[1].village.name, m[1].village.code))
        return tuple(entry.village for _, entry in _without_wild_guesses(met)[:limit])


def _without_wild_guesses(met: list[tuple[Meeting, _Entry]]) -> list[tuple[Meeting, _Entry]]:
    """`met`, best first, without the guesses that better meetings make unlikely."""
    if met and met[0][0][0] < NEAR:
        return [(meeting, entry) for meeting, entry in met if meeting[0] not in GUESSES]
    fewest = {step: min((m[1] for m, _ in met if m[0] == step), default=0) for step in GUESSES}
    return [
        (meeting, entry)
        for meeting, entry in met
        if meeting[0] not in GUESSES or meeting[1] <= fewest[meeting[0]] + 1
    ]


def _entry(village: Village) -> _Entry:
    words = tuple(folded(written_words(village.name)))
    district = "".join(folded(written_words(village.district.name)))
    return _Entry(village, words, "".join(words), district)


def _readings(query: str) -> tuple[list[list[str]], list[list[str]]]:
    """Ways to read the query: as said (a, b), and bare of a prefix (c)."""
    written = written_words(query)
    if not written:
        return [], []
    said = [folded(written)]
    twice = [part for word in written for part in _said_twice(word)]
    if twice != written:
        said.append(folded(twice))
    bare = [
        [first[2:], *rest]
        for first, *rest in said
        if first.startswith(PREFIXES) and len(first) >= 6
    ]
    return said, bare


def _said_twice(word: str) -> list[str]:
    stem = word[:-1]
    return [stem, stem] if word.endswith("2") and len(stem) >= 2 and stem.isalpha() else [word]


def _heard(readings: list[list[str]], entry: _Entry) -> list[Meeting]:
    return [meeting for words in readings for meeting in _meetings(words, entry)]


def _heard_bare(readings: list[list[str]], entry: _Entry) -> list[Meeting]:
    """What is met only without a prefix is a guess, however good."""
    return [(NEAR, step, False) for step, _, _ in _heard(readings, entry) if step < NEAR]


def _meetings(words: list[str], entry: _Entry) -> list[Meeting]:
    """All the ways in which a reading meets a village."""
    query = "".join(words)
    whole = _name_meeting(query, entry) or _rest_meeting(query, entry)
    found = [whole] if whole else []
    for cut in range(1, len(words)):
        front, back = "".join(words[:cut]), "".join(words[cut:])
        for name, district in ((front, back), (back, front)):
            if len(district) >= 2 and entry.district.startswith(district):
                meeting = _name_meeting(name, entry)
                if meeting:
                    step, errors, begun = meeting
                    found.append((step if step < NEAR else NEAR_DISTRICT, errors, begun))
    if not found and len(words) > 1:
        singles = [_name_meeting(word, entry) for word in words if len(word) >= 4]
        found = [(SINGLE_WORD, step, begun) for step, _, begun in filter(None, singles)]
    return found


def _name_meeting(query: str, entry: _Entry) -> Meeting | None:
    """Steps 0 to 3."""
    if query == entry.key:
        return 0, 0, False
    if entry.key.startswith(query):
        return 1, 0, False
    if any("".join(entry.words[i:]).startswith(query) for i in range(1, len(entry.words))):
        return 2, 0, False
    near = _near(query, entry.key)
    return (NEAR, *near) if near else None


def _rest_meeting(query: str, entry: _Entry) -> Meeting | None:
    """Steps 4 to 6."""
    if len(query) >= 3 and query in entry.key:
        return 4, 0, False
    if len(query) >= 2 and entry.district.startswith(query):
        return 5, 0, False
    near = _near(query, entry.district)
    return (NEAR_DISTRICT, *near) if near else None


@lru_cache(maxsize=4096)
def _near(query: str, name: str) -> tuple[int, bool] | None:
    """The errors, and whether only the name's beginning is near; None beyond the limit."""
    limit = 0 if len(query) < 4 else 1 if len(query) < 6 else 2 if len(query) < 10 else 3
    if not limit or len(query) > len(name) + limit:
        return None
    whole, beginning = distances(query, name)
    if whole <= limit:
        return whole, False
    return (beginning, True) if beginning <= limit else None
