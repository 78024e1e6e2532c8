"""What the tests of sources share: modules beside them, and the faults of a file."""

import sys
from pathlib import Path

import pytest

import mreport
from mreport import MreportError

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def faults_of():
    """A function that reads a file and gives its faults: code, place behind the file's name, fields."""

    def found(file, **choices):
        with pytest.raises(MreportError) as error:
            mreport.read(file, **choices)
        return [
            (fault.code, str(fault.place or "").removeprefix(str(file)).removeprefix(":"), dict(fault.fields))
            for fault in error.value.faults
        ]

    return found
