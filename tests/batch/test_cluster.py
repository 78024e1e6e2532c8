"""A batch made by a cluster: the same bytes, nothing lost or doubled by a worker that is killed, clear errors.

Scheduler and workers are started by the commands of docs/how-to/cluster.md.
"""

import datetime
import json
import os
import re
import shlex
import subprocess
import sys
import threading
import time
from importlib.metadata import version
from pathlib import Path

import distributed
import pytest

import mreport
from mreport.batch import Plan, cluster, run
from mreport.batch.ledger import NAME
from mreport.cli import run as main
from mreport.errors import MachineError, UserError
from mreport.recipe import Recipe

PROGRAMS = Path(sys.executable).parent


def commands(root, part):
    """The commands of the page's block that has a text in it, by program: the words of each."""
    page = (root / "docs" / "how-to" / "cluster.md").read_text(encoding="utf-8")
    (block,) = [block for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) if part in block]
    return [shlex.split(line) for line in block.splitlines()]


class Machines:
    """Processes that are a cluster's machines, each with a home, a temporary folder and a log of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.running = {}
        self.address = None

    def start(self, name, words, **variables):
        """Start a command on a machine of that name."""
        home = self.folder / name
        home.mkdir()
        places = {"HOME": home, "TMPDIR": home, "XDG_CACHE_HOME": home}
        path = os.pathsep.join([str(PROGRAMS), os.environ["PATH"]])
        given = {key: str(value) for key, value in (places | variables).items()}
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                words, cwd=self.folder, env=os.environ | given | {"PATH": path}, stdout=log, stderr=log
            )
        self.running[name] = process
        return process

    def scheduler(self, words):
        """Start a scheduler by a command of the page, at a port that is free."""
        words = [{"192.0.2.1": "127.0.0.1", "8786": "0"}.get(word, word) for word in words]
        file = self.folder / "scheduler.json"
        self.start("scheduler", [*words, "--no-dashboard", "--scheduler-file", str(file)])
        self.wait(lambda: file.exists() and file.stat().st_size > 0)
        self.address = json.loads(file.read_text())["address"]

    def worker(self, name, words, *more, host, **variables):
        """Start a worker by a command of the page, and wait until the scheduler knows it."""
        known = {"192.0.2.2": host, "4": "1"}
        process = self.start(name, [*self.here([known.get(word, word) for word in words]), *more], **variables)
        self.wait(lambda: "Registered to" in self.log(name))
        return process

    def here(self, words):
        """The words of a command with the address of the scheduler that runs here."""
        return [re.sub(r"t(?:cp|ls)://192\.0\.2\.1:8786", self.address, word) for word in words]

    def log(self, name):
        """What a machine has said."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")

    def wait(self, there):
        """Wait until something is there."""
        limit = time.monotonic() + 90
        while not there():
            assert time.monotonic() < limit, {name: self.log(name) for name in self.running}
            time.sleep(0.02)

    def stop(self):
        """End all."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait()


@pytest.fixture(scope="module")
def machines(tmp_path_factory, root):
    """A scheduler with two workers: one with a nanny that starts it anew, one without on another address."""
    made = Machines(tmp_path_factory.mktemp("cluster"))
    scheduler, worker, _ = commands(root, "dask worker tcp://")
    try:
        made.scheduler(scheduler)
        made.worker("one", worker, host="127.0.0.1")
        made.worker("two", worker, "--no-nanny", host="127.0.0.2")
        yield made
    finally:
        made.stop()


def files(folder):
    """What a batch has written, but its ledger."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != NAME}


def reports(folder):
    """The keys that the ledger has, a line for each report."""
    ledger = folder / NAME
    return [json.loads(line)["key"] for line in ledger.read_text("utf-8").splitlines()[1:]] if ledger.exists() else []


def children(process):
    """The processes that one has begun."""
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split() + [
        child
        for task in Path(f"/proc/{process.pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for children in /proc")
def test_a_worker_is_killed_and_nothing_is_lost_or_doubled(machines, root, tmp_path):
    """Machines that share nothing make what one does, byte for byte, with the user's own files; one dies in it."""
    theme = tmp_path / "own.toml"
    theme.write_text("[layout]\nsize = 11\n", encoding="utf-8")
    _, _, words = commands(root, "dask worker tcp://")
    assert words[:2] == ["mreport", "batch"]
    own = ["--theme", str(theme), "--date", "2026-01-31", "--quiet"]
    words = [*words, *own]
    far, near = tmp_path / "far", tmp_path / "near"
    there = [{"out": str(far)}.get(word, word) for word in machines.here(words)]
    batch = subprocess.Popen([sys.executable, "-m", *there], cwd=root)
    victim = machines.running["two"]
    machines.wait(lambda: children(victim) and reports(far))
    victim.kill()
    before = len(reports(far))
    assert batch.wait(120) == 0
    made = reports(far)
    assert before < len(made) == len(set(made))
    here = [{"out": str(near)}.get(word, word) for word in words[1 : words.index("--cluster")]]
    here = [word.replace("examples/", f"{root}/examples/") for word in here] + own
    assert main([*here, "--jobs", "2"]) == 0
    assert files(far) == files(near)
    assert sorted(made) == sorted(reports(near))
    (far / min(files(far))).unlink()
    assert main([str(far) if word == str(near) else word for word in here] + ["--resume"]) == 0
    assert files(far) == files(near)
    assert len(reports(far)) == len(made) + 1


@pytest.fixture
def start(data_file, tmp_path, request):
    """A function that has a small batch made by the cluster, or by the scheduler at an address."""
    values = "".join(f"  i{number}: {{name: Item {number}, x: {number}}}\n" for number in range(4))
    dataset = mreport.read(data_file("attributes: {x: {label: X}}\nitems:\n" + values))

    def started(address=None, **options):
        plan = Plan(dataset, "all", ["th"], [".md"])
        day = datetime.date(2026, 1, 31)
        (tmp_path / "out").mkdir(exist_ok=True)
        address = address or request.getfixturevalue("machines").address
        return run(dataset, plan, Recipe(), tmp_path / "out", date=day, cluster=address, **options)

    return started


def test_a_worker_of_another_version_is_refused_by_name(machines, root, start, tmp_path):
    """Before anything is made, with both versions."""
    other = tmp_path / "other" / "mreport-9.9.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: mreport\nVersion: 9.9\n", encoding="utf-8")
    _, worker, _ = commands(root, "dask worker tcp://")
    process = machines.worker("strange", worker, "--no-nanny", host="127.0.0.3", PYTHONPATH=other.parent)
    with pytest.raises(MachineError) as caught:
        start()
    process.kill()
    process.wait()
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields["package"], fault.fields["found"]) == ("cluster-version", "mreport", "9.9")
    assert fault.place.file.startswith("tcp://127.0.0.3:")


