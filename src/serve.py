"""The embedded web server: one process that starts at once and stops within three seconds."""

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn
from litestar import Litestar

from src.live import Hub
from src.settings import Settings

WAITING = 2048  # connections the system holds while we are busy
PATIENCE_S = 2  # for answers under way when told to stop
KEPT_OPEN_S = 30  # a new connection costs a phone on a slow line several seconds


class Server(uvicorn.Server):
    """Lets live streams go before it waits for answers under way: a stream never ends by itself."""

    def __init__(
        self, config: uvicorn.Config, *, hub: Callable[[], Hub], on_ready: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._hub = hub
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            # What is there by now stays: looking through it again and again cost a fifth of the
            # push sender's speed (docs/decisions/0006-push-sender.md).
            gc.collect()
            gc.freeze()
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub().close()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """SIGTERM and SIGINT ask for the end and are not raised a second time after it."""
        loop = asyncio.get_running_loop()
        for told in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(told, self.handle_exit, told, None)
        try:
            yield
        finally:
            for told in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(told)


def listening(settings: Settings) -> socket.socket:
    """The open port; raises OSError with a plain sentence where another program has it."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP, so that the event loop sends small answers at once (TCP_NODELAY): it does so
    # only on sockets that say their protocol.
    port = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        port.bind((settings.host, settings.port))
        port.listen(WAITING)
        return port
    except OSError as trouble:
        port.close()
        where = f"{settings.host} port {settings.port}"
        raise OSError(f"Cannot listen on {where}: {trouble.strerror}. See LACAK_PORT.") from trouble


async def serve(
    app: Litestar,
    port: socket.socket,
    *,
    on_ready: Callable[[], None] = lambda: None,
) -> bool:
    """Serve until told to stop; False where the application could not start."""
    config = uvicorn.Config(
        app,
        http="httptools",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=WAITING,
        timeout_keep_alive=KEPT_OPEN_S,
        timeout_graceful_shutdown=PATIENCE_S,
    )
    server = Server(config, hub=lambda: app.state.surroundings.hub, on_ready=on_ready)
    await server.serve([port])
    return server.started
