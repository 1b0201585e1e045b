"""One drawing of the board serves everybody; what this person has not seen is put in afterwards.

The templates leave places: `<!--lihat 12 7-->` on the ticket of incident 12 whose log has seven
lines; `<!--bunyi 12 LB-7K3M-->…<!--diam-->` for an emergency, around what is said of it while it
sounds; `<!--jumlah belum-->` where a count of this person stands. Text of strangers cannot look
like one, since `<` is always written as `&lt;` in it.
"""

import re

from src.domain.access import Person
from src.queries import looks
from src.words.board import NEWS, UNSEEN

_PLACE = re.compile(rb"<!--lihat (\d+) (\d+)-->")
_WAKING = re.compile(rb"<!--bunyi (\d+) ([\w-]+)-->(.*?)<!--diam-->", re.DOTALL)
_COUNT = re.compile(rb"<!--jumlah (\w+)-->")


async def marked(drawn: bytes, person: Person) -> bytes:
    """The drawing as this person is to see it."""
    waking = [int(place[1]) for place in _WAKING.finditer(drawn)]
    shown = [int(place[1]) for place in _PLACE.finditer(drawn)]
    own = await looks.looks_of(person.id, list(dict.fromkeys((*shown, *waking))))
    unopened = [each for each in waking if not (each in own and own[each].events)]
    sounding = frozenset(unopened) - await looks.opened_in_office(unopened)
    counts = {b"belum": 0, b"saya": 0}

    def mark(place: re.Match[bytes]) -> bytes:
        seen = own.get(int(place[1]))
        if seen is not None and seen.involved:
            counts[b"saya"] += 1
        if seen is not None and seen.events >= int(place[2]):
            return b""
        counts[b"belum"] += 1
        word = NEWS if seen and seen.events else UNSEEN
        return f'<b class="new">{word}</b>'.encode()

    def wake(place: re.Match[bytes]) -> bytes:
        if int(place[1]) not in sounding:
            return b""
        return b'<i data-sounds="%s" hidden></i>%s' % (place[2], place[3])

    said = _WAKING.sub(wake, _PLACE.sub(mark, drawn))
    return _COUNT.sub(lambda place: b"%d" % counts[place[1]], said)
