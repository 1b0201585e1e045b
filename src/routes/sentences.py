"""Domain trouble in plain Indonesian: the reason finds the sentence, the details fill it."""

from src.domain.errors import Invalid, Told
from src.words import ERRORS


def sentence(error: Told) -> str:
    """The sentence of the reason, or of the kind where the reason has none of its own."""
    return _fill(ERRORS.get(error.reason) or ERRORS[error.kind], error)


def field_sentences(error: Invalid) -> dict[str, str]:
    """A sentence for each field that needs mending."""
    return {
        name: _fill(ERRORS.get(reason, ERRORS["field_invalid"]), error)
        for name, reason in error.fields.items()
    }


def _fill(words: str, error: Told) -> str:
    try:
        return words.format(**error.detail)
    except (KeyError, IndexError):
        return ERRORS[error.kind].format(**error.detail)
