"""A proxy in front of a mail server that breaks the conversation at a chosen point.

    with proxy(mail.smtps_port, cut_after(Side.CLIENT, rb"\\.$"), tls=mail.certificates) as broken:
        …connect to broken.port: the server gets the whole message, and its answer is never heard…

With `tls` the proxy ends the client's TLS and makes its own to the server, so that it can read lines; the
client still sees a certificate that the tests' authority signed. Without it bytes pass as they are: after
STARTTLS only faults at a byte still apply.

A fault strikes once, on the first connection that reaches its point; later connections pass. `lines` tells
what was said, so that a test can show that the point was reached.
"""

import asyncio
import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from tests.servers.certificates import Certificates


class Side(StrEnum):
    """Who speaks."""

    CLIENT = "client"
    SERVER = "server"


class Action(StrEnum):
    CUT_BEFORE = "both connections are cut, and the line is not passed on"
    CUT_AFTER = "the line is passed on, then both connections are cut"
    HOLD = "nothing passes any more, in either direction, until release()"
    REPLACE = "other bytes are passed on in its place"
    ANSWER = "the line is not passed on; its speaker is answered by the proxy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Where the conversation breaks, and how. Made by the functions below.

    `line` and `after` are patterns that match from the start of a line, whatever its case; `after` must have
    been said by the client before. `at_byte` counts the bytes of the watched side that still pass.
    """

    watch: Side
    action: Action
    line: bytes | None = None
    after: bytes | None = None
    at_byte: int | None = None
    text: bytes = b""


def cut_before(side: Side, line: bytes, *, after: bytes | None = None) -> Fault:
    """Cut when `side` says `line`; the other never hears it."""
    return Fault(watch=side, action=Action.CUT_BEFORE, line=line, after=after)


def cut_after(side: Side, line: bytes, *, after: bytes | None = None) -> Fault:
    """Cut when `side` has said `line` and the other has got it."""
    return Fault(watch=side, action=Action.CUT_AFTER, line=line, after=after)


def cut_at(side: Side, count: int) -> Fault:
    """Cut after `count` bytes of `side`, wherever that is."""
    return Fault(watch=side, action=Action.CUT_AFTER, at_byte=count)


def hold(side: Side, line: bytes, *, after: bytes | None = None) -> Fault:
    """Keep everything back from the moment `side` says `line` until `Proxy.release()`: a silent server."""
    return Fault(watch=side, action=Action.HOLD, line=line, after=after)


def replace(side: Side, line: bytes, text: bytes, *, after: bytes | None = None) -> Fault:
    """Pass on `text` in place of `line`; give the line's end yourself."""
    return Fault(watch=side, action=Action.REPLACE, line=line, after=after, text=text)


def answer(line: bytes, text: bytes, *, after: bytes | None = None) -> Fault:
    """Keep the client's `line` from the server, and answer `text` in its place."""
    return Fault(watch=Side.CLIENT, action=Action.ANSWER, line=line, after=after, text=text)


_Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]

#: Seconds to wait for the other end's good-bye when TLS is closed: a client that is stuck never says it.
_TLS_GOODBYE = 1.0


class _Cut(Exception):
    """The conversation ends here."""


