"""Reading OPC UA nodes through a facade that knows the Read service only."""

import contextlib
import struct
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from asyncua import ua
from asyncua.client.client import Client
from asyncua.ua.attribute_ids import AttributeIds
from asyncua.ua.object_ids import ObjectIds
from asyncua.ua.status_codes import StatusCodes
from asyncua.ua.uaerrors import UaError

from app.acquisition.loop_thread import LoopThread
from app.core.errors import ReadingRefused, SourceUnreachable

_T = TypeVar("_T")
CONNECT_REQUESTS = 3
CLOSE_TIMEOUT_S = 1.0
SESSION_TIMEOUT_MS = 60_000
"""A session left behind by a pulled cable burdens the server no longer than this."""
LARGEST_MESSAGE_BYTES = 64 * 1024 * 1024
_NAMESPACE_ARRAY = ua.NodeId(ua.Int32(ObjectIds.Server_NamespaceArray))


@dataclass(frozen=True, slots=True)
class NodeValue:
    """What a server answered for one node; `source_time` is aware UTC."""

    value: Any
    status: str
    is_good: bool
    is_bad: bool
    source_time: datetime | None


class OpcuaReader:
    """One session with one server; a fresh client each time it is opened.

    Parameters
    ----------
    name : str
        What the source is called in messages.
    url : str
        ``opc.tcp://host:port``.
    timeout_s : float
        Longest wait for one answer.
    """

    def __init__(self, name: str, url: str, timeout_s: float) -> None:
        self._name = name
        self._url = url
        self._timeout_s = timeout_s
        self._thread = LoopThread(f"opcua {name}")
        self._client: Client | None = None

    def open(self) -> None:
        """Connect and start a session.

        Raises
        ------
        SourceUnreachable
            If no server answers at the address or it refuses the session.
        """
        if not self._url.startswith("opc.tcp://"):
            raise SourceUnreachable(
                f'{self._name}: "{self._url}" is not an OPC UA address.',
                "Expected opc.tcp://host:port.",
            )
        self._run(self._connect(), self._timeout_s * CONNECT_REQUESTS)

    def namespace_index(self, uri: str) -> int:
        """Find a namespace by its uri: the number may differ after each start of a server.

        Raises
        ------
        SourceUnreachable
            If the server does not offer it (yet): some answer before they have loaded their nodes.
        """
        offered = self.read([_NAMESPACE_ARRAY])[0].value
        if not isinstance(offered, list) or uri not in offered:
            raise SourceUnreachable(
                f'{self._name} ({self._url}) does not offer the namespace "{uri}"; '
                f"it offers {offered}.",
                "Check the namespace in the source's settings.",
            )
        return offered.index(uri)

    def node(self, node_id: str, namespace: int | None) -> ua.NodeId:
        """Read a node id as it is written in the settings.

        Parameters
        ----------
        node_id : str
            In full (``ns=2;s=F-103.Waveform``), or only the name within the namespace.
        namespace : int or None
            Index of the point's namespace, where one is named.

        Raises
        ------
        ReadingRefused
            If it can't be a node id.
        """
        if namespace is not None and "=" not in node_id:
            return ua.NodeId(ua.String(node_id), ua.Int16(namespace))
        try:
            return ua.NodeId.from_string(node_id)
        except UaError as exc:
            raise ReadingRefused(
                f'{self._name}: "{node_id}" is not a node id.',
                "Write it like ns=2;s=F-103.Waveform, or name the namespace.",
            ) from exc

    def read(self, nodes: Sequence[ua.NodeId]) -> list[NodeValue]:
        """Read the values of nodes in one request.

        Parameters
        ----------
        nodes : sequence of NodeId
            From `node`.

        Returns
        -------
        list of NodeValue
            One for each node, in order; a bad status is told, not raised.

        Raises
        ------
        SourceUnreachable
            If no answer comes in time or the link breaks.
        """
        return self._run(self._read(nodes), self._timeout_s)

    def interrupt(self) -> None:
        """End the request under way; to be called from another thread."""
        self._thread.interrupt()

    def close(self) -> None:
        """End session and thread; closing twice does nothing."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(SourceUnreachable):
                self._run(client.disconnect(), CLOSE_TIMEOUT_S)
        self._thread.stop()

    async def _connect(self) -> None:
        client = Client(self._url, timeout=self._timeout_s)
        client.name = "Kairos"
        client.session_timeout = SESSION_TIMEOUT_MS
        client.max_messagesize = LARGEST_MESSAGE_BYTES
        try:
            await client.connect()
        except BaseException:
            client.disconnect_socket()
            raise
        self._client = client

    async def _read(self, nodes: Sequence[ua.NodeId]) -> list[NodeValue]:
        if self._client is None:
            raise ConnectionError("not connected")
        answers = await self._client.uaclient.read_attributes(list(nodes), AttributeIds.Value)
        if len(answers) != len(nodes):
            raise ConnectionError(f"{len(answers)} answers to {len(nodes)} nodes")
        return [_node_value(answer) for answer in answers]

    def _run(self, coroutine: Coroutine[Any, Any, _T], timeout_s: float) -> _T:
        try:
            return self._thread.run(coroutine, timeout_s)
        except TimeoutError as exc:
            raise self._unreachable(f"no answer within {timeout_s:g} s") from exc
        except ConnectionRefusedError as exc:
            raise self._unreachable("it does not take a connection") from exc
        except (UaError, OSError, EOFError, struct.error, ValueError) as exc:
            raise self._unreachable(str(exc) or type(exc).__name__) from exc

    def _unreachable(self, why: str) -> SourceUnreachable:
        return SourceUnreachable(
            f"{self._name} ({self._url}) does not answer: {why}.",
            "Check that the server runs and the network cable is in; trying again goes on.",
        )


def _node_value(answer: ua.DataValue) -> NodeValue:
    status = answer.StatusCode or ua.StatusCode(ua.UInt32(StatusCodes.Good))
    source_time = answer.SourceTimestamp
    if source_time is not None and source_time.tzinfo is None:
        source_time = source_time.replace(tzinfo=UTC)
    return NodeValue(
        None if answer.Value is None else answer.Value.Value,
        status.name,
        status.is_good(),
        status.is_bad(),
        source_time,
    )
