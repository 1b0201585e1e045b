"""POST /aduan/{number}/…: an operator's decisions, each a noun; the second click is told so."""

from litestar import Response, post
from litestar.params import FromPath

from src.domain.errors import Invalid
from src.domain.numbers import serial_of
from src.queries import reach
from src.routes.deciding import Asked, Decision, decide
from src.routes.ids import id_from
from src.routes.report_fields import names_a_place
from src.routes.submission import line
from src.routes.surroundings import person_of
from src.services import (
    commanding,
    confirmation,
    dispatch,
    merging,
    phone_calls,
    placing,
    recalling,
    triage,
)


@post("/aduan/{number:str}/pemeriksaan", opt={"action": "triage"}, status_code=200)
async def verify(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await decide(request, number, lambda d: triage.verify(d.case.id, **d.by))


@post("/aduan/{number:str}/penggolongan", opt={"action": "triage"}, status_code=200)
async def classify(request: Asked, number: FromPath[str]) -> Response[bytes]:
    async def act(d: Decision) -> None:
        try:
            await triage.classify(
                d.case.id,
                category=d.word("category"),
                priority=d.word("priority"),
                reason=d.word("why"),
                **d.by,
            )
        except Invalid as wrong:
            # Two forms of this page ask for a reason; this one's field is called otherwise.
            fields = {("why" if name == "reason" else name): r for name, r in wrong.fields.items()}
            raise Invalid(fields) from wrong

    return await decide(request, number, act)


@post("/aduan/{number:str}/tempat", opt={"action": "triage"}, status_code=200)
async def correct_place(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """Village and landmark as the office knows them."""

    async def act(d: Decision) -> None:
        landmark = line(d.word("landmark"))
        if landmark and not names_a_place(landmark):
            raise Invalid({"landmark": "landmark_unclear"})
        await placing.correct(
            d.case.id,
            village=d.word("village"),
            landmark=landmark,
            reason=d.word("place_why"),
            **d.by,
        )

    return await decide(request, number, act)


@post("/aduan/{number:str}/penugasan", opt={"action": "triage"}, status_code=200)
async def assign(request: Asked, number: FromPath[str]) -> Response[bytes]:
    async def act(d: Decision) -> None:
        if d.word("team") not in d.by["region"].teams:
            raise Invalid({"team": "team_unknown"})
        await dispatch.assign(d.case.id, d.word("team"), vehicle=d.word("vehicle"), **d.by)

    return await decide(request, number, act)


@post("/aduan/{number:str}/penarikan", opt={"action": "triage"}, status_code=200)
async def recall(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """One team, by its `assignment`, is let go."""

    async def act(d: Decision) -> None:
        await recalling.recall(d.case.id, id_from(d.word("assignment"), "assignment"), **d.by)

    return await decide(request, number, act)


@post("/aduan/{number:str}/komandan", opt={"action": "triage"}, status_code=200)
async def name_commander(request: Asked, number: FromPath[str]) -> Response[bytes]:
    async def act(d: Decision) -> None:
        await commanding.name(d.case.id, id_from(d.word("person"), "person"), **d.by)

    return await decide(request, number, act)


@post("/aduan/{number:str}/permintaan-keterangan", opt={"action": "triage"}, status_code=200)
async def ask(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await decide(
        request,
        number,
        lambda d: triage.ask_information(
            d.case.id, question=d.sentence("question", "info_requested"), **d.by
        ),
    )


@post("/aduan/{number:str}/keterangan", opt={"action": "triage"}, status_code=200)
async def note_answer(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """What the reporter of one `report` answered by telephone."""

    async def act(d: Decision) -> None:
        await confirmation.note_answer(d.case.id, d.report(), d.word("text"), **d.by)

    return await decide(request, number, act)


@post("/aduan/{number:str}/penolakan", opt={"action": "triage"}, status_code=200)
async def decline(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """With the reason typed, or the ready one that was picked."""

    async def act(d: Decision) -> None:
        await triage.decline(d.case.id, reason=d.sentence("reason", "declined"), **d.by)

    return await decide(request, number, act)


@post("/aduan/{number:str}/jawaban", opt={"action": "triage"}, status_code=200)
async def resolve(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await decide(
        request,
        number,
        lambda d: triage.resolve(d.case.id, answer=d.sentence("answer", "resolved"), **d.by),
    )


@post("/aduan/{number:str}/penggabungan", opt={"action": "triage"}, status_code=200)
async def merge(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """Into the incident of number `into`; that one is shown afterwards."""

    async def act(d: Decision) -> int:
        into = serial_of(d.word("into"), d.by["region"].number_prefix)
        person = person_of(d.request)
        if into is None or not await reach.may_see(person, into, d.by["region"]):
            raise Invalid({"into": "incident_unknown"})
        await merging.merge(d.case.id, into, **d.by)
        return into

    return await decide(request, number, act)


@post("/aduan/{number:str}/pemisahan", opt={"action": "triage"}, status_code=200)
async def split(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """Takes one `report` off; the new incident is shown afterwards."""

    async def act(d: Decision) -> int:
        return await merging.split(d.report(), **d.by)

    return await decide(request, number, act)


@post("/aduan/{number:str}/latihan", opt={"action": "triage"}, status_code=200)
async def mark_drill(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await decide(request, number, lambda d: triage.mark_drill(d.case.id, **d.by))


@post("/aduan/{number:str}/panggilan", opt={"action": "triage"}, status_code=200)
async def log_call(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """What came of telephoning somebody on the list."""

    async def act(d: Decision) -> None:
        action = id_from(d.word("action_id"), "action_id")
        person = id_from(d.word("person"), "person")
        await phone_calls.log_call(d.case.id, person, d.word("result"), action_id=action, **d.by)

    return await decide(request, number, act)


HANDLERS = (
    verify,
    classify,
    correct_place,
    assign,
    recall,
    name_commander,
    ask,
    note_answer,
    resolve,
    decline,
    merge,
    split,
    mark_drill,
    log_call,
)
