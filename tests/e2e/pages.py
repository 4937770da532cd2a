#!/usr/bin/env python3
"""The operators' pages in Chromium on a real center, on the last evening of June: eleven stations with two weeks behind
them, a twelfth that is registered in the page, provisioned with kioskctl and heard of with kiosk-sync. What the browser
does stands in pages.mjs. Prints a line per case and 'N passed, N failed'."""
import argparse
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys

import openpyxl

import stage

EVENING = "2026-06-30T21:40:00"
HOUR = 3600 * 1000
PASSWORD = "ein-langes-Kennwort 7"
STATIONS = {"SM01": "BH01", "SM02": "GL02", "SM03": "JL03", "SM04": "KY04", "SM05": "LQ05", "SM06": "LJ06", "SM07": "WC07",
            "SM08": "XG08", "SM09": "YD09", "SM10": "ZH10", "SM11": "SY11"}
HEADER = "claim_number,id_number,kind,step,date,place,amount_fen,final,detail,due"


def field(number, value):
    """One field of a protobuf message."""
    def varint(rest):
        out = b""
        while True:
            rest, low = rest >> 7, rest & 0x7F
            out += bytes([low | 0x80 if rest else low])
            if not rest:
                return out
    if isinstance(value, int):
        return varint(number << 3) + varint(value & (2**64 - 1))
    return varint(number << 3 | 2) + varint(len(value)) + value


def made_up_number(sequence):
    digits = f"35029919880715{sequence:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)))
    return digits + "10X98765432"[total % 11]


