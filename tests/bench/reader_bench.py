#!/usr/bin/env python3
"""The card reader is pulled out again and again, at random bytes, while the real terminal asks for a card. After each
replug the card that lies on it must be read; in the end descriptors and frame times are looked at, beside those of a run
of cards with the cable left alone. `./dev bench reader` runs it. Prints one JSON line."""
import argparse
import json
import os
import pathlib
import random
import socket
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import stage

from device_losses import descriptors, frames_drawn

CARDS = ["resident_lin", "resident_chen", "resident_rare_name", "hkmt_permit", "foreigner_2017"]
READING_A_CARD = 1420  # bytes that the reader sends from its first answer to the end of a card, and some more
NEXT_CARD_S = 0.8  # from taking a card away to laying the next one down: sooner, and the reader may not notice


class Reader:
    """Steers the simulated reader."""

    def __init__(self, city):
        self.port = city.reader_port
        self.control = socket.socket(socket.AF_UNIX)
        self.control.connect(str(city.reader_control))
        self.answers = self.control.makefile()

    def tell(self, line):
        self.control.sendall(f"{line}\n".encode())
        answer = self.answers.readline().strip()
        if answer != "ok":
            raise stage.Failure(f"reader, '{line}': {answer}")

    def place(self, card):
        self.tell(f"place {stage.ROOT}/assets/demo/cards/{card}.toml")

    def pulled_out(self):
        return not self.port.is_symlink()


def read_a_card(window, reader, after_bytes):
    """A card is laid down; with `after_bytes` the cable goes then and comes back. Seconds from the replug, or from the
    card being laid down, to the person on the screen."""
    began = time.monotonic()
    reader.place(random.choice(CARDS))
    if after_bytes is not None:
        reader.tell(f"unplug_after {after_bytes}")
        stage.wait_until(lambda: reader.pulled_out() or window.screen() == "confirm_person", "the cable or the card", 30)
        if not reader.pulled_out():  # the card was through before
            reader.tell("unplug")
        if window.screen() == "confirm_person":
            window.tap_to("confirm.no", "place_card")
        began = time.monotonic()
        reader.tell("replug")
    window.wait_screen("confirm_person", seconds=30)
    took = time.monotonic() - began
    reader.tell("remove")
    window.tap_to("confirm.no", "place_card")
    time.sleep(NEXT_CARD_S)
    return took


def run(city, pulls):
    """One card after the other at a fresh terminal, the cable pulled after so many bytes of each (None: not at all)."""
    window = city.start_kiosk()
    reader = Reader(city)
    window.tap_to("home.start", "consent")
    window.tap("consent.agree")
    window.tap_to("consent.next", "place_card")
    read_a_card(window, reader, None)
    before = descriptors(city.kiosk.process.pid)
    took = sorted(read_a_card(window, reader, after_bytes) for after_bytes in pulls)
    after = descriptors(city.kiosk.process.pid)
    city.stop_kiosk()
    return {"cards_read": len(pulls), "median_s": round(took[len(took) // 2], 2), "slowest_s": round(took[-1], 2),
            "descriptors": [before, after], **frames_drawn(city)}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    options.add_argument("--unplugs", type=int, default=1000)
    arguments = options.parse_args()
    random.seed(20260630)
    folder = stage.ROOT / "build/bench"
    with stage.Screen(), stage.City(arguments.bin, folder / "reader_city", folder / "shots", idle_seconds=600) as city:
        city.open_city()
        left_alone = run(city, [None] * min(100, arguments.unplugs))
        pulled = run(city, [random.randrange(READING_A_CARD) for _ in range(arguments.unplugs)])
        print(json.dumps({"left_alone": left_alone, "pulled_out": pulled,
                          "load_5_minutes": round(os.getloadavg()[1], 1)}))


if __name__ == "__main__":
    main()
