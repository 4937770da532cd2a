#!/usr/bin/env python3
"""Who has left, has left the terminal's memory too: after each kind of visit the whole memory of the real, running
terminal is searched for what it was told. Prints a line per visit and 'N passed, N failed'.

The terminal forbids others of its user to look into it, so this needs root; without it, it says so and exits 77."""
import base64
import os
import re
import subprocess
import sys
import time

import cases
import stage

CANNOT_LOOK = 77  # ctest counts it as skipped
FORGOTTEN_WITHIN = 5  # seconds

PERSON = "resident_huang"
NAME, NUMBER, MASKED_NAME = "黄样例", "350299199912313055", "黄*例"
ADDRESS = "测试市测试区样例路3号"
PHONE, NEW_PHONE, RECEIPT = "13800034617", "13700048526", "907341"


def pieces(data, length=16):
    """Neighbouring parts, so that a copy that is partly overwritten is found too."""
    return [data[at:at + length] for at in range(0, len(data) - length + 1, length)]


def spellings(text):
    return [text.encode("utf-8"), text.encode("utf-16-le"), text.encode("utf-32-le")]


def of_person():
    return {"name": spellings(NAME), "masked name": spellings(MASKED_NAME), "number": spellings(NUMBER),
            "masked number": spellings("3502** ******** 3055"), "birth": spellings("1999-12-31"),
            "address": spellings(ADDRESS), "phone": spellings(PHONE) + spellings("138 0003 4617"),
            "masked phone": spellings("138 **** 4617"), "new phone": spellings(NEW_PHONE) + spellings("137 0004 8526")}


def of_code(text):
    """A slip's or a badge's code as scanned, and what it keeps secret (sync/wire/code.h)."""
    body = text.split(":")[1]
    raw = base64.b32decode(body + "=" * (-len(body) % 8))
    if len(raw) == 16:
        return {"badge": pieces(text.encode()), "badge secret": [raw]}
    number = f"{raw[44:50].rstrip(bytes(1)).decode()}-{int.from_bytes(raw[51:55], 'little'):06d}"
    return {"slip": pieces(text.encode()), "slip secret": [raw[55:71]], "slip signature": pieces(raw[71:]),
            "slip number": spellings(number)}


def find(pid, marks):
    """Where in the memory of a process the marks stand: {mark: [name of the mapping]}."""
    patterns = {label: re.compile(b"|".join(re.escape(each) for each in sorted(set(texts)))) for label, texts in marks.items()}
    found = {}
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            addresses, rights, _, _, _, *name = line.split(maxsplit=5)
            name = name[0].strip() if name else "anonymous"
            if not rights.startswith("rw"):
                continue  # what cannot be written holds nobody
            begin, end = (int(part, 16) for part in addresses.split("-"))
            try:
                memory.seek(begin)
                content = memory.read(end - begin)
            except OSError:
                continue  # a device's
            for label, pattern in patterns.items():
                for match in pattern.finditer(content):
                    found.setdefault(label, []).append(f"{name}+{match.start():x}/{end - begin:x}")
    return found


def children_of(pid):
    return subprocess.run(["ps", "-o", "comm=", "--ppid", str(pid)], capture_output=True, text=True).stdout.split()


class Visits(cases.Cases):
    def must_know(self, marks, *labels):
        """Shows that the search finds what is there."""
        found = find(self.city.kiosk.process.pid, {label: marks[label] for label in labels})
        if set(found) != set(labels):
            raise stage.Failure(f"the search does not find what the terminal must know: {set(labels) - set(found)}")

    def must_have_forgotten(self, marks):
        self.window.wait_screen("home", seconds=40)
        self.window.settle()
        # What the camera saw goes with the program that saw it.
        stage.wait_until(lambda: "kiosk-eye" not in children_of(self.city.kiosk.process.pid), "the eye to close")
        # The reader's thread forgets at the end of the turn that it is in.
        deadline = time.monotonic() + FORGOTTEN_WITHIN
        while found := find(self.city.kiosk.process.pid, marks):
            if time.monotonic() > deadline:
                raise stage.Failure("still in memory: " + "; ".join(f"{label} {len(places)} × {places[:6]}" for label, places in found.items()))

    def case_somebody_enrolls_and_walks_away(self):
        self.demo.place_card(PERSON)
        self.must_know(of_person(), "number")
        self.window.tap_to("confirm.yes", "work")
        self.window.tap("work.flexible")
        self.window.tap("work.place.0")
        self.window.tap_to("work.next", "phone")
        self.window.type_digits(PHONE, "pad.")
        self.window.tap_to("phone.next", "papers")
        self.must_know(of_person(), "phone")
        self.window.tap_to("papers.labour_contract", "join_union")
        self.window.tap_to("join.yes", "plan")
        self.window.tap_to("plan.next", "review")
        self.window.tap_to("review.submit", "saved")
        self.slip = self.demo.code_on(self.window.shot("saved"))
        self.must_know(of_code(self.slip), "slip", "slip number")
        self.city.card("remove")
        self.window.wait_screen("saved+countdown", seconds=40)
        self.must_have_forgotten(of_person() | of_code(self.slip))

    def case_somebody_is_read_and_walks_away(self):
        self.demo.place_card(PERSON)
        self.city.card("remove")
        self.window.wait_screen("confirm_person+countdown", seconds=40)
        self.must_know(of_person(), "number")
        self.must_have_forgotten(of_person())

    def case_somebody_is_turned_away(self):
        self.demo.turned_away(PERSON)
        self.must_have_forgotten(of_person())

    def case_somebody_asks_with_the_slip(self):
        self.window.tap_to("home.status", "ask_status")
        self.city.show_code(self.slip)
        self.window.wait_screen("status")
        self.city.hide_code()
        self.window.tap_to("status.done", "home")
        self.must_have_forgotten(of_person() | of_code(self.slip))

    def case_staff_sign_in_work_and_sign_out(self):
        self.demo.sign_in()
        self.window.tap_to("desk.row.0", "desk_entry")
        self.must_know(of_person(), "masked name", "masked phone")
        self.window.tap_to("entry.correct", "correct")
        self.window.tap("correct.phone")
        self.window.type_digits(NEW_PHONE, "pad.")
        self.window.tap("correct.mistyped")
        self.window.tap_to("correct.confirm", "desk")
        self.demo.pay_run([self.slip], RECEIPT)
        self.window.tap_to("bar.sign_out", "home")
        self.must_have_forgotten(of_person() | of_code(self.slip) | of_code(self.city.badge) |
                                 {"pin": spellings(stage.STAFF["pin"]), "receipt": spellings(RECEIPT)})


def main():
    if os.geteuid() != 0:
        print("only root may look into the terminal's memory; skipped")
        return CANNOT_LOOK
    return cases.play(Visits, idle_seconds=15)


if __name__ == "__main__":
    sys.exit(main())
