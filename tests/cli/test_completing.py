"""Completion, in the shells themselves: commands, items of a source but those that are named, themes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from mreport.cli.program import program
from mreport.language import language

PROGRAMS = Path(sys.executable).parent
BASH = """
eval "$(_MREPORT_COMPLETE=bash_source mreport)"
asked() {
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
    _mreport_completion mreport
    echo "${COMPREPLY[*]}"
}
asked mreport do
asked mreport compare methods.yaml lora v
asked mreport compare methods.yaml --theme ac
"""
ZSH = """
compdef() { }
compadd() { print -r -- "${(@P)@[-1]}" }
_describe() { print -r -- "${(@P)3}" }
eval "$(_MREPORT_COMPLETE=zsh_source mreport)"
asked() { words=("$@"); CURRENT=$#; _mreport_completion }
asked mreport do
asked mreport compare methods.yaml lora v
asked mreport compare methods.yaml --theme ac
"""
FISH = """
_MREPORT_COMPLETE=fish_source mreport | source
complete -C 'mreport do'
complete -C 'mreport compare methods.yaml lora v'
complete -C 'mreport compare methods.yaml --theme ac'
"""


@pytest.mark.parametrize(
    ("shell", "option", "script"),
    [("bash", "--norc", BASH), ("zsh", "-f", ZSH), ("fish", "--no-config", FISH)],
    ids=["bash", "zsh", "fish"],
)
def test_completion_in_a_shell(tmp_path, root, shell, option, script):
    """What the README says to type makes the shell complete a command, an item and a theme."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "methods.yaml").write_bytes((root / "examples" / "methods.yaml").read_bytes())
    variables = os.environ | {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}
    command = [shell, option, "-c", script]
    done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    found = [re.split("[:\t]", line)[0] for line in done.stdout.splitlines()]
    assert found == ["doctor", "vae", "academic"], done.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["compare", "methods.yaml", "--lang", "t"], ["th"]),
        (["compare", "methods.yaml", "--lang", "th,"], ["th,en"]),
        (["compare", "methods.yaml", "--baseline", "lor"], ["lora"]),
        (["compare", "methods.yaml", "--template", "han"], ["handout"]),
        (["compare", "methods.yaml", "--template", "own"], ["file"]),
        (["batch", "methods.yaml", "--lang", "e"], ["en"]),
        (["compare", "none.yaml", "x"], []),
    ],
)
def test_what_a_shell_is_told(root, words, expected):
    """Languages, items as the baseline, templates and files; nothing of a source that is not there."""
    words = [str(root / "examples" / word) if word == "methods.yaml" else word for word in words]
    complete = ShellComplete(program(language("en")), {}, "mreport", "_MREPORT_COMPLETE")
    found = complete.get_completions(words[:-1], words[-1])
    assert [one.value or one.type for one in found] == expected
