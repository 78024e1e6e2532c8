"""`python -m mreport` is the command `mreport`."""

from mreport.cli import main

main()
