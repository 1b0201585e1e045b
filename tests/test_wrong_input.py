"""Wrong input of every kind gets a plain Indonesian sentence and the right status, twice over.

Each is sent as a person's browser sends it, and as a script that asks for JSON does.
"""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest

from src.words import ERRORS
from tests.cast import Cast
from tests.routes.reporting import fields

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json", "X-Lacak": "1"}
MEGABYTES_30 = 30 * 1024 * 1024
FOREIGN = "A" * 22


@dataclass(frozen=True)
class Wrong:
    """What is sent, and what is told: the status, and the sentence by its key in `words.ERRORS`."""

    method: str
    path: str
    status: int
    told: str
    form: dict[str, Any] | None = None
    content: bytes | None = None
    session: str = ""


def report(**wrong: Any) -> dict[str, Any]:
    return {"form": fields(**wrong)}


CASES = {
    "missing place": Wrong(
        "POST", "/aduan", 422, "place_missing",
        **report(village=None, landmark=None),
    ),
    "missing category": Wrong(
        "POST", "/aduan", 422, "category_missing", **report(category=None)
    ),
    "unknown category": Wrong(
        "POST", "/aduan", 422, "category_unknown", **report(category="fire.x")
    ),
    "unknown village": Wrong(
        "POST", "/aduan", 422, "village_unknown", **report(village="99.99.99.9999")
    ),
    "bad UUID of a report": Wrong(
        "POST", "/aduan", 422, "id_wrong", **report(id="bukan-uuid")
    ),
    "markup as a village": Wrong(
        "POST", "/aduan", 422, "village_unknown",
        **report(village="<script>alert(1)</script>"),
    ),
    "pictures as a landmark": Wrong(
        "POST", "/aduan", 422, "landmark_unclear",
        **report(village=None, landmark="🔥🔥🔥"),
    ),
    "a date that is none": Wrong(
        "POST", "/aduan", 422, "date_wrong", **report(created_at="31-02-2026")
    ),
    "a year before clocks": Wrong(
        "POST", "/aduan", 422, "date_wrong",
        **report(created_at="0001-01-01T00:00:00Z"),
    ),
    "a place beyond the poles": Wrong(
        "POST", "/aduan", 422, "position_wrong", **report(latitude="-91", longitude="0")
    ),
    "a text without end": Wrong(
        "POST", "/aduan", 422, "text_too_long", **report(text="x" * 4001)
    ),
    "a phone that is none": Wrong(
        "POST", "/aduan", 422, "phone_wrong", **report(reporter_phone="abc")
    ),
    "30 MB": Wrong("POST", "/aduan", 413, "too_large", content=b"x" * MEGABYTES_30),
    "foreign share token": Wrong("GET", f"/pantau/{FOREIGN}", 404, "link_unknown"),
    "its changing part": Wrong("GET", f"/pantau/{FOREIGN}/keadaan", 404, "link_unknown"),
    "its stream": Wrong("GET", f"/pantau/{FOREIGN}/aliran", 404, "link_unknown"),
    "an answer through it": Wrong(
        "POST", f"/pantau/{FOREIGN}/jawaban", 404, "link_unknown", form={"benar": "ya"}
    ),
    "foreign own link": Wrong("GET", f"/milik/{FOREIGN}.{FOREIGN}", 404, "link_unknown"),
    "used up invitation": Wrong("GET", f"/aktivasi/{FOREIGN}", 404, "invitation_unknown"),
    "unknown route": Wrong("GET", "/tidak/ada", 404, "not_found"),
    "a file above": Wrong("GET", "/static/x/../../settings.py", 404, "not_found"),
    "wrong method": Wrong("PUT", "/aduan", 405, "method_not_allowed"),
    "unknown method": Wrong("BREW", "/lapor", 405, "method_not_allowed"),
    "bad UUID of a photo": Wrong("GET", "/lampiran/x/foto", 422, "id_wrong"),
    "somebody's photo": Wrong("GET", f"/lampiran/{uuid4()}/foto", 404, "not_found"),
    "a receipt for nothing": Wrong(
        "POST", "/kabar", 422, "id_wrong", form={"delivery": "x", "what": "shown"}
    ),
    "push at home": Wrong(
        "POST", "/langganan", 422, "push_unknown",
        form={"endpoint": "http://127.0.0.1/x", "p256dh": "x", "auth": "x"}, session="responder",
    ),
    "an incident of none": Wrong(
        "GET", "/aduan/LB-YYYY", 404, "incident_unknown", session="operator"
    ),
    "a task of none": Wrong(
        "POST", f"/tugas/{uuid4()}/penerimaan", 404, "task_unknown",
        form={"action_id": str(uuid4())}, session="responder",
    ),
    "the board of the office": Wrong(
        "GET", "/papan", 403, "forbidden", session="driver"
    ),
}  # fmt: skip


@pytest.mark.parametrize("headers", [HTML, JSON], ids=["page", "json"])
@pytest.mark.parametrize("wrong", CASES.values(), ids=list(CASES))
async def test_wrong_input_is_told_in_a_sentence(
    client: httpx.AsyncClient, cast: Cast, wrong: Wrong, headers: dict[str, str]
) -> None:
    if wrong.session:
        await cast.signs_in(client, await cast.person(wrong.session))  # type: ignore[arg-type]
    answer = await client.request(
        wrong.method, wrong.path, data=wrong.form, content=wrong.content, headers=headers
    )
    assert answer.status_code == wrong.status, answer.text[:300]
    assert "<script>alert" not in answer.text
    if headers is HTML:
        assert answer.headers["content-type"].startswith("text/html")
        assert ERRORS[wrong.told] in answer.text
        assert answer.text.count("<h1") == 1
        return
    told = answer.json()
    assert ERRORS[wrong.told] in " ".join([told["message"], *told.get("errors", {}).values()])
    assert answer.headers["x-lacak"] == "1"


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "🔥🔥🔥", "'; DROP TABLE report"])
async def test_odd_words_are_words(client: httpx.AsyncClient, text: str) -> None:
    answer = await client.post("/aduan", data=fields(text=text), headers=JSON)
    assert answer.status_code == 201
