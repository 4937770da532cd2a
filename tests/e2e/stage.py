"""A whole city in one folder: a center, a simulated reader and camera, and a terminal in a real X window.
Used by the demo (demo.py) and by the end-to-end tests. Every program is the real one; only the devices are
played, from outside the terminal's process."""
import json
import os
import pathlib
import selectors
import shutil
import signal
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Failure(Exception):
    """Something did not happen that had to; the text says what."""


def wait_until(condition, what, seconds=20.0):
    """Polls a condition that another process makes true; its value, or Failure after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise Failure(f"waited {seconds:g} s for {what}")


class Program:
    """One started program; its stderr goes to a log file, its stdout is read line by line."""

    def __init__(self, name, arguments, log_folder, environment=None, stdin=False):
        self.name = name
        self.log_path = log_folder / f"{name}.log"
        self.log = open(self.log_path, "ab")
        self.process = subprocess.Popen(
            [str(a) for a in arguments], stdout=subprocess.PIPE, stderr=self.log,
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL, env={**os.environ, **(environment or {})})

    def line(self, seconds=20.0):
        """The next line of its stdout."""
        selector = selectors.DefaultSelector()
        selector.register(self.process.stdout, selectors.EVENT_READ)
        if not selector.select(seconds):
            raise Failure(f"{self.name} said nothing for {seconds:g} s; see {self.log_path}")
        line = self.process.stdout.readline().decode()
        if not line:
            raise Failure(f"{self.name} ended ({self.process.wait()}); see {self.log_path}")
        return line.rstrip("\n")

    def say(self, text):
        self.process.stdin.write((text + "\n").encode())
        self.process.stdin.flush()

    def stop(self, seconds=10.0):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        return self.process.returncode

    def kill(self):
        self.process.kill()
        self.process.wait()


def run(arguments, log_folder, seconds=60, check=True):
    """Runs a command to its end; its stdout as text."""
    done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, timeout=seconds)
    with open(log_folder / "commands.log", "a", encoding="utf-8") as log:
        log.write(f"$ {pathlib.Path(str(arguments[0])).name} {' '.join(str(a) for a in arguments[1:3])} … -> {done.returncode}\n{done.stderr}")
    if check and done.returncode != 0:
        raise Failure(f"{pathlib.Path(str(arguments[0])).name} {arguments[1]} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


class Window:
    """The terminal's window as a person has it: eyes (screenshots) and one finger (xdotool). Where a widget is, is
    read from the rectangles that the terminal records with --record-widgets."""

    def __init__(self, record_path, shots):
        self.record_path = record_path
        self.shots = shots
        self.taken = 0
        shots.mkdir(parents=True, exist_ok=True)

    def record(self):
        try:
            return json.loads(self.record_path.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {"screen": "", "frame": 0, "widgets": {}}

    def screen(self):
        return self.record()["screen"]

    def wait_screen(self, *names, seconds=20.0):
        return wait_until(lambda: self.screen() in names and self.screen(),
                          f"the screen {' or '.join(names)} (now: {self.screen()})", seconds)

    def widget(self, name, seconds=10.0):
        def enabled():
            found = self.record()["widgets"].get(name)
            return found if found and found["enabled"] else None
        return wait_until(enabled, f"the widget '{name}' on screen '{self.screen()}'", seconds)

    def has(self, name):
        return name in self.record()["widgets"]

    def tap(self, name, seconds=10.0):
        box = self.widget(name, seconds)
        x, y = int(box["x"] + box["w"] / 2), int(box["y"] + box["h"] / 2)
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], check=True)

    def tap_to(self, name, *screens, seconds=20.0):
        self.tap(name)
        return self.wait_screen(*screens, seconds=seconds)

    def type_digits(self, digits, prefix):
        for digit in digits:
            self.tap(f"{prefix}{digit}")

    def shot(self, name):
        """A picture of what stands on the screen now."""
        self.taken += 1
        path = self.shots / f"{self.taken:02d}_{name}.png"
        subprocess.run(["import", "-window", "root", "-crop", "1920x1080+0+0", "+repage", str(path)], check=True)
        return path


def fresh_folder(path):
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path
