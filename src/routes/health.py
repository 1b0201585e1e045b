"""For whoever watches over the installation: can an alarm arrive, and if not, why (codes only)."""

from typing import Any

from litestar import Request, Response, get

from src.routes.errors import receipt
from src.routes.surroundings import now_of, surroundings
from src.services import health


@get("/kesehatan", opt={"action": "see_health"})
async def show_health(request: Request[Any, Any, Any]) -> Response[bytes]:
    """503 while anything vital is wrong; `troubles` names what is not vital as well."""
    found = await health.check(surroundings(request).pulse, now=now_of(request))
    age = found.worker_age
    state = {
        "ok": found.ok,
        "troubles": found.troubles,
        "worker_age_s": round(age.total_seconds(), 1) if age is not None else None,
        "database": found.database,
    }
    return receipt(state, 200 if found.ok else 503)
