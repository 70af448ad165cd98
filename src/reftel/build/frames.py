"""Messages through a pipe: eight bytes of length, then as many bytes."""

from __future__ import annotations

import struct
from typing import IO

__all__ = ["receive", "send"]

_LENGTH = struct.Struct(">Q")


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message. OSError when the other end has gone."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """One message; None when the other end has gone, in the middle of one too."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    wanted = _LENGTH.unpack(head)[0]
    message = stream.read(wanted)
    return message if len(message) == wanted else None
