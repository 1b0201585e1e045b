"""Which thing a form saves: the one of its address, or a new one with a code of its own."""

from collections.abc import Mapping
from uuid import uuid4

from src.domain.errors import Invalid, NotFound
from src.domain.region import Region
from src.routes.manage.fields import Wrong
from src.routes.manage.subject import Subject

NEW = "baru"


def made_code(subject: Subject) -> str:
    """Made with the form, so that a second tap adds nothing twice."""
    made = uuid4().hex[:8]
    return f"{subject.prefix}{made}" if subject.kind == "response" else f"{subject.prefix}-{made}"


def own_code(subject: Subject, code: str, said: Mapping[str, str], region: Region) -> str:
    """Which thing is saved: the one of the address, or the new one."""
    if code != NEW:
        return code
    if not subject.adds:
        raise NotFound("thing_unknown")
    if subject.code_field is None:
        own = said.get("made", "")
        start = subject.prefix if subject.kind == "response" else f"{subject.prefix}-"
        digits = own.removeprefix(start)
        if own == digits or len(digits) != 8 or set(digits) - set("0123456789abcdef"):
            raise Invalid({"made": "id_wrong"})
        return own
    own, wrong = "", ""
    try:
        own = subject.code_field.read(said, region)
    except Wrong as trouble:
        wrong = trouble.reason
    if (
        not wrong
        and subject.read(region, own) is not None
        and not _same(subject, own, said, region)
    ):
        wrong = subject.taken
    if wrong:
        others = _wrong_fields(subject, said, region)
        raise Invalid({subject.code_field.name: wrong} | others)
    return str(own)


def _same(subject: Subject, code: str, said: Mapping[str, str], region: Region) -> bool:
    """A second tap on the same form."""
    try:
        return subject.typed(said, region) == subject.read(region, code)
    except Invalid:
        return False


def _wrong_fields(subject: Subject, said: Mapping[str, str], region: Region) -> dict[str, str]:
    try:
        subject.typed(said, region)
    except Invalid as wrong:
        return wrong.fields
    return {}
