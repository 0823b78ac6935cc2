"""Over TLS a site's pages come through one connection, as HTTP/2, from the address that was checked."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta

import h2.config
import h2.connection
import h2.events
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from pipeline.adapters import http
from pipeline.settings import Web
from tests.unit.conftest import NOW


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A certificate for localhost that this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "site.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    http._tls.cache_clear()
    yield path
    http._tls.cache_clear()


async def serve(certificate, connections):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2"])

    async def answer(reader, writer):
        connections.append(writer)
        talk = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        talk.initiate_connection()
        while True:
            writer.write(talk.data_to_send())
            data = await reader.read(65_536)
            if not data:
                return
            for event in talk.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    talk.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/html")])
                    talk.send_data(event.stream_id, b"<p>two</p>", end_stream=True)

    return await asyncio.start_server(answer, "localhost", 0, ssl=context)


def test_pages_share_one_connection(certificate):
    connections = []

    async def go():
        server = await serve(certificate, connections)
        port = server.sockets[0].getsockname()[1]
        web = Web(per_host=4, delay_seconds=0, retries=0, timeout_seconds=5)
        async with http.WebClient(web, lambda: NOW, allow_private=True) as client:
            urls = [f"https://localhost:{port}/{n}" for n in range(8)]
            answers = await asyncio.gather(*(client.get(url) for url in urls))
        for writer in connections:
            writer.close()
        server.close()
        return answers

    answers = asyncio.run(go())
    assert {(a.outcome, a.reason, a.body) for a in answers} == {("ok", None, b"<p>two</p>")}
    assert len(connections) == 1
