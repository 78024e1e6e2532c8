"""What Jinja compiles templates to, kept in the user's cache: compiling takes a tenth of a first small report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from mreport import cache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class Bytecode(BytecodeCache):
    """One file for each bundled template; Jinja itself notices code of another version of it or of Python."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template's code, if it was made of the same source."""
        code = cache.kept(_file(bucket), bucket.checksum.encode())
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        cache.keep(_file(bucket), bucket.checksum.encode(), bucket.bytecode_to_string())


def _file(bucket: Bucket) -> str:
    return f"templates/{bucket.key}"
