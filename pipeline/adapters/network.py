"""Connections to addresses that were checked: what stands beneath the HTTP client."""

from __future__ import annotations

import asyncio
import ipaddress
import select
import socket
import ssl
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

import httpcore


class PrivateAddressError(Exception):
    """A host resolves to an address that no public site has."""


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Resolves a name, refuses addresses that no public site has, and connects to what it has checked."""

    def __init__(self, connect_to: Mapping[str, str], allow_private: bool) -> None:
        self._backend = httpcore.AnyIOBackend()
        self._connect_to = connect_to
        self._allow_private = allow_private

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        mapped = mapped_host(self._connect_to, host)
        addresses = [mapped] if mapped else [(a, port) for a in await self._checked(host, port)]
        problem: Exception | None = None
        for address, number in addresses:
            try:
                return _Stream(
                    await self._backend.connect_tcp(address, number, timeout, local_address, socket_options)
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem or httpcore.ConnectError(f"{host} has no address")

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)

    async def _checked(self, host: str, port: int) -> list[str]:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved: {error}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        private = [a for a in addresses if not is_public(a)]
        if private and not self._allow_private:
            # one private address among public ones is a rebinding trick, not a site
            raise PrivateAddressError(f"{host} resolves to {private[0]}")
        return addresses


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that tells whether something can be read without asking for its addresses first.

    The pool wants to know of each connection at each request.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._socket = stream.get_extra_info("socket")

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        return _Stream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        if info != "is_readable" or self._socket is None:
            return self._stream.get_extra_info(info)
        number = self._socket.fileno()
        if number < 0:
            return True  # closed, as the next read will say
        asked = select.poll()
        asked.register(number, select.POLLIN)
        return bool(asked.poll(0))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also where it hides another inside."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inner(ip)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_WITH_IPV4 = (  # in their last 32 bits: IPv4-compatible (RFC 4291), IPv4-translated (RFC 2765)
    ipaddress.IPv6Network("::/96"),
    ipaddress.IPv6Network("::ffff:0:0:0/96"),
    _NAT64,
)
_ISATAP = 0x5EFE  # the third quarter of an address that wraps an IPv4 one (RFC 5214)


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address to which an IPv6 address leads by mapping, tunnel or translation."""
    if ip.ipv4_mapped or ip.sixtofour or ip.teredo:
        return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
    if any(ip in network for network in _WITH_IPV4) or (int(ip) >> 32) & 0xFFFF == _ISATAP:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def mapped_host(connect_to: Mapping[str, str], host: str) -> tuple[str, int] | None:
    """The address and port that the settings give a host, None where they give none."""
    for pattern, target in connect_to.items():
        if fnmatchcase(host.lower(), pattern.lower()):
            address, _, port = target.rpartition(":")
            return address.strip("[]"), int(port)
    return None
