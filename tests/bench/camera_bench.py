#!/usr/bin/env python3
"""The camera is lost again and again while the real terminal shows what it sees: kiosk-eye killed, its decoder killed,
the camera pulled out. After each loss a code must be read again; in the end descriptors and frame times are looked at,
beside those of a run of as many codes without any loss. `./dev bench camera` runs it. Prints one JSON line."""
import argparse
import json
import os
import pathlib
import random
import signal
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import stage

from device_losses import descriptors, frames_drawn


def children(pid):
    return [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def eyes(kiosk):
    """The eye is started by a thread of its own: every thread's children count."""
    found = []
    for task in pathlib.Path(f"/proc/{kiosk}/task").iterdir():
        for child in (task / "children").read_text().split():
            if "kiosk-eye" in pathlib.Path(f"/proc/{child}/comm").read_text():
                found.append(int(child))
    return found


class Campaign:
    def __init__(self, city):
        self.city = city
        self.pid = city.kiosk.process.pid
        self.codes = []
        for name in ("one", "two"):
            self.codes.append(city.folder / f"{name}.png")
            stage.run([city.programs / "kiosk-sim", "qr", f"MADE UP {name}", self.codes[-1]], city.folder)
        self.shown = 0

    def show_another(self):
        """A new file under another name: the terminal takes it for another code in front of the camera."""
        self.shown += 1
        part = self.city.pictures.parent / "next.part"
        part.write_bytes(self.codes[self.shown % 2].read_bytes())
        part.rename(self.city.pictures / "shown.png")

    def seen(self):
        """The code is none of ours: the terminal says so, and says it again after the next."""
        window = self.city.window
        stage.wait_until(lambda: window.screen() == "ask_status+message", "the code to be seen", 30)
        (self.city.pictures / "shown.png").unlink()
        window.tap_to("message.dismiss", "ask_status")

    def eye_works(self):
        stage.wait_until(lambda: any(children(eye) for eye in eyes(self.pid)), "the eye and its decoder", 30)

    def lose(self, kind):
        self.eye_works()
        for eye in eyes(self.pid):
            if kind == "eye":
                os.kill(eye, signal.SIGKILL)
            for decoder in children(eye) if kind == "decoder" else []:
                os.kill(decoder, signal.SIGKILL)
        if kind == "camera":
            away = self.city.pictures.with_name("pulled_out")
            self.city.pictures.rename(away)
            time.sleep(0.3)  # so long it is out
            away.rename(self.city.pictures)


def run(city, losses):
    """Codes before the camera of a fresh terminal, each after the next of the losses; what came of it."""
    window = city.start_kiosk()
    window.tap_to("home.status", "ask_status")
    campaign = Campaign(city)
    campaign.show_another()
    campaign.seen()
    campaign.eye_works()
    before = descriptors(campaign.pid)
    slowest = 0.0
    for loss in losses:
        if loss:
            campaign.lose(loss)
        began = time.monotonic()
        campaign.show_another()
        campaign.seen()
        slowest = max(slowest, time.monotonic() - began)
    campaign.eye_works()
    after = descriptors(campaign.pid)
    city.stop_kiosk()
    return {"codes_read": len(losses), "slowest_s": round(slowest, 2), "descriptors": [before, after],
            **frames_drawn(city)}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    options.add_argument("--losses", type=int, default=1000)
    arguments = options.parse_args()
    random.seed(20260630)
    losses = ["camera" if number % 20 == 3 else random.choice(["eye", "decoder"]) for number in range(arguments.losses)]
    folder = stage.ROOT / "build/bench"
    with stage.Screen(), stage.City(arguments.bin, folder / "camera_city", folder / "shots", idle_seconds=600) as city:
        city.open_city()
        print(json.dumps({"without_loss": run(city, [None] * len(losses)),
                          "lost": {kind: losses.count(kind) for kind in ("eye", "decoder", "camera")},
                          "with_losses": run(city, losses), "load_5_minutes": round(os.getloadavg()[1], 1)}))


if __name__ == "__main__":
    main()