def test_an_address_that_is_none(start):
    """It is told what an address looks like."""
    with pytest.raises(UserError) as caught:
        start("http//:")
    assert caught.value.code == "cluster-address"


def test_a_certificate_is_asked_for(start):
    """A scheduler that speaks TLS, and nobody has named a certificate."""
    with pytest.raises(UserError) as caught:
        start("tls://127.0.0.1:1")
    assert caught.value.code == "cluster-certificate"


def test_nobody_is_there(start, monkeypatch):
    """A scheduler that does not answer is told, with the time that was waited."""
    monkeypatch.setattr(cluster, "_CONNECTING", 0.5)
    with pytest.raises(MachineError) as caught:
        start("tcp://127.0.0.1:1")
    assert caught.value.code == "cluster-unreachable"


def test_without_dask(start, monkeypatch):
    """What to type is told."""
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    with pytest.raises(MachineError) as caught:
        start("tcp://127.0.0.1:1")
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields["names"]) == ("cluster-missing", ["distributed"])


def test_jobs_are_of_one_machine(root, tmp_path, capsys):
    """With a cluster they are refused, before anything is read or made."""
    words = ["--cluster", "tcp://127.0.0.1:1", "--jobs", "2", "--lang", "en"]
    assert main(["batch", str(root / "none.yaml"), "--to", str(tmp_path / "out"), *words]) == 2
    assert "--jobs" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


class Failed:
    """A future of a task whose workers died."""

    status = "error"

    def exception(self):
        """What the scheduler says."""
        return distributed.KilledWorker("task", None, 3)

    def add_done_callback(self, told):
        """It is settled at once."""
        told(self)


class Deadly:
    """A connection to workers that die of every task."""

    status = "running"

    def __init__(self, **_options):
        pass

    def get_versions(self, packages):
        """Those that are here."""
        return {"workers": {"tcp://a:1": {"packages": {name: version(name) for name in packages}}}}

    def nthreads(self):
        """One worker."""
        return {"tcp://a:1": 1}

    def submit(self, *_task, **_options):
        """A future that has failed."""
        return Failed()

    def sync(self, *_call, **_options):
        """Nothing to be fetched."""
        return []

    gather = sync
    close = sync


def test_a_report_that_workers_die_of_is_given_up(start, monkeypatch):
    """After as many as the scheduler allows; the others are not held up."""
    monkeypatch.setattr(distributed, "Client", Deadly)
    summary = start("tcp://a:1")
    assert (summary.made, summary.failed) == (0, 6)
    assert {(fault.code, fault.fields["count"]) for _, fault in summary.failures} == {("report-lost", 4)}


def test_workers_and_scheduler_end_in_the_middle(machines, start, monkeypatch):
    """The batch ends by a code of its own; what was made stays made."""
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    one, scheduler = machines.running["one"], machines.running["scheduler"]

    def end(summary):
        if summary.made == 2 and one.poll() is None:
            one.terminate()
            one.wait()

    with pytest.raises(MachineError) as caught:
        start(progress=end)
    assert caught.value.code == "cluster-empty"
    monkeypatch.setattr(cluster, "PATIENCE", 60)
    threading.Timer(1, scheduler.terminate).start()
    with pytest.raises(MachineError) as caught:
        start(resume=True)
    assert caught.value.code == "cluster-lost"


@pytest.mark.deep
def test_with_certificates(root, tmp_path):
    """The page's commands for TLS, and nobody comes in without a certificate."""
    certify, scheduler, worker, *exports, batch = commands(root, "openssl")
    machines = Machines(tmp_path)
    subprocess.run(certify, cwd=tmp_path, check=True, capture_output=True)
    variables = dict(words[1].split("=", 1) for words in exports)
    try:
        machines.scheduler(scheduler)
        assert machines.address.startswith("tls://")
        machines.worker("one", worker, host="127.0.0.2")
        words = [word.replace("examples/", f"{root}/examples/") for word in machines.here(batch)]
        command = [sys.executable, "-m", *words]
        assert subprocess.run(command, cwd=tmp_path, env=os.environ | variables, check=False).returncode == 0
        assert len(files(tmp_path / "out")) == len(reports(tmp_path / "out")) > 3
        refused = subprocess.run([*command, "--resume"], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (refused.returncode, "TLS__CA_FILE" in refused.stderr) == (2, True)
    finally:
        machines.stop()
