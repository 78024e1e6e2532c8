"""SQLite: a table, a view or a query, read and never written; no extension, no other file, no statement without end."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mreport.errors import Fault, LimitError, Place, SourceError
from mreport.sources.catalogue import Opened
from mreport.sources.files import STANDARD_INPUT, content_of, unreadable
from mreport.sources.sheets import chosen
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mreport.sources.reading import Reading

_HEAD = b"SQLite format 3\0"
_VERSIONS, _LOGGED = (
    (18, 20),
    2,
)  # bytes of the head: who may write and read the file, and the number of those with a log
_QUERY = re.compile(r"\s*(select|with|values)\b", re.IGNORECASE)
# Steps of SQLite's machine: a scan of a million rows takes some five million, a second or two thirty.
_MOST_STEPS, _STEP = 30_000_000, 100_000
_LONGEST = 10_000_000  # bytes of a text that SQLite makes or reads
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
_FORBIDDEN = ("load_extension", "fts3_tokenizer", "writefile", "readfile", "edit", "randomblob", "zeroblob")
_MOST_STANDARD_INPUT = 20 * 1024 * 1024


@contextmanager
def opened(file: str, reading: Reading) -> Iterator[Opened]:
    """The records of a table, a view or a query, as long as they are looked into.

    Raises SourceError: `database-broken`, `query-wrong`, `sheet-unclear`, `sheet-unknown` and those of files;
    LimitError (`query-too-long`).
    """
    with _told(file), closing(_connected(file, reading)) as connection:
        if reading.sheet and _QUERY.match(reading.sheet):
            yield Opened(_Records(connection, f"({reading.sheet.strip().rstrip(';')})"))
            return
        names, number = _chosen(connection, file, reading)
        found = (Fault("found-sheet", {"sheet": names[number]}),) if len(names) > 1 else ()
        yield Opened(_Records(connection, _quoted(names[number])), f"{names[number]}.", found)


def _chosen(connection: sqlite3.Connection, file: str, reading: Reading) -> tuple[list[str], int]:
    """The names of tables and views, and which of them is read; of views one that is named, or the only one."""
    listed = connection.execute(
        "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_'"
    ).fetchall()
    names = [name for name, _kind in listed]

    def holds(index: int) -> bool:
        return connection.execute(f"SELECT 1 FROM {_quoted(names[index])} LIMIT 1").fetchone() is not None  # noqa: S608

    tables = [index for index, (_name, kind) in enumerate(listed) if kind == "table"]
    views = [index for index in range(len(names)) if index not in tables]
    asked = [] if reading.sheet else [index for index in tables if holds(index)] or [i for i in views if holds(i)]
    return names, chosen(names, reading.sheet, Place(file), asked)


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


@contextmanager
def _told(file: str) -> Iterator[None]:
    """What SQLite says of a file or a query, as an error of ours."""
    try:
        yield
    except sqlite3.Error as error:
        problem = str(error)
        if "interrupted" in problem:
            raise LimitError("query-too-long", Place(file)) from None
        if (
            isinstance(error, (sqlite3.OperationalError, sqlite3.ProgrammingError))
            or "authoriz" in problem
            or "prohibited" in problem
        ):
            raise SourceError("query-wrong", Place(file), problem=problem) from None
        raise SourceError("database-broken", Place(file)) from None
    except UnicodeDecodeError:  # its own sentence quotes bytes of the file
        raise SourceError("database-broken", Place(file)) from None


def _connected(file: str, reading: Reading) -> sqlite3.Connection:
    """A connection that can read and nothing else."""
    if file == STANDARD_INPUT:
        content = content_of(file, reading.limits.file or _MOST_STANDARD_INPUT, ())
        if not content.startswith(_HEAD):
            raise SourceError("database-broken", Place(file))
        connection = sqlite3.connect(":memory:")
        connection.deserialize(content)
    else:
        _hold(file)
        connection = _opened(file)
    for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000)
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    connection.set_authorizer(_authorized)
    steps = iter(range(_MOST_STEPS // _STEP))
    connection.set_progress_handler(lambda: int(next(steps, None) is None), _STEP)
    return connection


def _authorized(action: int, one: str | None, other: str | None, *_where: str | None) -> int:
    function = action == sqlite3.SQLITE_FUNCTION and (other or one or "").lower() in _FORBIDDEN
    return sqlite3.SQLITE_OK if action in _ALLOWED and not function else sqlite3.SQLITE_DENY


def _hold(file: str) -> None:
    """Refuse what is no file, or no database."""
    path = Path(file)
    if path.is_dir():
        raise SourceError("source-is-folder", Place(file))
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_HEAD))
    except OSError as error:
        raise unreadable(error, file, (".sqlite", ".sqlite3", ".db")) from None
    if head != _HEAD:
        raise SourceError("database-broken", Place(file))


def _opened(file: str) -> sqlite3.Connection:
    """The database, read only; as it lies where nobody writes to it, or its folder lets nothing be written."""
    address = Path(file).absolute().as_uri()
    if _rests(file):
        return sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True)
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=2)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        connection = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, timeout=2)
    return connection


def _rests(file: str) -> bool:
    """Whether a database keeps a log beside it and has none now: SQLite would make one and leave it there."""
    path = Path(file)
    log = path.with_name(f"{path.name}-wal")
    with path.open("rb") as stream:
        versions = stream.read(_VERSIONS[1])[_VERSIONS[0] :]
    return _LOGGED in versions and not (log.exists() and log.stat().st_size)


class _Records:
    """The records of a table, a view or a query."""

    def __init__(self, connection: sqlite3.Connection, source: str) -> None:
        self._connection, self._source = connection, source
        self.columns: Sequence[str] = [name for name, *_rest in self._run("SELECT * FROM {} LIMIT 0").description]

    def _run(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self._connection.execute(statement.format(self._source), values)

    def count(self) -> int:
        """How many records there are."""
        return int(self._run("SELECT count(*) FROM {}").fetchone()[0])

    def column(self, *names: str) -> Iterable[Sequence[Any]]:
        """The values of columns, of all records."""
        listed = _braced(", ".join(map(_quoted, names)))
        return self._run(f"SELECT {listed} FROM {{}}")  # noqa: S608  names are quoted

    def rows(self, wanted: Sequence[tuple[str, Any]] | None) -> Iterable[Sequence[Any]]:
        """The records that have in a column one of the values wanted, in the source's order."""
        if wanted is None:
            return self._run("SELECT * FROM {}")
        most = self._connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        parts = [self._having(wanted[start : start + most]) for start in range(0, len(wanted), most)]
        return parts[0] if len(parts) == 1 else _united(parts)

    def _having(self, wanted: Sequence[tuple[str, Any]]) -> Iterable[Sequence[Any]]:
        """What one statement finds, which takes no more than so many values."""
        by_column: dict[str, list[Any]] = {}
        for column, value in wanted:
            by_column.setdefault(column, []).append(value)
        conditions = [f"{_quoted(column)} IN ({', '.join('?' * len(own))})" for column, own in by_column.items()]
        values = [value for own in by_column.values() for value in own]
        return self._run(f"SELECT * FROM {{}} WHERE {_braced(' OR '.join(conditions))}", values)  # noqa: S608

    def found(self, columns: Sequence[str], words: Sequence[str], most: int) -> tuple[int, list[Sequence[Any]]]:
        """How many records have all the words in the columns, and the columns of the first of them."""
        listed = _braced(", ".join(map(_quoted, columns)))
        conditions, values = [], []
        for word in words:
            spellings = [(column, pattern) for column in columns for pattern in _patterns(word)]
            conditions.append(" OR ".join(f"{_quoted(column)} LIKE ? ESCAPE '\\'" for column, _ in spellings))
            values += [pattern for _, pattern in spellings]
        where = _braced(" WHERE " + " AND ".join(f"({one})" for one in conditions)) if conditions else ""
        rows = self._run(f"SELECT {listed} FROM {{}}{where} LIMIT {most:d}", values).fetchall()  # noqa: S608
        if len(rows) < most:
            return len(rows), rows
        return int(self._run(f"SELECT count(*) FROM {{}}{where}", values).fetchone()[0]), rows  # noqa: S608


def _patterns(word: str) -> list[str]:
    """What LIKE looks for: the word as it is and canonical, in either case, since it knows that of ASCII alone."""
    spelt = dict.fromkeys(one for text in (word, canonical(word)) for one in (text, text.lower(), text.upper()))
    return ["%" + re.sub(r"([\\%_])", r"\\\1", one) + "%" for one in spelt]


def _united(parts: Iterable[Iterable[Sequence[Any]]]) -> list[Sequence[Any]]:
    """The records of several statements: one that several find is one, two that are alike stay two."""
    found: dict[tuple[Any, ...], list[Sequence[Any]]] = {}
    for part in parts:
        alike: dict[tuple[Any, ...], list[Sequence[Any]]] = {}
        for record in part:
            alike.setdefault(tuple(record), []).append(record)
        found |= {key: own for key, own in alike.items() if len(own) > len(found.get(key, ()))}
    return [record for own in found.values() for record in own]


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
