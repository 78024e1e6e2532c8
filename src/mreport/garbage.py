"""The collector of reference cycles, put off while much is made that stays."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def put_off() -> Iterator[None]:
    """No collection for a while; also a decorator.

    The collector goes through all that there is each time that it has grown by a quarter, and a report is made of
    hundreds of thousands of objects, none of them garbage: it took two fifths of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
