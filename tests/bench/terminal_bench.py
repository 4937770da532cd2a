#!/usr/bin/env python3
"""The terminal as a whole process: start to the first frame that can be touched, time of a frame, frames while
nobody is there, memory. `./dev bench kiosk` runs it. Prints one JSON line."""
import argparse
import json
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import stage


def figures_of(city):
    city.stop_kiosk()
    return json.loads(city.figures.read_text())


def pss_kib(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
            return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    except PermissionError:
        sys.exit("the terminal closes its memory to others of its user: run this as root")


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def walk(window):
    """Screens that need no card, back and forth."""
    for turn in range(20):
        window.tap_to("home.start", "consent")
        window.tap("consent.agree")
        window.tap_to("bar.back", "home")
        window.tap("bar.en" if turn % 2 == 0 else "bar.zh")
        window.tap_to("home.status", "ask_status")
        window.tap_to("bar.back", "home")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    arguments = options.parse_args()
    folder = stage.ROOT / "build/bench"
    with stage.Screen(), stage.City(arguments.bin, folder / "city", folder / "shots", idle_seconds=600) as city:
        city.open_city()
        starts = []
        for _ in range(5):
            city.start_kiosk()
            starts.append(figures_of(city)["first_frame_ms"])
        window = city.start_kiosk()
        walk(window)
        walked = figures_of(city)
        city.start_kiosk()
        time.sleep(2)  # the window has settled
        before = cpu_seconds(city.kiosk.process.pid)
        time.sleep(10.5)  # the measured idle time
        idle_cpu = (cpu_seconds(city.kiosk.process.pid) - before) / 10.5
        pss = pss_kib(city.kiosk.process.pid)
        idle = figures_of(city)
        print(json.dumps({
            "first_frame_ms_median_of_5": round(statistics.median(starts), 1),
            "frames_walked": walked["frames"], "frame_p50_ms": round(walked["frame_p50_ms"], 2),
            "frame_p99_ms": round(walked["frame_p99_ms"], 2), "frame_max_ms": round(walked["frame_max_ms"], 2),
            "frames_in_10_s_idle": idle["frames_in_last_10_s"], "idle_cpu_percent": round(idle_cpu * 100, 2),
            "memory_pss_mib": round(pss / 1024, 1)}))


if __name__ == "__main__":
    main()