@dataclass
class Proxy:
    """A running proxy on 127.0.0.1:`port`."""

    upstream: int
    faults: list[Fault]
    certificates: Certificates | None
    port: int = 0
    #: All lines said so far, oldest first, with their ends.
    lines: list[tuple[Side, bytes]] = field(default_factory=list)
    connections: int = 0
    #: Faults that have struck.
    struck: list[Fault] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)

    def said(self, side: Side, line: bytes) -> bool:
        """Has `side` said a line that begins with the pattern `line`?"""
        return any(speaker is side and _matches(line, words) for speaker, words in list(self.lines))

    def release(self) -> None:
        """Let pass what `hold` keeps back, and all that follows."""
        self._loop.call_soon_threadsafe(self._released.set)

    async def serve(self, ready: threading.Event) -> None:
        context = self.certificates.server_context() if self.certificates else None
        patience = _TLS_GOODBYE if context else None
        server = await asyncio.start_server(
            self._accept, "127.0.0.1", 0, ssl=context, ssl_shutdown_timeout=patience
        )
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self.done.wait()
        server.close()
        # Not cancelled: a conversation that is just being closed would leave its sockets open.
        await asyncio.gather(*self._tasks)
        await server.wait_closed()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.create_task(self._converse(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            onward = await self._connect()
        except OSError:
            writer.transport.abort()
            return
        conversation = _Conversation(self, (reader, writer), onward)
        try:
            await conversation.run(self.done)
        finally:
            await conversation.close()

    async def _connect(self) -> _Pair:
        if self.certificates is None:
            return await asyncio.open_connection("127.0.0.1", self.upstream)
        return await asyncio.open_connection(
            "127.0.0.1",
            self.upstream,
            ssl=self.certificates.client_context(),
            server_hostname="localhost",
            ssl_shutdown_timeout=_TLS_GOODBYE,
        )


class _Conversation:
    """One client's connection and the one to the server that belongs to it."""

    def __init__(self, owner: Proxy, client: _Pair, server: _Pair) -> None:
        self._owner = owner
        self._readers = {Side.CLIENT: client[0], Side.SERVER: server[0]}
        self._writers = {Side.CLIENT: client[1], Side.SERVER: server[1]}
        self._sockets = [writer.get_extra_info("socket") for writer in self._writers.values()]
        self._client_lines: list[bytes] = []
        self._passed = {Side.CLIENT: 0, Side.SERVER: 0}
        self._is_raw = False
        self._open = asyncio.Event()
        self._open.set()

    async def run(self, done: asyncio.Event) -> None:
        """Until one side ends, a fault cuts, or `done`."""
        tasks = [asyncio.create_task(self._pump(side)) for side in Side]
        tasks.append(asyncio.create_task(_when(done)))
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            for result in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(result, Exception):
                    raise result

    async def close(self) -> None:
        """Closes both connections; what was passed on before still arrives."""
        for writer in self._writers.values():
            writer.close()
        for writer in self._writers.values():
            with suppress(OSError, ssl.SSLError):
                await writer.wait_closed()
        # With TLS, asyncio reports the end a few turns of the loop before it closes the socket.
        while any(connection.fileno() != -1 for connection in self._sockets):  # noqa: ASYNC110 (there is no event)
            await asyncio.sleep(0)

    async def _pump(self, side: Side) -> None:
        """Passes on what `side` says, line by line, until it ends or a fault cuts it."""
        rest = b""
        with suppress(OSError, ssl.SSLError, _Cut):
            while chunk := await self._readers[side].read(65_536):
                rest += chunk
                # A TLS handshake that we do not end has no lines.
                self._is_raw = self._is_raw or rest.startswith(b"\x16\x03")
                if self._is_raw:
                    await self._pass_on(side, rest)
                    rest = b""
                while b"\n" in rest:
                    line, _, rest = rest.partition(b"\n")
                    await self._hear(side, line + b"\n")

    async def _hear(self, side: Side, line: bytes) -> None:
        self._owner.lines.append((side, line))
        fault = self._fault_at(side, line)
        if side is Side.CLIENT:
            self._client_lines.append(line)
        if fault is None:
            await self._pass_on(side, line)
        else:
            await self._strike(fault, side, line)

    def _fault_at(self, side: Side, line: bytes) -> Fault | None:
        for fault in self._owner.faults:
            if fault.watch is side and fault.line is not None and _matches(fault.line, line):
                after = fault.after
                if after is None or any(_matches(after, said) for said in self._client_lines):
                    return fault
        return None

    async def _strike(self, fault: Fault, side: Side, line: bytes) -> None:
        self._owner.faults.remove(fault)
        self._owner.struck.append(fault)
        match fault.action:
            case Action.CUT_BEFORE:
                raise _Cut
            case Action.CUT_AFTER:
                await self._pass_on(side, line)
                raise _Cut
            case Action.HOLD:
                self._open.clear()
                await self._owner._released.wait()
                self._open.set()
                await self._pass_on(side, line)
            case Action.REPLACE:
                await self._pass_on(side, fault.text)
            case Action.ANSWER:
                await self._say(side, fault.text)

    async def _pass_on(self, side: Side, words: bytes) -> None:
        await self._open.wait()
        for fault in self._owner.faults:
            if fault.watch is side and fault.at_byte is not None:
                allowed = fault.at_byte - self._passed[side]
                if allowed <= len(words):
                    self._owner.faults.remove(fault)
                    self._owner.struck.append(fault)
                    await self._say(_other(side), words[:allowed])
                    raise _Cut
        self._passed[side] += len(words)
        await self._say(_other(side), words)

    async def _say(self, to: Side, words: bytes) -> None:
        self._writers[to].write(words)
        await self._writers[to].drain()


async def _when(done: asyncio.Event) -> None:
    await done.wait()


def _other(side: Side) -> Side:
    return Side.SERVER if side is Side.CLIENT else Side.CLIENT


def _matches(pattern: bytes, line: bytes) -> bool:
    return re.match(pattern, line.rstrip(b"\r\n"), re.IGNORECASE) is not None


@contextmanager
def proxy(upstream: int, *faults: Fault, tls: Certificates | None = None) -> Iterator[Proxy]:
    """A proxy in front of 127.0.0.1:`upstream` for as long as the block lasts."""
    running = Proxy(upstream, list(faults), tls)
    ready = threading.Event()
    loop = running._loop
    serve = partial(loop.run_until_complete, running.serve(ready))
    thread = threading.Thread(target=serve, name="proxy")
    thread.start()
    try:
        if not ready.wait(timeout=30):
            raise RuntimeError("The proxy did not start.")
        yield running
    finally:
        loop.call_soon_threadsafe(running.done.set)
        thread.join(timeout=30)
        loop.close()
