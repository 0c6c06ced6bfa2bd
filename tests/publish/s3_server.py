"""An S3-compatible store in this process (moto, over loopback), whose requests a test sees and may answer itself."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import boto3
import httpx
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

Environ = dict[str, Any]

BUCKET = "releases"
ERROR = "<?xml version='1.0'?><Error><Code>{code}</Code><Message>{message}</Message></Error>"


@dataclass
class S3Server:
    """`asked` lists the requests as `PUT /bucket/key`; `intercept` may change a request, or answer it."""

    endpoint: str = ""
    asked: list[str] = field(default_factory=list)
    intercept: Callable[[Environ], Response | None] = lambda environ: None

    @property
    def client(self) -> Any:
        return boto3.client("s3", endpoint_url=self.endpoint, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")

    def reset(self) -> None:
        """An empty bucket, as at the start."""
        self.intercept = lambda environ: None
        httpx.post(f"{self.endpoint}/moto-api/reset").raise_for_status()
        self.client.create_bucket(Bucket=BUCKET)
        self.asked.clear()

    def sent(self) -> list[str]:
        """The keys of the files that were written, in their order, once each."""
        return list(dict.fromkeys(line.removeprefix(f"PUT /{BUCKET}/") for line in self.asked if line.startswith(f"PUT /{BUCKET}/")))

    def keys(self) -> list[str]:
        """What the bucket holds."""
        return [each["Key"] for each in self.client.list_objects_v2(Bucket=BUCKET).get("Contents", ())]

    def bytes_of(self, key: str) -> bytes:
        return bytes(self.client.get_object(Bucket=BUCKET, Key=key)["Body"].read())


@contextmanager
def serving() -> Iterator[S3Server]:
    """A running server."""
    server, moto = S3Server(), DomainDispatcherApplication(create_backend_app)

    def app(environ: Environ, start: Any) -> Iterable[bytes]:
        answer = server.intercept(environ)
        server.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        return list((answer or moto)(environ, start))

    running = make_server("127.0.0.1", 0, app, threaded=True, request_handler=MotoRequestHandler)
    thread = Thread(target=running.serve_forever, daemon=True)
    thread.start()
    server.endpoint = f"http://127.0.0.1:{running.server_port}"
    try:
        yield server
    finally:
        running.shutdown()
        thread.join()


def error(status: int, code: str, message: str = "No.") -> Response:
    """An answer as S3 gives it."""
    return Response(ERROR.format(code=code, message=message), status, content_type="application/xml")
