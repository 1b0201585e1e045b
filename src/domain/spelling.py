"""How a place name sounds, so that spellings of one name meet; mirrored in the browser's search.

Folding a text, in this order (test vectors: tests/vectors/village_search.json):

1. Lower case; accents off (NFKD without marks); the first 60 characters; everything but a-z and
   0-9 parts words; the first 8 words.
2. The words desa, ds, kelurahan, kel, kecamatan, kec, dekat, dkt, di, ke, dari are left out,
   unless no word would remain.
3. A word after the first that is i, ii, iii, iv, v or satu, dua, tiga, empat, lima becomes its
   digit.
4. In each word, in this order: oe→u, dj→j, tj→c, sj→s, sy→s, nj→n, ny→n, kh→k, f→p, v→p, z→s,
   q→k, x→ks, y→i; then any letter following itself falls away.

A name's key is its folded words joined: "Batu-batu putih" is `batubatuputih`.
"""

import unicodedata
from functools import lru_cache
from itertools import groupby
from re import findall

MAX_CHARACTERS = 60
MAX_WORDS = 8
FILLERS = frozenset("desa ds kelurahan kel kecamatan kec dekat dkt di ke dari".split())
NUMERALS = {
    word: str(value)
    for value, words in enumerate(("i satu", "ii dua", "iii tiga", "iv empat", "v lima"), 1)
    for word in words.split()
}
SOUNDS = tuple(
    pair.split(">")
    for pair in "oe>u dj>j tj>c sj>s sy>s nj>n ny>n kh>k f>p v>p z>s q>k x>ks y>i".split()
)


def written_words(text: str) -> list[str]:
    """Step 1: the words as written, in plain small letters."""
    plain = unicodedata.normalize("NFKD", text[:MAX_CHARACTERS].lower())
    unmarked = "".join(letter for letter in plain if unicodedata.category(letter)[0] != "M")
    return findall(r"[a-z0-9]+", unmarked)[:MAX_WORDS]


def folded(words: list[str]) -> list[str]:
    """Steps 2 to 4 on written words."""
    telling = [word for word in words if word not in FILLERS] or words
    counted = telling[:1] + [NUMERALS.get(word, word) for word in telling[1:]]
    return [sound(word) for word in counted]


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Step 4 on one word."""
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    return "".join(
        letter if letter.isalpha() else letter * len(list(run)) for letter, run in groupby(word)
    )


def distances(query: str, name: str) -> tuple[int, int]:
    """How many letters to insert, remove, replace or swap with their neighbour, so that the query
    becomes the name, and so that it becomes at least the name's beginning (still being typed).

    Optimal string alignment: no letter is touched twice.
    """
    before: list[int] = []
    row = list(range(len(name) + 1))
    for i, letter in enumerate(query):
        last, before, row = before, row, [i + 1]
        for j, other in enumerate(name):
            cost = min(row[j] + 1, before[j + 1] + 1, before[j] + (letter != other))
            if i and j and letter == name[j - 1] and query[i - 1] == other:
                cost = min(cost, last[j - 1] + 1)
            row.append(cost)
    return row[-1], min(row)
