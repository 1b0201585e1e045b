"""/kelola/alarm: who must come for what and how an alarm climbs; leaders may change it."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.domain import access, alarm_rule, strength
from src.domain.alarm_rule import AlarmRule
from src.domain.errors import Conflict, Invalid, NotFound
from src.domain.escalation import Policy, Step
from src.queries.alarm_rules import in_force
from src.queries.alarm_rules_page import rules_shown
from src.routes.alarm_rule_form import places, typed_rule, values_of
from src.routes.errors import STATUS, wanted
from src.routes.forms import Form, typed
from src.routes.rendering import page
from src.routes.sentences import sentence
from src.routes.surroundings import now_of, person_of, region_of
from src.services import alarm_rules

Asked = Request[Any, Any, Any]
HERE = "/kelola/alarm"


@get(HERE, opt={"action": "see_alarm_rules"})
async def show_rules(request: Asked) -> Response[bytes]:
    return page(
        request,
        "manage/alarm_rules.html",
        rules=await rules_shown(region_of(request)),
        may_edit=access.allows("edit_alarm_rules", person_of(request)),
    )


@get(HERE + "/baru", opt={"action": "edit_alarm_rules"})
async def show_new_rule(request: Asked) -> Response[bytes]:
    """An empty form, with a name of its own: sent twice, it adds one rule."""
    plain = Policy((Step(0, ("team",)), Step(60, ("team", "team_leader"), "unanswered")), 60)
    rule = AlarmRule(code=alarm_rules.new_code(), name="", strength=strength.ONE, policy=plain)
    return _form(request, rule.code, values_of(rule), seen="")


@get(HERE + "/{code:str}", opt={"action": "edit_alarm_rules"})
async def show_rule(request: Asked, code: FromPath[str]) -> Response[bytes]:
    rule = await _standing(request, code)
    if rule is None:
        raise NotFound("rule_unknown")
    return _form(request, code, values_of(rule), seen=alarm_rule.edition(rule))


@post(HERE + "/{code:str}", opt={"action": "edit_alarm_rules"}, status_code=200)
async def save_rule(request: Asked, code: FromPath[str]) -> Response[bytes]:
    """Pressing once more after being told of somebody else's change saves over it."""
    said, region = await typed(request), region_of(request)
    rule, seen = typed_rule(code, said, region), said.get("seen", "")
    by = person_of(request).id
    try:
        await alarm_rules.save(rule, seen=seen, by=by, region=region, now=now_of(request))
    except Invalid as wrong:
        if wanted(request.headers) == "json":
            raise
        return _form(request, code, said, seen=seen, wrong=wrong)
    except Conflict as trouble:
        if wanted(request.headers) == "json":
            raise
        stands = await _standing(request, code)
        newest = alarm_rule.edition(stands) if stands else ""
        return _form(request, code, said, seen=newest, trouble=trouble)
    return _back()


@post(HERE + "/{code:str}/semula", opt={"action": "edit_alarm_rules"}, status_code=200)
async def undo_rule(request: Asked, code: FromPath[str]) -> Response[bytes]:
    """Back to the region pack's; a rule that was added is taken away."""
    await alarm_rules.undo(
        code, by=person_of(request).id, region=region_of(request), now=now_of(request)
    )
    return _back()


async def _standing(request: Asked, code: str) -> AlarmRule | None:
    """The rule as it holds now."""
    rules = await in_force(region_of(request))
    return next((rule for rule in rules if rule.code == code), None)


def _back() -> Response[bytes]:
    return Response(b"", status_code=303, headers={"Location": HERE})


def _form(
    request: Asked,
    code: str,
    said: Mapping[str, str],
    *,
    seen: str,
    wrong: Invalid | None = None,
    trouble: Conflict | None = None,
) -> Response[bytes]:
    problem = wrong or trouble
    return page(
        request,
        "manage/alarm_rule.html",
        status=STATUS[problem.kind] if problem else 200,
        form=Form.of(said, wrong) if wrong else Form(said),
        places=places(said),
        code=code,
        own=code not in region_of(request).alarm_rules,
        seen=seen,
        trouble=sentence(trouble) if trouble else "",
    )
