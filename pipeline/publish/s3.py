"""The address of a bucket goes in, a store comes out, over the S3 protocol; credentials come from where boto3 looks for them.

That nothing is overwritten is left to the bucket, which alone can know: each write asks it to refuse if the key is taken.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from pipeline.publish.s3_errors import explain_error
from pipeline.publish.store import Content, OnBytes, Store, Stored, StoreError

ABSENT = ("404", "NoSuchKey")
REFUSED = ("PreconditionFailed", "ConditionalRequestConflict", "412", "409")  # a condition does not hold, or somebody else writes right now
FOREVER = "public, max-age=31536000, immutable"
INDEXED = {"ContentType": "application/json", "CacheControl": "no-cache"}  # whoever has it asks whether it changed
PART_BYTES = 16 * 1024 * 1024

# Checksums in headers of their own are refused by several compatible stores; all of them check a signed payload.
SETTINGS = {
    "retries": {"mode": "standard", "total_max_attempts": 5},
    "connect_timeout": 10,
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
    "s3": {"payload_signing_enabled": True},
}


def open_bucket(address: str, *, endpoint: str | None = None, region: str | None = None) -> Store:
    """The store at `s3://bucket/prefix`; without an endpoint that of Amazon, or of the user's own settings (AWS_ENDPOINT_URL_S3).

    StoreError where the address or the endpoint is none; the bucket is asked nothing yet.
    """
    bucket, _, prefix = address.removeprefix("s3://").partition("/")
    if not bucket:
        raise StoreError(f"{address} names no bucket: give s3://bucket/prefix.")
    if endpoint and not endpoint.startswith(("https://", "http://")):
        raise StoreError(f"--endpoint {endpoint} is no address: it begins with https:// (or http:// within a machine).")
    with _explained(bucket):
        client = boto3.Session(region_name=region).client("s3", endpoint_url=endpoint, config=Config(**SETTINGS))
    for operation in ("PutObject", "CompleteMultipartUpload"):
        client.meta.events.register(f"before-call.s3.{operation}", _never_overwrite)
    return BucketStore(client, bucket, prefix.strip("/"))


def _never_overwrite(params: dict[str, Any], **_: Any) -> None:
    """Before boto3 sends a write: without a condition of its own, it gets the one that the key is free.

    The library's uploads in parts take no such argument, so it is put into the request.
    """
    if "If-Match" not in params["headers"]:
        params["headers"]["If-None-Match"] = "*"


@dataclass(frozen=True, slots=True)
class BucketStore:
    """A store in a bucket, below a prefix, through a client whose writes are conditional."""

    client: Any
    bucket: str
    prefix: str

    @property
    def address(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")

    def head(self, key: str) -> Stored | None:
        with _explained(self.bucket):
            try:
                found = self.client.head_object(**self._place(key))
            except ClientError as error:
                if _code(error) in ABSENT:
                    return None
                raise
        return Stored(found["ContentLength"], found["Metadata"].get("sha256"))

    def read(self, key: str) -> Content | None:
        with _explained(self.bucket):
            try:
                found = self.client.get_object(**self._place(key))
            except ClientError as error:
                if _code(error) in ABSENT:
                    return None
                raise
            return Content(found["Body"].read(), found["ETag"])

    def put_new(self, key: str, source: Path, *, sha256: str, media_type: str, on_bytes: OnBytes) -> bool:
        kind = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
        described = {"ContentType": kind, "CacheControl": FOREVER, "Metadata": {"sha256": sha256}}
        parts = TransferConfig(multipart_threshold=PART_BYTES, multipart_chunksize=PART_BYTES)
        place = self._place(key)
        with _explained(self.bucket), source.open("rb") as stream:
            try:
                self.client.upload_fileobj(stream, *place.values(), ExtraArgs=described, Callback=on_bytes, Config=parts)
            except ClientError as error:
                if _code(error) in REFUSED:
                    return False
                raise
        return True

    def replace(self, key: str, data: bytes, *, tag: str | None) -> bool:
        condition = {"IfMatch": tag} if tag else {"IfNoneMatch": "*"}
        with _explained(self.bucket):
            try:
                self.client.put_object(**self._place(key), Body=data, **INDEXED, **condition)
            except ClientError as error:
                if _code(error) in (*REFUSED, *ABSENT):  # absent: somebody removed it
                    return False
                raise
        return True

    def discard_unfinished(self, prefix: str) -> int:
        n_left = 0
        with _explained(self.bucket):
            for page in self.client.get_paginator("list_multipart_uploads").paginate(Bucket=self.bucket, Prefix=self._key(prefix)):
                for upload in page.get("Uploads", ()):
                    self.client.abort_multipart_upload(Bucket=self.bucket, Key=upload["Key"], UploadId=upload["UploadId"])
                    n_left += 1
        return n_left

    def _place(self, key: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": self._key(key)}

    def _key(self, key: str) -> str:
        return f"{self.prefix}/{key}" if self.prefix else key


@contextmanager
def _explained(bucket: str) -> Iterator[None]:
    """Turn what the library raises into a StoreError that says what to do."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise StoreError(explain_error(error, bucket)) from error


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
