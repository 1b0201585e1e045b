"""The line between phone and server: it can be fine, cut, slow, or belong to somebody else."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from typing import Literal

import aiohttp
from aiohttp import web

# fine       everything passes
# captive    every address answers 200 with a stranger's login page
# redirect   every address leads to a stranger's login page
# hang       the request arrives nowhere and nothing comes back
# cut_answer the server takes it, the answer never reaches the phone
# cut_body   the answer breaks off in the middle
Mode = Literal["fine", "captive", "redirect", "hang", "cut_answer", "cut_body"]
PORTAL = "<!doctype html><title>WiFi Gratis</title><h1>Masuk dulu</h1>"
KEPT_BACK = {"transfer-encoding", "connection", "keep-alive", "content-length"}


class Line:
    """A proxy in front of one server, in a thread of its own. Only what is sent by POST and PUT
    meets trouble, so that pages still open; `status` answers those with a bare status. While it is
    severed nothing passes at all, open streams break, and a `stranger` answers everything. What
    ends in `barred` is refused."""

    def __init__(self, target: str, port: int) -> None:
        self.target = target
        self.url = f"http://localhost:{port}"
        self.mode: Mode = "fine"
        self.status: int | None = None
        self.stranger = False
        self.barred = ""
        self.sent: list[tuple[str, str, int]] = []
        self._severed = False
        self._passing: dict[int, web.Request] = {}
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Line":
        ready = threading.Event()
        self._loop.call_soon(ready.set)
        self._started = asyncio.run_coroutine_threadsafe(self._start(), self._loop)
        self._thread.start()
        self._started.result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def troubled(self, mode: Mode = "fine", status: int | None = None) -> None:
        self.mode, self.status = mode, status

    def sever(self) -> None:
        """Nothing passes any more, neither what is asked from now on nor what is under way."""
        self._severed = True
        self._loop.call_soon_threadsafe(self._break)

    def mend(self) -> None:
        self._severed = False

    def _break(self) -> None:
        for request in self._passing.values():
            if request.transport is not None:
                request.transport.abort()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def _start(self) -> None:
        # Never on a kept connection: one that the server has just closed would be trouble of ours.
        connector = aiohttp.TCPConnector(force_close=True)
        self._http = aiohttp.ClientSession(connector=connector, auto_decompress=False)
        app = web.Application(client_max_size=2**26)
        app.router.add_route("*", "/{path:.*}", self._pass)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "localhost", self._port, reuse_address=True).start()

    async def _stop(self) -> None:
        await self._http.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1):
                await self._runner.cleanup()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _pass(self, request: web.Request) -> web.StreamResponse:
        self._passing[id(request)] = request
        try:
            return await self._passed(request)
        finally:
            del self._passing[id(request)]

    async def _passed(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        if self._severed:
            _cut(request)
        if self.stranger:
            return web.Response(text=PORTAL, content_type="text/html")
        if self.barred and request.path.endswith(self.barred):
            return web.Response(status=503)
        if request.method in ("POST", "PUT"):
            self.sent.append((request.method, request.path, len(body)))
            if (trouble := await self._trouble(request)) is not None:
                return trouble
        async with self._upstream(request, body) as answer:
            if request.method in ("POST", "PUT") and self.mode == "cut_answer":
                await answer.read()
                _cut(request)
            mine = web.StreamResponse(status=answer.status)
            for name, value in answer.headers.items():
                if name.lower() not in KEPT_BACK:
                    mine.headers.add(name, value)
            if request.method in ("POST", "PUT") and self.mode == "cut_body":
                whole = await answer.read()
                mine.content_length = len(whole)
                await mine.prepare(request)
                await mine.write(whole[: len(whole) // 2])
                _cut(request)
            await mine.prepare(request)
            async for chunk in answer.content.iter_any():
                await mine.write(chunk)
            return mine

    @contextlib.asynccontextmanager
    async def _upstream(
        self, request: web.Request, body: bytes
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        headers = [
            (name, value)
            for name, value in request.headers.items()
            if name.lower() not in KEPT_BACK | {"host"}
        ]
        async with self._http.request(
            request.method,
            self.target + request.raw_path,
            headers=headers,
            data=body or None,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=None),
        ) as answer:
            yield answer

    async def _trouble(self, request: web.Request) -> web.Response | None:
        if self.status is not None:
            return web.Response(status=self.status, text="trouble")
        match self.mode:
            case "captive":
                return web.Response(text=PORTAL, content_type="text/html")
            case "redirect":
                return web.Response(status=302, headers={"Location": "http://localhost:1/masuk"})
            case "hang":
                await asyncio.sleep(3600)
        return None


def _cut(request: web.Request) -> None:
    """The connection breaks, as in a tunnel."""
    if request.transport is not None:
        request.transport.abort()
    raise ConnectionResetError
