#!/usr/bin/env python3
"""How fast the real `kiosk-center adjudicate` judges a backlog, on SQLite and on PostgreSQL: enrollments of a thousand
terminals, each followed by its payment (judge_scale.cpp). With --other also by another kiosk-center, by turns on copies
of the same backlog; both must decide the same. Prints one JSON line an engine."""
import argparse
import contextlib
import hashlib
import json
import os
import pathlib
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "support"))
import postgres_server

DECISIONS = ("SELECT hex(e.record), e.station, e.plan, e.period, e.state, e.reason, coalesce(hex(e.duplicate_of), ''), "
             "(SELECT count(*) FROM person_period p WHERE p.enrollment = e.record) FROM enrollment e ORDER BY 1")
COUNTS = "SELECT (SELECT count(*) FROM fact), (SELECT count(*) FROM person_key), (SELECT count(*) FROM piece)"


class Sqlite:
    name = "SQLite"

    def make(self, programs, state, count):
        subprocess.run([programs / "judge_scale", state, str(count), ROOT / "config/schemes/xiamen.toml"], check=True)

    def copy(self, state, to):
        shutil.copytree(state, to)

    def rows(self, state, statement):
        with contextlib.closing(sqlite3.connect(state / "center.db")) as database:
            return "\n".join("|".join(map(str, row)) for row in database.execute(statement))

    def drop(self, state):
        shutil.rmtree(state)


class Postgres:
    name = "PostgreSQL"

    def __init__(self, address):
        self.server = address

    def address(self, state):
        return self.server.replace("/postgres?", f"/{state.name}?")

    def ask(self, address, statement):
        return subprocess.run(["psql", "-AtXq", "-d", address, "-c", statement], check=True, capture_output=True,
                              text=True).stdout

    def make(self, programs, state, count):
        self.ask(self.server, f"CREATE DATABASE {state.name}")
        subprocess.run([programs / "judge_scale", state, str(count), ROOT / "config/schemes/xiamen.toml",
                        self.address(state)], check=True)
        self.ask(self.address(state), "VACUUM ANALYZE")

    def copy(self, state, to):
        shutil.copytree(state, to)
        self.ask(self.server, f"CREATE DATABASE {to.name} TEMPLATE {state.name}")
        (to / "database").write_text(self.address(to))

    def rows(self, state, statement):
        return self.ask(self.address(state), statement.replace("hex(e.record)", "upper(encode(e.record, 'hex'))")
                        .replace("hex(e.duplicate_of)", "upper(encode(e.duplicate_of, 'hex'))"))

    def drop(self, state):
        shutil.rmtree(state)
        self.ask(self.server, f"DROP DATABASE {state.name} WITH (FORCE)")


def judge(program, state):
    """Seconds of the wall and of this process's own processor."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([program, "adjudicate", "--once", "--state", state], check=True, stderr=subprocess.DEVNULL)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(engine, arguments, folder):
    programs = {"this": arguments.bin / "kiosk-center"}
    if arguments.other:
        programs["other"] = arguments.other
    state = folder / "backlog"
    engine.make(arguments.bin, state, arguments.enrollments)
    best, decided = {}, {}
    for turn in range(arguments.turns):
        for name, program in programs.items():
            copy = folder / f"judged_{name}_{turn}"
            engine.copy(state, copy)
            taken = judge(program, copy)
            best[name] = min(best.get(name, taken), taken)
            decided[name] = engine.rows(copy, DECISIONS) + engine.rows(copy, COUNTS)
            engine.drop(copy)
    engine.drop(state)
    if len(set(decided.values())) != 1:
        sys.exit("the two programs decide differently")
    report = {"engine": engine.name, "enrollments": arguments.enrollments,
              "decisions": hashlib.sha256(decided["this"].encode()).hexdigest()[:16]}
    for name, (wall, processor) in best.items():
        report[name] = {"seconds": round(wall, 2), "enrollments_per_s": round(arguments.enrollments / wall),
                        "processor_s": round(processor, 2)}
    if arguments.other:
        report["ratio"] = round(best["other"][0] / best["this"][0], 2)
    print(json.dumps(report), flush=True)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True, type=pathlib.Path)
    options.add_argument("--enrollments", type=int, default=20_000)
    options.add_argument("--turns", type=int, default=2, help="the best of so many counts")
    options.add_argument("--other", type=pathlib.Path, help="a kiosk-center of another version")
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        folder = pathlib.Path(folder)
        measure(Sqlite(), arguments, folder)
        address = folder / "address"
        postgres_server.start(address, "max_wal_size=4GB", "shared_buffers=256MB")
        try:
            measure(Postgres(address.read_text()), arguments, folder)
        finally:
            postgres_server.stop(address)


if __name__ == "__main__":
    main()
