"""Whatever the input, no traceback and no hang: mutated files of every reader, minutes of them in a deep run.

Mutations are by a seeded generator, so that a failure comes again, and by atheris, which looks for what reaches code
that no file has reached yet. What ever failed stands in tests/data/crashers, by reader, or as a case of its own.
"""

import os
import random
import re
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest
from results import machine
from seeds import PIECES, READERS, seed, tried

GUIDED = Path(__file__).parent / "guided.py"
CRASHERS = sorted((Path(__file__).parents[1] / "data" / "crashers").glob("*/*"))


def mutated(content, chance):
    """Bytes with one to eight changes: bits, pieces put in, parts taken out, doubled or moved."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + chance.choice([1, 2, 8, 64, 512]))
        match chance.randrange(5):
            case 0 if at < len(made):
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                made[at:at] = chance.choice(PIECES) * chance.choice([1, 1, 1, 3, 100])
            case 2:
                del made[at:end]
            case 3:
                made[at:at] = made[at:end]
            case _:
                other = chance.randrange(len(made) + 1)
                made[other:other] = made[at:end]
    return bytes(made)


def of(name, folder):
    """A function that mutates what is mutated for a reader."""
    content = seed(name, folder)
    return lambda chance: mutated(content, chance)


@pytest.mark.parametrize("name", READERS)
def test_no_file_ends_in_a_traceback(tmp_path, name):
    """Fifty mutated files of each reader are read or refused."""
    make, chance = of(name, tmp_path), random.Random(name)
    for _ in range(50):
        assert tried(name, tmp_path, make(chance)) < 2


def test_what_failed_once_fails_no_more(tmp_path):
    """Each file by which fuzzing found a fault is read or refused."""
    for file in CRASHERS:
        assert tried(file.parent.name, tmp_path, file.read_bytes()) < 2, file


def guided(name, folder, *options):
    """Fuzz a reader with atheris in a process of its own: what libFuzzer says of it."""
    if find_spec("atheris") is None:
        pytest.skip("atheris is not installed")
    command = [sys.executable, GUIDED, name, folder, *options]
    done = subprocess.run(
        list(map(str, command)), capture_output=True, check=False, env={**os.environ, "TMPDIR": str(folder)}
    )
    said = done.stderr.decode("utf-8", "replace")
    crashers = sorted(
        file for file in folder.iterdir() if file.name.startswith(("crash-", "leak-", "oom-", "timeout-"))
    )
    for file in crashers:
        kept = Path(__file__).parents[1] / "data" / "crashers" / name
        kept.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, kept / file.name[:20])
    assert (done.returncode, crashers) == (0, []), said[-4000:]
    return said


def test_what_is_led_by_coverage_finds_nothing(tmp_path):
    """A few hundred files of the data file's reader, each one on the way to code that none has reached."""
    said = guided("t.yaml", tmp_path, "-runs=300")
    assert re.search(r"number_of_executed_units: 3\d\d", said)


@pytest.mark.deep
@pytest.mark.parametrize("name", READERS)
def test_what_is_led_by_coverage_finds_nothing_for_long(tmp_path, name, pytestconfig, measured):
    """Each reader for a minute or as many seconds as are asked for; executions and coverage are told."""
    said = guided(name, tmp_path, f"-max_total_time={pytestconfig.getoption('seconds')}")
    found = re.findall(r"cov: (\d+) ft: (\d+) corp: (\d+)", said)
    runs, seconds = re.findall(r"Done (\d+) runs in (\d+) second", said)[-1]
    assert int(found[-1][0]) > int(found[0][0]), "it reached nothing new"
    places = f"places of the code reached: {found[0][0]} at first, {found[-1][0]} at last"
    told = f"- {int(runs):,} files in {seconds} s; {places}; faults: none"
    measured(f"Fuzzing, {name}", f"{machine()}; atheris {version('atheris')}", "", told)


@pytest.mark.deep
@pytest.mark.parametrize("name", READERS)
def test_no_file_ends_in_a_traceback_for_a_minute(tmp_path, name, pytestconfig):
    """A minute of mutated files of each reader: read or refused, each in a moment."""
    make, number, end = of(name, tmp_path), 0, time.monotonic() + pytestconfig.getoption("seconds")
    while time.monotonic() < end:
        number += 1
        taken = tried(name, tmp_path, make(random.Random(f"{name} {number}")))
        assert taken < 2, f"number {number} takes {taken} s"
    assert number > 100
