"""The desk: orders are made by workers, a few at a time; late, huge and given-up ones leave none behind."""

import asyncio
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from mreport import progress
from mreport.web.desk import BusyError, Desk
from mreport.web.orders import Answer


@dataclass(frozen=True)
class Slow:
    """An order that takes its time."""

    seconds: float

    def made(self):
        time.sleep(self.seconds)
        return Answer(str(os.getpid()).encode())


@dataclass(frozen=True)
class Telling:
    """An order that tells how far it is, at times less than is worth telling."""

    def made(self):
        for share in (0.2, 0.201, 0.1, 0.6):
            progress.tell(share)
        return Answer(b"done")


@dataclass(frozen=True)
class Huge:
    """An order that wants more memory than there is for it."""

    def made(self):
        return Answer(b"x" * (1 << 40))


@dataclass(frozen=True)
class Deadly:
    """An order that ends its worker."""

    def made(self):
        os._exit(1)


def alive(process):
    """Whether a process is there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def at(desk, story):
    """Let a story happen at a desk, then close it."""

    async def told():
        try:
            return await story(desk)
        finally:
            desk.close()

    return asyncio.run(told())


@pytest.fixture(autouse=True)
def reachable(monkeypatch):
    """Have workers find the orders of this file, which is no module of a package."""
    here = str(Path(__file__).parent)
    monkeypatch.syspath_prepend(here)
    module = sys.modules[Slow.__module__]
    monkeypatch.setitem(sys.modules, "test_desk", module)
    for kind in (Slow, Telling, Huge, Deadly):
        monkeypatch.setattr(kind, "__module__", "test_desk")


def test_a_worker_stays_for_the_next_order():
    """Two orders one after the other are made by one process, which ends with the desk."""

    async def story(desk):
        return [(await desk.make(Slow(0))).made for _ in range(2)]

    first, second = at(Desk(1), story)
    assert first == second
    assert not alive(int(first))


def test_it_is_told_how_far_an_order_is():
    """Whoever asks hears how far each order is, never less than before, and then has what was made."""

    async def story(desk):
        heard = [], []
        made = [(await desk.make(Telling(), told.append)).made for told in heard]
        return made, heard

    assert at(Desk(1), story) == ([b"done"] * 2, ([0.2, 0.6], [0.2, 0.6]))


def test_more_than_may_wait_are_told_so():
    """Beyond those that are made and those that may wait, an order is refused at once."""

    async def story(desk):
        orders = [asyncio.create_task(desk.make(Slow(0.3))) for _ in range(2)]
        await asyncio.sleep(0.1)
        with pytest.raises(BusyError):
            await desk.make(Slow(0))
        await asyncio.gather(*orders)
        return await desk.make(Slow(0))

    assert at(Desk(1, waiting=1), story).made


@pytest.mark.parametrize(
    ("order", "code"), [(Slow(60), "report-deadline"), (Huge(), "report-memory"), (Deadly(), "report-died")]
)
def test_an_order_that_fails_is_told_and_others_go_on(order, code):
    """A late, a huge and a deadly order have an answer each; the next one is made."""

    async def story(desk):
        await desk.make(Slow(0))  # which takes the time that a first worker takes
        return await desk.make(order), await desk.make(Slow(0))

    failed, next_ = at(Desk(1, deadline=5.0), story)
    assert [fault.code for fault in failed.faults] == [code]
    assert next_.made


def test_an_order_that_is_given_up_ends_its_worker():
    """Whoever goes away takes the worker along, and the seat is free."""

    async def story(desk):
        process = int((await desk.make(Slow(0))).made)
        given_up = asyncio.create_task(desk.make(Slow(60)))
        await asyncio.sleep(0.2)
        assert alive(process)
        given_up.cancel()
        await asyncio.wait([given_up])
        assert not alive(process)
        return await desk.make(Slow(0))

    assert at(Desk(1), story).made