class Center:
    def __init__(self, programs, shots):
        self.city = stage.City(programs, shots.parent / (shots.name + ".city"), shots, clock=EVENING)
        self.programs, self.folder, self.shots = self.city.programs, self.city.folder, shots
        self.pack = stage.ROOT / "config/schemes/xiamen.toml"
        self.station = self.folder / "station"

    def open(self):
        self.city.make_center()
        self.url = self.city.start_center()
        for code, prefix in STATIONS.items():
            self.city.center_command("register", options=["--station", code, "--number", 1, "--prefix", prefix])
        self.lay_history()
        password = self.folder / "password"
        password.write_text(PASSWORD + "\n")
        for options in (["--id", "chen", "--name", "陈测", "--role", "district"],
                        ["--id", "lin", "--name", "林测", "--role", "station", "--station", "SM12"]):
            self.city.center_command("operator", "add", options=[*options, "--password-file", password])
        pages = stage.Program("pages", [self.programs / "kiosk-center", "pages", "--state", self.city.center_state, "--clock",
                                        self.city.now(), "--directory", stage.ROOT / "config/directory/xiamen_stations.tsv"],
                              self.folder)
        self.city.running.append(pages)
        return json.loads(pages.line())["url"]

    def lay_history(self):
        """Two weeks cannot be waited for: what eleven stations would have left in the center's tables."""
        chance = random.Random(630)
        now = (1782826800 * 1000)  # 2026-06-30 21:40 in Shanghai
        database = sqlite3.connect(self.city.center_state / "center.db", timeout=20)
        pack, = database.execute("SELECT hash FROM pack").fetchone()
        for place, (code, prefix) in enumerate(STATIONS.items()):
            terminal, = database.execute("SELECT id FROM terminal WHERE prefix = ?", (prefix,)).fetchone()
            held = 0
            for hour in range(now // HOUR - 30 * 24, now // HOUR + 1):
                of_day = (hour + 8) % 24
                if not 8 <= of_day <= 21 or (code == "SM06" and hour > now // HOUR - 4):
                    continue
                busy = 1 + 9 * (hour * HOUR > now - 14 * HOUR) * (of_day - 7) / 14
                entries = int(chance.uniform(2, 7) * busy)
                held += entries
                database.execute("INSERT INTO arrival VALUES(?, ?, ?, ?, 4)", (hour, terminal, entries, entries // 2))
            silent = code == "SM06"
            seen = now - (3 * HOUR + 3 * 60000 if silent else chance.randrange(1, 17) * 60000)
            printer = {"SM07": b"needs_care"}.get(code, b"ready")
            devices = b"".join(field(8, field(1, name) + field(2, state) + field(3, chance.randrange(200, 900)) + field(4, chance.randrange(9)))
                               for name, state in ((b"id_reader", b"ready"), (b"camera", b"ready"), (b"printer", printer)))
            beat = (field(1, terminal) + field(2, held + (62 if silent else 0)) + field(3, held) +
                    field(4, seen - (41000 if code == "SM08" else chance.randrange(-900, 900))) + field(5, b"0.1.0") +
                    field(6, b"xiamen") + field(7, pack) + devices + field(9, seen))
            if code != "SM08":  # that one's terminal is of an older release
                beat += field(11, 7) + field(12, 2 if silent else 0) + field(13, 3)
            database.execute("UPDATE terminal SET provisioned_ms = ?, seen_ms = ?, heartbeat = ? WHERE id = ?",
                             (now - 30 * 24 * HOUR, seen, beat, terminal))
            database.execute("INSERT INTO ledger(id, terminal, public_key, held_seq, held_hash) VALUES(?, ?, ?, ?, ?)",
                             (bytes([place]) * 16, terminal, bytes(32), held, bytes(32)))
        database.commit()
        database.close()

    # ---- what the browser asks for

    def provision(self, code, picture):
        """With the code that stands in the page's picture, read as a camera would."""
        read = stage.run([self.programs / "kioskctl", "code", "decode", picture], self.folder)
        texts = [found["text"] for found in json.loads(read)["codes"]]
        if texts != [code]:
            raise stage.Failure("the picture in the page does not say the code beside it")
        stage.run([self.programs / "kioskctl", "provision", "--code", code, "--state", self.station], self.folder)

    def report(self):
        """Five people enroll, three of them typed in; the night's sync takes them to the center."""
        for count, first, typed_by in ((2, 1, ""), (3, 3, "zhou")):
            stage.run([self.programs / "station-writer", self.station, self.pack, count, first, EVENING, typed_by], self.folder)
        stage.run([self.programs / "kiosk-sync", "--state", self.station, "--once", "--clock", self.city.now()], self.folder)
        center = sqlite3.connect(f"file:{self.city.center_state}/center.db?mode=ro", uri=True)
        stage.wait_until(lambda: center.execute("SELECT count(*) FROM enrollment WHERE state = 'in_review'").fetchone()[0] == 3,
                         "three enrollments in review", 60)

    def file_claim(self, picture):
        """Somebody who is covered from July on was in hospital in June, and a paper of theirs was photographed."""
        stage.run([self.programs / "station-writer", self.station, self.pack, 1, 1, EVENING, "", picture], self.folder)
        stage.run([self.programs / "kiosk-sync", "--state", self.station, "--once", "--clock", self.city.now()], self.folder)
        center = sqlite3.connect(f"file:{self.city.center_state}/center.db?mode=ro", uri=True)
        stage.wait_until(lambda: center.execute("SELECT count(*) FROM claim WHERE reason = 'outside_coverage'").fetchone()[0] == 1
                         and center.execute("SELECT count(*) FROM attachment WHERE held = size").fetchone()[0] == 1,
                         "the claim in review and its paper", 60)

    def claims_file(self):
        steps = ["filed", "received", "reviewing", "decided", "paid"]
        lines = [HEADER]
        for place, step in enumerate([*steps, "filed", "received", "received", "reviewing"]):
            amount = "86000,no" if step in ("decided", "reviewing") else "120000,yes" if step == "paid" else ","
            lines.append(f"XM-2026-{place + 1:04d},{made_up_number(1 + place % 5)},hospitalization,{step},2026-06-{10 + place},"
                         f"思明区职工服务中心,{amount},,2026-07-20")
        lines.insert(4, "XM-2026-0099,350299198807150019,hospitalization,received,2026-06-20,,,,,")
        file = self.folder / "claims.csv"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(file)

    def look_at_export(self, file):
        book = openpyxl.load_workbook(file)
        if book.sheetnames != ["参保名单", "各站汇总"]:
            raise stage.Failure(f"the sheets are {book.sheetnames}")
        rows = list(book["参保名单"].iter_rows(values_only=True))
        states = sorted(row[8] for row in rows[1:])
        if states != ["不符合", "审核中", "已参保", "已参保", "已参保"]:
            raise stage.Failure(f"the states are {states}")
        if {row[3] for row in rows[1:]} != {"林*强"} or {row[10] for row in rows[1:]} != {36}:
            raise stage.Failure("names are not masked, or fees are not what was paid")
        total = list(book["各站汇总"].iter_rows(values_only=True))[1]
        if total[0] != "SM12" or total[8:] != (5, 108):
            raise stage.Failure(f"the station's line is {total}")

    def look_at_claims(self, file):
        """Nine that were imported, one filed at the station; everybody in them enrolled there."""
        title, *rows = openpyxl.load_workbook(file)["补助申请"].iter_rows(values_only=True)
        if [row[0] for row in rows] != ["CE12-000006", *(f"XM-2026-{place:04d}" for place in range(1, 10))]:
            raise stage.Failure(f"the claims are {[row[0] for row in rows]}")
        if rows[0][1:5] != ("住院", "林*强", "SM12", "SM12") or rows[0][10:12] != ("已收件", None):
            raise stage.Failure(f"the filed one is {rows[0]}")
        paid = dict(zip(title, rows[5]))
        if (paid["进度"], paid["金额（元）"], paid["金额是否已定"]) != ("已支付", 1200, "是"):
            raise stage.Failure(f"the paid one is {paid}")

    def answer(self, question):
        what = question["do"]
        if what == "provision":
            self.provision(question["code"], question["picture"])
        elif what == "report":
            self.report()
        elif what == "claims file":
            return {"file": self.claims_file()}
        elif what == "file a claim":
            self.file_claim(question["picture"])
        elif what == "look at the export":
            self.look_at_export(question["file"])
        elif what == "look at the claims":
            self.look_at_claims(question["file"])
        return {}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    options.add_argument("--shots", required=True)
    arguments = options.parse_args()
    shots = stage.fresh_folder(pathlib.Path(arguments.shots).resolve())
    center = Center(arguments.bin, shots)
    counts = {"passed": 0, "failed": 0}
    with center.city:
        url = center.open()
        tree = center.programs.parent / "sync/center/web/tree"
        browser = subprocess.Popen(
            ["node", stage.ROOT / "tests/e2e/pages.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "URL": url, "SHOTS": str(shots), "TREE": str(tree), "PASSWORD": PASSWORD})
        for line in browser.stdout:
            question = json.loads(line)
            if question["do"] in counts:
                counts[question["do"]] += 1
                print(f"{'ok  ' if question['do'] == 'passed' else 'FAIL'}  {question['name']}"
                      + (f": {question['why']}" if "why" in question else ""), flush=True)
            try:
                answer = center.answer(question)
            except (stage.Failure, subprocess.SubprocessError, OSError) as failure:
                answer = {"error": str(failure)}
            browser.stdin.write(json.dumps(answer) + "\n")
            browser.stdin.flush()
        ended = browser.wait()
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 0 if ended == 0 and counts["passed"] > 0 and counts["failed"] == 0 else 1


sys.exit(main())
