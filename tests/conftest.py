"""For all tests: nothing leaves this machine.

Connections from test processes to anything but loopback and local sockets raise, and only loopback names resolve,
so that a test which would need the web fails at once and says why. Processes that tests start are not covered.
"""

import ipaddress
import socket

import pytest
from hypothesis import settings

# The same examples on every machine, however busy: a failure can be run again, and a slow machine fails nothing.
settings.register_profile("parallax", deadline=None, derandomize=True)
settings.load_profile("parallax")

_LOCAL_NAMES = ("", "localhost", "ip6-localhost", socket.gethostname())


class NetworkBlockedError(OSError):
    """A test tried to leave this machine."""


def _is_local(host):
    if host is None or host in _LOCAL_NAMES or str(host).endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _is_address(host):
    try:
        ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return True


@pytest.fixture(scope="session", autouse=True)
def no_network():
    patch = pytest.MonkeyPatch()
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse(sock, address):
        if sock.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            raise NetworkBlockedError(f"tests may not connect to {address[0]}: serve it on loopback")

    def checked_connect(sock, address):
        refuse(sock, address)
        return connect(sock, address)

    def checked_connect_ex(sock, address):
        refuse(sock, address)
        return connect_ex(sock, address)

    def checked_getaddrinfo(host, *rest, **options):
        name = host.decode() if isinstance(host, bytes) else host
        if not _is_local(name) and not _is_address(name):
            raise socket.gaierror(socket.EAI_NONAME, f"tests may not look up {name}")
        return getaddrinfo(host, *rest, **options)

    patch.setattr(socket.socket, "connect", checked_connect)
    patch.setattr(socket.socket, "connect_ex", checked_connect_ex)
    patch.setattr(socket, "getaddrinfo", checked_getaddrinfo)
    yield
    patch.undo()
