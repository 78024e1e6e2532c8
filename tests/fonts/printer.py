"""Prints HTML from standard input to a PDF, in a process of its own that has no fonts of the system."""

import os
import sys
from pathlib import Path

EMPTY = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{}</fontconfig>'


def main() -> None:
    out = Path(sys.argv[1])
    settings = out.with_suffix(".conf")
    settings.write_text(EMPTY.format(f"<cachedir>{out.parent}</cachedir>"), "utf-8")
    os.environ["FONTCONFIG_FILE"] = str(settings)
    from mreport.writers.pdf.plain import libraries  # after the setting, which WeasyPrint reads when it loads

    libraries.load().HTML(string=sys.stdin.buffer.read().decode()).write_pdf(out)


if __name__ == "__main__":
    main()
