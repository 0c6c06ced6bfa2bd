"""An error of boto3 goes in, a sentence that says what is wrong with the store and what to do comes out."""

from botocore import exceptions
from botocore.exceptions import BotoCoreError, ClientError

CREDENTIALS = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE for a profile of ~/.aws"
RIGHTS = "s3:ListBucket, s3:GetObject, s3:PutObject, s3:AbortMultipartUpload and s3:ListBucketMultipartUploads"

# What a store answers by code (an answer without a body has only its status), and what that means for the user.
ANSWERS = {
    "NoSuchBucket": "there is no such bucket. Create it first, or check --endpoint.",
    **dict.fromkeys(
        ("AccessDenied", "AllAccessDisabled", "403"),
        f"the store denies this. The credentials need the rights {RIGHTS} on this bucket.",
    ),
    **dict.fromkeys(
        ("InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "InvalidClientTokenId", "AuthFailure"),
        f"the store does not accept the credentials: {CREDENTIALS}.",
    ),
    **dict.fromkeys(
        ("PermanentRedirect", "AuthorizationHeaderMalformed", "301", "IllegalLocationConstraintException"),
        "the bucket lies in another region or at another endpoint: give --region or --endpoint.",
    ),
    **dict.fromkeys(
        ("NotImplemented", "501"),
        "the store cannot do what publishing needs: writes on condition (If-None-Match, If-Match), without which a release could be"
        " overwritten. Use a newer version of it, or another store.",
    ),
    "NoSuchUpload": "another publication of the same version runs at the same time. Run the command again when that one has ended.",
    "RequestTimeTooSkewed": "the clock of this machine is wrong.",
    **dict.fromkeys(("SlowDown", "ServiceUnavailable", "503"), "the store is busy. Run the command again: it goes on where it stopped."),
}
MISSING = (
    *(exceptions.NoCredentialsError, exceptions.PartialCredentialsError),
    *(exceptions.CredentialRetrievalError, exceptions.ProfileNotFound),
)
UNREACHABLE = (exceptions.ConnectionError, exceptions.HTTPClientError, exceptions.IncompleteReadError)


def explain_error(error: BotoCoreError | ClientError, bucket: str) -> str:
    """The sentence for an error that came up while the bucket was used."""
    place = f"s3://{bucket}"
    if isinstance(error, ClientError):
        told = error.response.get("Error", {})
        code = str(told.get("Code", ""))
        return f"{place}: {ANSWERS.get(code) or _answer(code, str(told.get('Message', '')))}"
    if isinstance(error, MISSING):
        return f"{place}: no credentials were found ({_first_line(error)}): {CREDENTIALS}."
    if isinstance(error, UNREACHABLE):
        return f"{place} cannot be reached: {_first_line(error)}. Check --endpoint and the network; what was sent until then is kept."
    return f"{place}: {_first_line(error)}"


def _answer(code: str, message: str) -> str:
    return f"the store answers {code or 'with an error'}{': ' if message else ''}{message.splitlines()[0] if message else '.'}"


def _first_line(error: BotoCoreError) -> str:
    return str(error).strip().splitlines()[0]
