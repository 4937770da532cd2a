"""What the end-to-end tests share: cases that one real terminal in a city of its own meets one after another."""
import argparse
import pathlib
import subprocess
import time

import demo
import stage


class Cases:
    """Its methods case_… are the cases, met in the order in which they are written."""

    def __init__(self, city):
        self.city = city
        self.demo = demo.Demo(city)

    @property
    def window(self):
        return self.city.window


def play(kind, idle_seconds, paper_mm=58):
    """Prints a line per case and 'N passed, N failed'; the exit code."""
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    options.add_argument("--shots", required=True)
    options.add_argument("--only", default="", help="a part of the names of the cases to meet")
    arguments = options.parse_args()
    shots = stage.fresh_folder(pathlib.Path(arguments.shots))
    passed = failed = 0
    with stage.Screen(), stage.City(arguments.bin, shots.parent / (shots.name + ".city"), shots,
                                    idle_seconds=idle_seconds, paper_mm=paper_mm) as city:
        city.open_city()
        city.start_kiosk()
        cases = kind(city)
        for name in [name for name in vars(kind) if name.startswith("case_") and arguments.only in name]:
            title = name.removeprefix("case_").replace("_", " ")
            began = time.monotonic()
            try:
                getattr(cases, name)()
                passed += 1
                print(f"ok    {title} ({time.monotonic() - began:.1f} s)", flush=True)
            except (stage.Failure, subprocess.CalledProcessError) as failure:
                failed += 1
                city.window.shot(f"FAILED_{name}")
                print(f"FAIL  {title}: {failure}", flush=True)
                break  # what follows would start from an unknown screen
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
