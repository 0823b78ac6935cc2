"""Many hosts on one loopback port that answer each page after a while: `python -m benchmarks.slow_hosts SECONDS`.

Prints its port first, and serves until its standard input ends, so that it never outlives who started it.
"""

from __future__ import annotations

import asyncio
import sys

_WORDS = "The harbour office said that the ferry of the morning was late by some minutes again. " * 12
PAGE = f"<html><head><title>Ferry late</title></head><body><p>{_WORDS * 12}</p></body></html>".encode()
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(PAGE)
_NONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
_SITE_FILES = (b"/robots.txt", b"/.well-known/tdmrep.json")  # answered at once: no page is asked before


async def serve(seconds: float) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if head.split(b" ", 2)[1] in _SITE_FILES:
                    writer.write(_NONE)
                    continue
                await asyncio.sleep(seconds)
                writer.write(_HEAD + PAGE)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1])))
