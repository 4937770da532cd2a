#!/usr/bin/env python3
"""How long the operators' pages take to answer with a city's data in PostgreSQL: the real `kiosk-center pages` over TLS,
the real adjudicator behind its desk. The rows are made by pages_scale.cpp. First the adjudicator makes the filter of who is
enrolled already, the whole of it and again the next day. Prints one JSON line a request, with how many it took and its p50
and p99 in milliseconds; exit 1 when a p99 is over the limit."""
import argparse
import contextlib
import http.client
import json
import os
import pathlib
import random
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parent / "e2e")]
import postgres_server
import stage

DAY_BEFORE, CLOCK = "2026-06-14T13:06:40", "2026-06-15T13:06:40"  # city.h's kNow
PASSWORD = "ein-langes-Kennwort 7"
LIMIT_MS = 200
UNLIMITED = ["summary of all stations"]  # counts every row, and is looked at once in a while


class Browser:
    """One signed-in operator on a connection that stays open."""

    def __init__(self, url, operator):
        at = urllib.parse.urlsplit(url)
        trusting = ssl._create_unverified_context()  # its own authority, on loopback
        self.connection = http.client.HTTPSConnection(at.hostname, at.port, context=trusting, timeout=120)
        self.cookie = None
        self.ask("POST", "session", {"id": operator, "password": PASSWORD})

    def ask(self, method, path, body=None):
        return json.loads(self.answer(method, path, body))

    def answer(self, method, path, body=None):
        headers = {"X-Operators-Pages": "1", "Content-Type": "application/json"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        self.connection.request(method, f"/ops/v1/{path}", body and json.dumps(body), headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            sys.exit(f"{method} {path}: {answer.status} {text[:300]}")
        if answer.getheader("Set-Cookie"):
            self.cookie = answer.getheader("Set-Cookie").split(";")[0]
        return text


def paths_after(browser, path, key, pages):
    """Addresses of the first pages of a list, each as the page before says."""
    paths = [path]
    while len(paths) < pages:
        more = browser.ask("GET", paths[-1])[key]
        if not more:
            break
        paths.append(path + ("&" if "?" in path else "?") + f"after={more}")
    return paths


def requests(district, station, chance):
    """Name, who asks, and the addresses that are asked for by turns."""
    stations = [f"S{number:02}" for number in range(50)]
    rows = district.ask("GET", "enrollments?station=S07")["rows"]
    return [
        ("fleet page", district, ["fleet"]),
        ("fleet page of a station", station, ["fleet"]),
        ("claims board", district, paths_after(district, "claims", "more", 20)),
        ("claims board of a station", station, paths_after(station, "claims", "more", 3)),
        ("review queue", district, paths_after(district, "enrollments?state=in_review", "more", 10)),
        ("review queue of a station", station, paths_after(station, "enrollments?state=in_review", "more", 5)),
        ("enrollments", district, paths_after(district, "enrollments", "more", 10)),
        ("enrollments of a station", district, [f"enrollments?station={code}" for code in stations]),
        ("refused of a station", district, [f"enrollments?state=refused&station={code}" for code in stations]),
        ("search by slip", district, [f"enrollments?slip={row['slip']}" for row in rows]
         + [f"enrollments?slip=T{chance.randrange(1000):04}-{chance.randrange(1, 500):06}" for _ in range(50)]),
        ("summary of all stations", district, ["summary"]),
        ("one enrollment", district, [f"enrollments/{row['record']}/open" for row in rows]),
    ]


def measure(name, browser, paths, count):
    method = "POST" if paths[0].endswith("/open") else "GET"
    taken = []
    patience = time.monotonic() + 120
    for turn in range(count):
        began = time.monotonic()
        browser.answer(method, paths[turn % len(paths)], {} if method == "POST" else None)
        taken.append((time.monotonic() - began) * 1000)
        if time.monotonic() > patience:
            break
    taken.sort()
    p50, p99 = taken[len(taken) // 2], taken[min(len(taken) - 1, len(taken) * 99 // 100)]
    print(json.dumps({"request": name, "asked": len(taken), "p50_ms": round(p50, 1), "p99_ms": round(p99, 1)}), flush=True)
    return p99


def make_filters(center, state):
    """Everybody who stands is new to the first; the next reads them all and finds that nothing has changed."""
    for name, clock in ("first", DAY_BEFORE), ("next", CLOCK):
        began = time.monotonic()
        subprocess.run([center, "adjudicate", "--once", "--state", state, "--clock", clock], check=True)
        print(json.dumps({"filter": name, "seconds": round(time.monotonic() - began, 1)}), flush=True)


def run(arguments, folder, address):
    center = arguments.center or arguments.bin / "kiosk-center"
    state = folder / "center"
    began = time.monotonic()
    subprocess.run([arguments.bin / "pages_scale", state, str(arguments.enrollments), str(arguments.claims),
                    ROOT / "config/schemes/xiamen.toml", HERE / "ningbo_2018_participation.tsv", address], check=True)
    subprocess.run(["psql", "-qX", "-d", address, "-c", "VACUUM ANALYZE"], check=True)
    print(json.dumps({"enrollments": arguments.enrollments, "claims": arguments.claims,
                      "made_in_s": round(time.monotonic() - began)}), flush=True)
    make_filters(center, state)
    password = folder / "password"
    password.write_text(PASSWORD + "\n")
    for options in (["--id", "chen", "--name", "陈测"],
                    ["--id", "lin", "--name", "林测", "--role", "station", "--station", "S07"]):
        subprocess.run([center, "operator", "add", "--state", state, *options, "--password-file", password], check=True)
    files = folder / "files"
    files.mkdir()
    (files / "index.html").write_text("<!doctype html>")
    with contextlib.ExitStack() as running:
        judge = stage.Program("adjudicate", [center, "adjudicate", "--watch", "--state", state, "--clock", CLOCK], folder)
        running.callback(judge.stop)
        pages = stage.Program("pages", [center, "pages", "--state", state, "--clock", CLOCK, "--files", files], folder)
        running.callback(pages.stop)
        url = json.loads(pages.line())["url"]
        stage.wait_until((state / "desk.sock").exists, "the adjudicator's desk")
        district, station = Browser(url, "chen"), Browser(url, "lin")
        slow = [name for name, browser, paths in requests(district, station, random.Random(7))
                if measure(name, browser, paths, arguments.count) > LIMIT_MS and name not in UNLIMITED]
    return slow


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True, type=pathlib.Path)
    options.add_argument("--enrollments", type=int, default=2_000_000)
    options.add_argument("--claims", type=int, default=60_000)
    options.add_argument("--count", type=int, default=300, help="requests of each kind")
    options.add_argument("--center", type=pathlib.Path, help="a kiosk-center of another version")
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        folder = pathlib.Path(folder)
        address = folder / "address"
        # Nothing of it outlives the run: the rows go in without waiting for the disk.
        postgres_server.start(address, "max_wal_size=16GB", "shared_buffers=512MB", "fsync=off",
                              "full_page_writes=off")
        try:
            slow = run(arguments, folder, address.read_text())
        finally:
            postgres_server.stop(address)
    if slow:
        sys.exit(f"p99 over {LIMIT_MS} ms: {', '.join(slow)}")


if __name__ == "__main__":
    main()
