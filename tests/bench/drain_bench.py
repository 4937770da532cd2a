#!/usr/bin/env python3
"""The last evening of June at one terminal: 10,000 enrollments by the real kiosk-sync over mutual TLS into a durable
kiosk-center, which judges them meanwhile; beside it PouchDB replicating as many documents of the same size to
pouchdb-server, over plain HTTP and in memory. By turns. Prints one JSON line."""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
import stage

ENTRY_BYTES = 172 + 560  # header and sealed body


def drain(programs, folder, count):
    with stage.City(programs, folder, folder) as city:
        city.make_center()
        city.start_center()
        city.make_terminal()
        city.sync()
        subprocess.run([city.programs / "enroll_many", city.state, str(count)], check=True)
        began = time.monotonic()
        report = city.sync()
        seconds = time.monotonic() - began
        held = city.center_status()["entries"]
        if held < count or report["outcome"] != "ok":
            sys.exit(f"the center holds {held} of {count}: {report}")
        return seconds


def replicate(count):
    out = subprocess.run(["node", HERE / "pouchdb/replicate.js", str(count), str(ENTRY_BYTES)], check=True,
                         capture_output=True, text=True).stdout
    return json.loads(out)["seconds"]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    arguments = options.parse_args()
    folder = stage.ROOT / "build/bench/drain"
    ours, theirs = [], []
    for _ in range(arguments.rounds):
        ours.append(drain(arguments.bin, folder, arguments.count))
        theirs.append(replicate(arguments.count))
    ours, theirs = statistics.median(ours), statistics.median(theirs)
    print(json.dumps({"enrollments": arguments.count, "drain_s": round(ours, 2), "pouchdb_s": round(theirs, 2),
                      "ratio": round(ours / theirs, 3)}))


if __name__ == "__main__":
    main()
