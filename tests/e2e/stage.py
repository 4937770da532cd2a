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


class Screen:
    """An X server without a screen, of one's own: its pointer and its windows are nobody else's."""

    def __enter__(self):
        read_end, write_end = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1920x1920x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as answer:
            number = answer.readline().strip()
        if not number:
            raise Failure("Xvfb did not start")
        os.environ.update(DISPLAY=f":{number}", LIBGL_ALWAYS_SOFTWARE="1")
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()


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

    def settle(self):
        """Until the window shows its last frame: two pictures alike."""
        def picture():
            return subprocess.run(["import", "-window", "root", "-resize", "10%", "gray:-"], check=True, capture_output=True).stdout
        wait_until(lambda: picture() == picture(), "a still picture")

    def type_digits(self, digits, prefix):
        for digit in digits:
            self.tap(f"{prefix}{digit}")

    def shot(self, name):
        """A picture of what stands on the screen now."""
        self.settle()
        self.taken += 1
        path = self.shots / f"{self.taken:02d}_{name}.png"
        subprocess.run(["import", "-window", "root", "-crop", "1920x1080+0+0", "+repage", str(path)], check=True)
        return path


def fresh_folder(path):
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


SIMULATED_MORNING = "2026-06-15T09:00:00"
STATION = {"code": "SM03", "prefix": "JL03", "number": 3}
STAFF = {"id": "zhou", "name": "周测", "pin": "246810"}

SETTINGS = """
state = "{state}"

[station]
code = "SM03"
name_zh = "嘉莲街道职工服务站"
name_en = "Jialian Street workers' service station"
center_zh = "思明区职工服务中心"
center_en = "Siming District workers' service center"
terminal_number = 3

[[station.workplace]]
id = "jialian"
name_zh = "嘉莲街道"
name_en = "Jialian Street"

[[station.workplace]]
id = "yundang"
name_zh = "筼筜街道"
name_en = "Yundang Street"
served_here = false

[[station.workplace]]
id = "elsewhere"
name_zh = "其他地方"
name_en = "Somewhere else"
served_here = false

[screen]
language = "zh"
orientation = "landscape"
full_screen = false
page_size = 8
idle_seconds = {idle_seconds}
countdown_seconds = 15
staff_idle_seconds = 600

[id_reader]
port = "{reader}"

[printer]
port = "{printer}"
width_mm = {paper_mm}

[camera]
pictures = "{pictures}"

[scanner]
port = "{reader}.scanner"

[rules]
packs = "{root}/config/schemes"
scheme = "xiamen"
directory = "{root}/config/directory/xiamen_stations.tsv"
consent_version = "1"

[sync]
center_url = "{url}"
nightly_at = "02:14"
spread_minutes = 30
retention_nights = 7
"""


