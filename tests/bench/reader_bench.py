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
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import stage

from device_losses import descriptors, frames_drawn

CARDS = ["resident_lin", "resident_chen", "resident_rare_name", "hkmt_permit", "foreigner_2017"]
READING_A_CARD = 1420  # bytes that the reader sends from its first answer to the end of a card, and some more
BETWEEN_CARDS = 20  # bytes that it sends in a few searches after a card was read
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


def person_shown(window):
    """The card is read; "that is not me" asks for the next."""
    window.wait_screen("confirm_person", seconds=30)
    window.tap_to("confirm.no", "place_card")


def pull_out(window, reader, after_bytes):
    """The cable goes after so many bytes, or now when a card was read through before that."""
    reader.tell(f"unplug_after {after_bytes}")
    stage.wait_until(lambda: reader.pulled_out() or window.screen() == "confirm_person", "the cable or the card", 30)
    if not reader.pulled_out():
        reader.tell("unplug")
    if window.screen() == "confirm_person":
        window.tap_to("confirm.no", "place_card")


def replug(window, reader):
    """Seconds from the replug to the person on the screen."""
    began = time.monotonic()
    reader.tell("replug")
    window.wait_screen("confirm_person", seconds=30)
    took = time.monotonic() - began
    window.tap_to("confirm.no", "place_card")
    return took


def cards_left_alone(window, reader, count):
    for _ in range(count):
        reader.place(random.choice(CARDS))
        person_shown(window)
        reader.tell("remove")
        time.sleep(NEXT_CARD_S)


def cables_pulled(window, reader, count):
    """By turns while a card is being read and while it lies there read; each time it is read again."""
    took = []
    reader.tell("unplug")
    for _ in range(count // 2):
        reader.place(random.choice(CARDS))
        reader.tell("replug")
        pull_out(window, reader, random.randrange(READING_A_CARD))
        took.append(replug(window, reader))
        pull_out(window, reader, random.randrange(BETWEEN_CARDS))
        took.append(replug(window, reader))
        reader.tell("unplug")
    reader.tell("replug")
    person_shown(window)
    return {"pulled": len(took), "median_s": round(statistics.median(took), 2), "slowest_s": round(max(took), 2)}


def run(city, act):
    """What `act` does at a fresh terminal that asks for a card."""
    window = city.start_kiosk()
    reader = Reader(city)
    window.tap_to("home.start", "consent")
    window.tap("consent.agree")
    window.tap_to("consent.next", "place_card")
    cards_left_alone(window, reader, 1)
    before = descriptors(city.kiosk.process.pid)
    told = act(window, reader) or {}
    after = descriptors(city.kiosk.process.pid)
    city.stop_kiosk()
    return {**told, "descriptors": [before, after], **frames_drawn(city)}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    options.add_argument("--unplugs", type=int, default=1000)
    arguments = options.parse_args()
    random.seed(20260630)
    folder = stage.ROOT / "build/bench"
    with stage.Screen(), stage.City(arguments.bin, folder / "reader_city", folder / "shots", idle_seconds=600) as city:
        city.open_city()
        left_alone = run(city, lambda window, reader: cards_left_alone(window, reader, min(100, arguments.unplugs)))
        pulled = run(city, lambda window, reader: cables_pulled(window, reader, arguments.unplugs))
        print(json.dumps({"left_alone": left_alone, "pulled_out": pulled,
                          "load_5_minutes": round(os.getloadavg()[1], 1)}))


if __name__ == "__main__":
    main()
