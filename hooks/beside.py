"""A value that is made on another core while this process goes on."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def begin(make: Callable[[], T]) -> Callable[[], T]:
    """Begin to make a value in a forked process, and give what waits for it.

    A fork has all that this process has, so nothing is sent to it, and what changes here does not reach it. Where
    processes cannot fork, the value is made when it is asked for. `RuntimeError` if the making failed: it has said why.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return make
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=lambda: sender.send(make()), daemon=True)
    process.start()
    sender.close()

    def wait() -> T:
        try:
            value: T = receiver.recv()
        except EOFError:
            raise RuntimeError("what was made beside the pages failed; its own error stands above") from None
        finally:
            receiver.close()
        process.join()
        return value

    return wait