class City:
    """One center, one station with one terminal, one member of staff. `clock` is simulated for all of them."""

    def __init__(self, programs, folder, shots, clock=SIMULATED_MORNING, idle_seconds=60, paper_mm=58):
        self.programs = pathlib.Path(programs).resolve()
        self.folder = fresh_folder(pathlib.Path(folder).resolve())
        self.shots = pathlib.Path(shots).resolve()
        self.clock = clock
        self.idle_seconds = idle_seconds
        self.paper_mm = paper_mm
        self.started = time.monotonic()
        self.center_state = self.folder / "center"
        self.state = self.folder / "station"
        self.pictures = self.folder / "in_front_of_the_camera"
        self.pictures.mkdir()
        self.reader_port = self.folder / "reader"
        self.reader_control = self.folder / "reader.control"
        self.printer_port = self.folder / "printer"
        self.printer_control = self.folder / "printer.control"
        self.tickets = self.folder / "tickets"
        self.widgets = self.folder / "widgets.json"
        self.figures = self.folder / "figures.json"
        self.settings = self.folder / "station.toml"
        self.running = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for program in reversed(self.running):
            program.stop()

    def now(self):
        """The simulated time by now, as --clock takes it."""
        day, clock = self.clock.split("T")
        hour, minute, second = (int(part) for part in clock.split(":"))
        at = hour * 3600 + minute * 60 + second + int(time.monotonic() - self.started)
        return f"{day}T{at // 3600:02d}:{at % 3600 // 60:02d}:{at % 60:02d}"

    def start(self, name, *arguments, environment=None):
        program = Program(name, [self.programs / name, *arguments], self.folder, environment)
        self.running.append(program)
        return program

    def center_command(self, *words, check=True, options=()):
        """kiosk-center WORDS… --state … --clock …; its stdout."""
        return run([self.programs / "kiosk-center", *words, "--state", self.center_state, "--clock", self.now(), *options],
                   self.folder, check=check)

    def make_center(self):
        self.center_command("init", options=["--root-dir", self.folder / "city-root", "--city", "厦门",
                                             "--center", "思明区职工服务中心", "--host", "127.0.0.1",
                                             "--pack", ROOT / "config/schemes/xiamen.toml"])

    def start_center(self, port=0):
        self.center = self.start("kiosk-center", "serve", "--state", self.center_state, "--clock", self.now(),
                                 "--listen", f"127.0.0.1:{port}")
        self.url = json.loads(self.center.line())["url"]
        return self.url

    def make_terminal(self):
        code = self.center_command("register", options=["--station", STATION["code"], "--number", STATION["number"],
                                                        "--prefix", STATION["prefix"], "--url", self.url]).strip()
        pin_file = self.folder / "pin"
        pin_file.write_text(STAFF["pin"])
        self.badge = self.center_command("staff", "add", options=[
            "--station", STATION["code"], "--id", STAFF["id"], "--name", STAFF["name"], "--pin-file", pin_file]).strip()
        run([self.programs / "kioskctl", "provision", "--code", code, "--state", self.state], self.folder)
        self.write_settings()

    def write_settings(self):
        self.settings.write_text(SETTINGS.format(
            state=self.state, reader=self.reader_port, printer=self.printer_port, pictures=self.pictures, root=ROOT, url=self.url,
            idle_seconds=self.idle_seconds, paper_mm=self.paper_mm), encoding="utf-8")

    def sync(self, check=True):
        """One nightly sync by hand; what it reports."""
        out = run([self.programs / "kiosk-sync", "--state", self.state, "--once", "--clock", self.now()],
                  self.folder, check=check)
        return json.loads(out.strip().split("\n")[-1])

    def start_reader(self):
        self.reader = self.start("kiosk-sim", "idcard", "--link", self.reader_port, "--control", self.reader_control)
        wait_until(self.reader_control.exists, "the simulated reader")

    def start_printer(self):
        self.printer = self.start("kiosk-sim", "printer", "--link", self.printer_port, "--control", self.printer_control,
                                  "--width", self.paper_mm, "--tickets", self.tickets)
        wait_until(self.printer_control.exists, "the simulated printer")

    def tell_printer(self, *words):
        """fault NAME | paper_ends_after N | unplug_at N | unplug | replug"""
        run([self.programs / "kiosk-sim", "printer", "--control", self.printer_control, *words], self.folder)

    def printed(self):
        """The pictures of the tickets that have been cut off so far."""
        return sorted(self.tickets.glob("ticket_*.png"))

    def codes_on(self, picture):
        """What a camera would read off it."""
        out = run([self.programs / "kioskctl", "code", "decode", picture], self.folder)
        return [code["text"] for code in json.loads(out.strip().split("\n")[0])["codes"]]

    def card(self, *words):
        """place FILE | remove | unplug | replug | fault NAME"""
        run([self.programs / "kiosk-sim", "idcard", "--control", self.reader_control, *words], self.folder)

    def place(self, name):
        self.card("place", ROOT / "assets/demo/cards" / f"{name}.toml")

    def start_scanner(self):
        control = self.folder / "scanner.control"
        self.start("kiosk-sim", "scanner", "--link", f"{self.reader_port}.scanner", "--control", control)
        wait_until(control.exists, "the simulated scanner")

    def scanner(self, *words):
        """scan TEXT | unplug | replug | …"""
        run([self.programs / "kiosk-sim", "scanner", "--control", self.folder / "scanner.control", *words], self.folder)

    def show_code(self, text):
        picture = self.folder / "code.png"
        run([self.programs / "kiosk-sim", "qr", text, picture], self.folder)
        run([self.programs / "kiosk-sim", "camera", "--dir", self.pictures, "show", picture], self.folder)

    def show_picture(self, picture):
        """A paper, or anything else, in front of the camera."""
        run([self.programs / "kiosk-sim", "camera", "--dir", self.pictures, "show", picture], self.folder)

    def hide_code(self):
        run([self.programs / "kiosk-sim", "camera", "--dir", self.pictures, "clear"], self.folder)

    def start_kiosk(self, *arguments):
        self.widgets.unlink(missing_ok=True)
        self.kiosk = self.start("kiosk", "--settings", self.settings, "--assets", ROOT / "assets", "--clock", self.now(),
                                "--record-widgets", self.widgets, "--figures", self.figures, *arguments)
        self.window = Window(self.widgets, self.shots)
        self.window.wait_screen("home", seconds=30)
        return self.window

    def stop_kiosk(self):
        self.running.remove(self.kiosk)
        self.kiosk.stop()

    def center_status(self):
        return json.loads(self.center_command("status", options=["--json"]))

    def open_city(self):
        """Everything up to a terminal that has synced once."""
        self.make_center()
        self.start_center()
        self.make_terminal()
        self.start_reader()
        self.start_printer()
        self.sync()
