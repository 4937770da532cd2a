#!/usr/bin/env python3
"""The same home screen in Chromium --kiosk, in the same run as the terminal: start to the first touchable frame and
memory, as ratios. `./dev bench chromium` runs it. Prints one JSON line."""
import argparse
import http.server
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import terminal_bench
from terminal_bench import stage

PAGE = pathlib.Path(__file__).with_name("chromium_home.html").read_bytes()


class Page(http.server.BaseHTTPRequestHandler):
    """Serves the page and notes when it has been painted."""
    painted = threading.Event()

    def do_GET(self):
        if self.path == "/painted":
            Page.painted.set()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE if self.path == "/" else b"")

    def log_message(self, *_):
        pass


def family(pid):
    """A process and all that descend from it."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def pss_mib(pids):
    return sum(terminal_bench.pss_kib(pid) for pid in pids) / 1024


def run_chromium(port, profile, settle):
    """Starts it with that profile; milliseconds to the painted page, and the memory of the whole family."""
    Page.painted.clear()
    began = time.monotonic()
    browser = subprocess.Popen(
        ["chromium", "--kiosk", "--no-first-run", "--disable-extensions", "--window-size=1920,1080",
         f"--user-data-dir={profile}", *(["--no-sandbox"] if os.geteuid() == 0 else []), f"http://127.0.0.1:{port}/"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if not Page.painted.wait(60):
            raise stage.Failure("Chromium did not paint the page within 60 s")
        shown = (time.monotonic() - began) * 1000
        time.sleep(settle)  # memory is compared at rest
        return shown, pss_mib(family(browser.pid))
    finally:
        browser.terminate()
        browser.wait()


def chromium_figures():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as profile:
        run_chromium(server.server_port, profile, 1)  # makes the profile; not counted
        runs = [run_chromium(server.server_port, profile, 5) for _ in range(3)]
    server.shutdown()
    return statistics.median(shown for shown, _ in runs), statistics.median(pss for _, pss in runs)


def terminal_figures(binaries):
    folder = stage.ROOT / "build/bench"
    starts, memory = [], []
    with stage.City(binaries, folder / "city", folder / "shots", idle_seconds=600) as city:
        city.open_city()
        for _ in range(3):
            city.start_kiosk()
            time.sleep(5)  # as long at rest as the browser
            memory.append(pss_mib(family(city.kiosk.process.pid)))
            starts.append(terminal_bench.figures_of(city)["first_frame_ms"])
    return statistics.median(starts), statistics.median(memory)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    arguments = options.parse_args()
    with stage.Screen():
        browser_ms, browser_mib = chromium_figures()
        ours_ms, ours_mib = terminal_figures(arguments.bin)
    print(json.dumps({
        "first_frame_ms": round(ours_ms), "chromium_first_frame_ms": round(browser_ms),
        "first_frame_ratio": round(ours_ms / browser_ms, 3), "memory_pss_mib": round(ours_mib),
        "chromium_memory_pss_mib": round(browser_mib), "memory_ratio": round(ours_mib / browser_mib, 3)}))


if __name__ == "__main__":
    sys.exit(main())
