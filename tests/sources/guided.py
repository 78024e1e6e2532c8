"""Fuzzing that is led by the code it reaches: `python guided.py NAME FOLDER [option of libFuzzer]...`.

NAME is a reader of `seeds`, FOLDER holds what was found so far and what ends in a fault, as `crash-...`.
"""

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).parent
MOST = 10.0  # CPU seconds that a file may take under the instruments; they take most of it


def main(name, folder, *options):
    """Begin with the reader's small file, and go on until an option says to stop."""
    sys.path.insert(0, str(HERE))
    with atheris.instrument_imports(include=["mreport"]):
        loaded()
        import seeds
    folder = Path(folder)
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    (corpus / "seed").write_bytes(seeds.seed(name, folder))
    words = folder / "words"
    words.write_text("".join(map(quoted, seeds.PIECES)), "ascii")

    def one(content):
        assert seeds.tried(name, folder, content) < MOST

    settings = [
        f"-dict={words}",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
        "-rss_limit_mb=3000",
        "-report_slow_units=300",
    ]
    longest = max(4096, 2 * (corpus / "seed").stat().st_size)  # a file may grow
    atheris.Setup([sys.argv[0], *settings, f"-max_len={longest}", *options, str(corpus)], one)
    atheris.Fuzz()


def quoted(piece):
    """A line of the words that libFuzzer puts in."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in piece) + '"\n'


def loaded():
    """Import all that reads, so that the instruments are in it: most of it is imported when it is used."""
    import importlib
    import pkgutil

    import mreport.comparison
    import mreport.sources

    for room in (mreport.sources, mreport.comparison):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)


if __name__ == "__main__":
    main(*sys.argv[1:])
