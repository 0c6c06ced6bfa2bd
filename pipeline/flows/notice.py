"""The name of one of Prefect's blocks and a run that failed in; a message to whom the block tells out."""

import asyncio
import inspect
from typing import Any

import httpx
from prefect.blocks import notifications  # noqa: F401 -- Prefect finds a block by its class, which must be known
from prefect.blocks.abstract import NotificationBlock
from prefect.blocks.core import Block
from prefect.blocks.webhook import Webhook
from prefect.client.schemas.objects import FlowRun, State
from prefect.flows import Flow
from prefect.utilities.urls import url_for

from pipeline.errors import LegationError
from pipeline.logs import printable

LONGEST = 2_000  # characters of what is said of a failure
SECONDS = 60.0  # for telling of it


class NoticeError(LegationError):
    """The block `name` cannot tell anybody of a failure."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(
            f"Nobody can be told of failures by the block {printable(name)[:200]!r}: {problem}. Name a webhook or a notification block of"
            " the Prefect server as type/name, such as slack-webhook/mine. Those that there are: prefect block ls"
        )
        self.name = name


def check_notice(name: str) -> None:
    """NoticeError unless the Prefect server has a block of this name (`type/name`) that can tell somebody something."""
    try:
        _refuse_silent(name, Block.load(name))
    except (ValueError, TypeError, RuntimeError, httpx.HTTPStatusError) as error:
        problem, _, _ = str(error).strip().partition("\n")
        raise NoticeError(name, printable(problem)[:LONGEST].rstrip(".") or type(error).__name__) from None


async def tell_failure(flow: Flow[Any, Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell of a run that failed or crashed through the block that its parameter `notify` names; for Prefect, as a hook.

    What is raised here is logged by Prefect, and changes nothing about the run.
    """
    name = flow_run.parameters.get("notify")
    if name:
        await asyncio.wait_for(_tell(name, _message(flow, flow_run, state)), SECONDS)


async def _tell(name: str, message: dict[str, str]) -> None:
    block: Block = await Block.aload(name)
    _refuse_silent(name, block)
    if isinstance(block, Webhook):
        answer: httpx.Response = await block.call(message)
        answer.raise_for_status()
    elif isinstance(block, NotificationBlock):
        with block.raise_on_failure():
            sent: Any = block.notify(message["body"], message["subject"])
            if inspect.isawaitable(sent):
                await sent


def _message(flow: Flow[Any, Any], flow_run: FlowRun, state: State[Any]) -> dict[str, str]:
    """`text` is subject and body together: the key that chats look for in what a webhook is sent."""
    subject = f"Legation: {flow_run.name} {state.name.lower() if state.name else 'failed'}"
    reason = printable(state.message or "It ended without a word.", keep="\n")[:LONGEST]
    body = "\n".join(filter(None, (reason, url_for(flow_run))))
    told = {"subject": subject, "body": body, "text": f"{subject}\n{body}"}
    return {**told, "flow": flow.name, "run": flow_run.name, "run_id": str(flow_run.id), "state": state.type.value, "message": reason}


def _refuse_silent(name: str, block: object) -> None:
    if not isinstance(block, Webhook | NotificationBlock):
        raise NoticeError(name, f"it is a {type(block).__name__}, which tells nobody anything")
