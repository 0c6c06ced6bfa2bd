"""A certificate is for the name that was asked, although the connection goes to a number; one that nobody vouches for is none."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pipeline.fetch import connection
from pipeline.fetch.answer import Limits
from pipeline.fetch.trouble import FAILED, Unfetched
from tests.fetch.web import Handler, Web, page

LIMITS = Limits(100_000, 5.0)


def certificate(folder: Path, name: str) -> Path:
    """A file with a key and a certificate for a name, signed by itself."""
    key, issuer = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(issuer, issuer, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = folder / "certificate.pem"
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain) + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"), "lima.example")


@pytest.fixture
def secure_web(authority: Path) -> Iterator[Web]:
    web = Web()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Secure", (Handler,), {"web": web, "scheme": "https"}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    web.port = server.server_port
    yield web
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_certificate_that_nobody_vouches_for_is_refused(secure_web: Web) -> None:
    with pytest.raises(Unfetched, match="certificate of the server is not valid") as caught:
        secure_web.client().get("https://lima.example/1", limits=LIMITS, seconds_between=0, obey_robots=False)
    assert (caught.value.outcome, secure_web.asked) == (FAILED, [])


def test_the_certificate_is_compared_with_the_name(secure_web: Web, authority: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_tls", lambda: ssl.create_default_context(cafile=str(authority)))
    secure_web.answers |= {"https://lima.example/1": page(), "https://quito.example/1": page()}
    client = secure_web.client()
    assert client.get("https://lima.example/1", limits=LIMITS, seconds_between=0, obey_robots=False).status == 200
    with pytest.raises(Unfetched, match="certificate of the server is not valid"):
        client.get("https://quito.example/1", limits=LIMITS, seconds_between=0, obey_robots=False)
