"""Kind and content in, identifier out: the same content has the same identifier in every build."""

import hashlib

_SEPARATOR = "\x1f"  # the unit separator, which no path, code or date holds


def content_id(kind: str, *parts: str) -> str:
    """`kind`, an underscore and the first 16 hexadecimal digits of the SHA-256 of the parts, in their order."""
    digest = hashlib.sha256(_SEPARATOR.join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}_{digest[:16]}"
