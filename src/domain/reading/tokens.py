"""A message as words with their places in the text, parted into sentences and clauses."""

import re
import unicodedata
from dataclasses import dataclass

from src.domain.reading.found import Quote

# The point of "Ds. Suit" ends no sentence.
_SHORTENED = "".join(rf"(?<!\b(?i:{word}))" for word in "ds kec kab kel jl jln bpk".split())
_PIECES = re.compile(
    r"(?P<word>[^\W_]+(?:[\u2019'][^\W_]+)*)"
    r"|(?P<picture>[\u2600-\u27bf\U0001f300-\U0001faff])"
    rf"|(?P<stop>{_SHORTENED}[.!?;\n]+)"
    r"|(?P<pause>[,:()\u2013\u2014]+| - )"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a picture. `written` is in plain small letters; `capital` as it began."""

    start: int
    end: int
    written: str
    capital: bool
    sentence: int
    clause: int


@dataclass(frozen=True, slots=True)
class Message:
    """`asked`: numbers of the sentences that end with a question mark."""

    text: str
    tokens: tuple[Token, ...]
    asked: frozenset[int]

    @property
    def pictures(self) -> set[int]:
        """Emoji: with a figure of speech they mean nothing more."""
        return {place for place, token in enumerate(self.tokens) if not token.written.isalnum()}

    def quote(self, first: int, last: int) -> Quote:
        """The words from one token to another, both included."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return Quote(start, end, self.text[start:end])


def message(text: str, hidden: tuple[Quote, ...] = ()) -> Message:
    """`hidden` parts (numbers, addresses) are no words."""
    for part in hidden:
        text_before, text_after = text[: part.start], text[part.end :]
        text = text_before + " " * (part.end - part.start) + text_after
    tokens: list[Token] = []
    asked: set[int] = set()
    sentence = clause = 0
    for piece in _PIECES.finditer(text):
        found = piece.group()
        if piece["stop"]:
            if "?" in found:
                asked.add(sentence)
            sentence, clause = sentence + 1, clause + 1
        elif piece["pause"]:
            clause += 1
        else:
            tokens.append(
                Token(
                    piece.start(), piece.end(), _plain(found), found[0].isupper(), sentence, clause
                )
            )
    return Message(text, tuple(tokens), frozenset(asked))


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(sign for sign in letters if unicodedata.category(sign)[0] not in "MP")
