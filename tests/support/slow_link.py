#!/usr/bin/env python3
"""A bad link on loopback: a TCP proxy with a rate, a delay, stalls and cuts. Prints its port. With --sink in place of
--to a plain HTTP server stands at the far end that swallows what is PUT there, to measure another client.

    slow_link.py --to PORT --rate BYTES_PER_SECOND --delay SECONDS [--stall-every S --stall S] [--cut-every S]

The delay is one way; rate and stalls hold for each direction, for all connections together."""
import argparse
import asyncio
import socket
import time

PIECE = 4096


class Lane:
    """One direction of the wire."""

    def __init__(self, options):
        self.options = options
        self.began = time.monotonic()
        self.free = self.began

    async def carry(self, size):
        """Waits until the bytes are on the wire; returns when they arrive."""
        now = time.monotonic()
        start = max(now, self.free)
        if self.options.stall_every:
            into = (start - self.began) % self.options.stall_every
            if start - self.began > self.options.stall_every and into < self.options.stall:
                start += self.options.stall - into
        self.free = start + size / self.options.rate
        await asyncio.sleep(max(0, self.free - now))
        return self.free + self.options.delay


async def pump(reader, writer, lane):
    arriving = asyncio.Queue(maxsize=64)

    async def deliver():
        while (piece := await arriving.get()) is not None:
            due, data = piece
            await asyncio.sleep(max(0, due - time.monotonic()))
            writer.write(data)
            await writer.drain()
        writer.close()

    delivering = asyncio.create_task(deliver())
    try:
        while data := await reader.read(PIECE):
            await arriving.put((await lane.carry(len(data)), data))
    except ConnectionError:
        pass
    finally:
        await arriving.put(None)
        try:
            await delivering
        except ConnectionError:
            pass


class Link:
    def __init__(self, options, target):
        self.options = options
        self.target = target
        self.lanes = Lane(options), Lane(options)
        self.connections = set()

    async def serve(self, reader, writer):
        there, back = await asyncio.open_connection("127.0.0.1", self.target, limit=PIECE)
        pair = (writer, back)
        self.connections.add(pair)
        await asyncio.gather(pump(reader, back, self.lanes[0]), pump(there, writer, self.lanes[1]),
                             return_exceptions=True)
        self.connections.discard(pair)

    async def cut(self):
        while self.options.cut_every:
            await asyncio.sleep(self.options.cut_every)
            for pair in list(self.connections):
                for writer in pair:
                    writer.transport.abort()


async def swallow(reader, writer):
    """PUT after PUT on one connection."""
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.split("content-length:")[1].split("\r\n")[0])
            while length > 0:
                data = await reader.read(min(length, 65536))
                if not data:
                    return
                length -= len(data)
            writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def listen(handler):
    # A small buffer, so that the sender feels the wire.
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    server.bind(("127.0.0.1", 0))
    await asyncio.start_server(handler, sock=server, limit=PIECE)
    print(server.getsockname()[1], flush=True)


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=int)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--delay", type=float, required=True)
    parser.add_argument("--stall-every", type=float, default=0)
    parser.add_argument("--stall", type=float, default=0)
    parser.add_argument("--cut-every", type=float, default=0)
    parser.add_argument("--sink", action="store_true", help="swallow PUTs at the far end in place of --to")
    options = parser.parse_args()
    target = options.to
    if options.sink:
        server = await asyncio.start_server(swallow, "127.0.0.1", 0)
        target = server.sockets[0].getsockname()[1]
    link = Link(options, target)
    await listen(link.serve)
    await link.cut()
    await asyncio.Event().wait()


asyncio.run(main())
