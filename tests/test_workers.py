"""Workers that stay warm: what one task leaves behind does not pile up over the next ones."""

import multiprocessing
import sys
import weakref

import pytest

from mreport.workers import Worker


class Ring:
    """Something that holds itself, so that only a look for cycles frees it."""

    def __init__(self):
        self.own = self


alive = weakref.WeakSet()


def ring(_):
    """Leave a ring behind; how many there are."""
    alive.add(Ring())
    return len(alive)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux forks")
def test_cycles_do_not_pile_up():
    """Rings are taken away every few tasks, though Python itself would wait for thousands of them."""
    worker = Worker(multiprocessing.get_context("fork"), ring, 200 * 1024**2)
    seen = []
    for task in range(100):
        worker.pipe.send(task)
        seen.append(worker.pipe.recv())
    worker.kill()
    assert max(seen) <= 16
    assert seen.count(max(seen)) > 1
