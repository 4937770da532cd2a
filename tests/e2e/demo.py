#!/usr/bin/env python3
"""The main job end to end, through the real programs, as `./dev demo` runs it.

Without --headless: starts everything and leaves the terminal to the person at the mouse; a line on standard input
plays the devices. With --headless: three workers enroll, two are turned away, staff confirm three payments, the
center decides, a claim with a photographed paper is filed, another claim's progress comes back. Its last line on stdout is
{"enrolled":N,"synced":N,"accepted":N,"claims_checked":N,"screenshots":"DIR"}."""
import argparse
import base64
import contextlib
import json
import pathlib
import shutil
import subprocess
import sys

import stage

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
PHONES = {"resident_lin": "13800001234", "hkmt_permit": "13900005678", "foreigner_2023": "13700009012"}

CLAIMS = """claim_number,id_number,kind,step,date,place,amount_fen,final,detail,due
C-2026-0148,{number},hospitalization,filed,2026-06-10,嘉莲街道职工服务站,60000,no,住院 12 天 × 50 元,2026-07-10
C-2026-0148,{number},hospitalization,received,2026-06-11,思明区职工服务中心,,,,
C-2026-0148,{number},hospitalization,reviewing,2026-06-12,思明区职工服务中心,,,,
C-2026-0148,{number},hospitalization,decided,,思明区职工服务中心,,,,
C-2026-0148,{number},hospitalization,paid,,,,,,
"""


class Demo:
    def __init__(self, city):
        self.city = city
        self.slips = []

    def say(self, text):
        print(text, file=sys.stderr, flush=True)

    def what_would_i_get(self):
        """Twelve days in hospital, none paid before."""
        window = self.city.window
        window.tap_to("home.benefit", "question")
        window.shot("benefit_kinds")
        window.tap("option.0")
        window.type_digits("12", "pad.")
        window.shot("benefit_days")
        window.tap("question.next")
        window.type_digits("0", "pad.")
        window.tap_to("question.next", "benefit_result")
        window.shot("benefit_result")
        window.tap_to("benefit.way", "claim_way")
        window.shot("claim_way")
        window.tap_to("claim_way.done", "home")

    def can_i_join(self):
        """Yes to everything; from the answer straight to enrolling, and home again."""
        window = self.city.window
        window.tap_to("home.can_join", "question")
        window.shot("can_join_work")
        window.tap("option.0")
        for _ in range(3):
            window.tap("question.yes")
        window.wait_screen("join_result")
        window.shot("can_join")
        window.tap_to("join_result.start", "consent")
        window.tap_to("bar.home", "home")

    def place_card(self, card):
        window = self.city.window
        window.tap_to("home.start", "consent")
        window.shot(f"{card}_consent")
        window.tap("consent.agree")
        window.tap_to("consent.next", "place_card")
        window.shot(f"{card}_place_card")
        self.city.place(card)
        window.wait_screen("confirm_person")
        window.shot(f"{card}_confirm_person")

    def enroll(self, card, document, employment):
        """From home to the slip; keeps the slip's code as it stands on the screen."""
        window = self.city.window
        self.place_card(card)
        window.tap_to("confirm.yes", "work")
        window.tap(f"work.{employment}")
        window.tap("work.place.0")
        window.shot(f"{card}_work")
        window.tap_to("work.next", "phone")
        window.type_digits(PHONES[card], "pad.")
        window.shot(f"{card}_phone")
        window.tap_to("phone.next", "papers")
        window.shot(f"{card}_papers")
        window.tap_to(f"papers.{document}", "join_union")
        window.shot(f"{card}_join_union")
        window.tap_to("join.yes", "plan")
        window.shot(f"{card}_plan")
        window.tap_to("plan.next", "review")
        window.shot(f"{card}_review")
        window.tap_to("review.submit", "saved")
        window.widget("saved.print")  # enabled once the slip is on paper
        picture = window.shot(f"{card}_saved")
        self.slips.append(self.code_on(picture))
        self.check_paper()
        window.tap_to("saved.done", "home")
        self.city.card("remove")
        self.say(f"enrolled: {card}")

    def code_on(self, picture):
        codes = self.city.codes_on(picture)
        if len(codes) != 1:
            raise stage.Failure(f"{len(codes)} codes on {picture.name}")
        return codes[0]

    def check_paper(self):
        """One ticket for each enrollment, and the newest one's code is the screen's."""
        tickets = self.city.printed()
        if len(tickets) != len(self.slips):
            raise stage.Failure(f"{len(tickets)} tickets printed for {len(self.slips)} slips")
        if self.code_on(tickets[-1]) != self.slips[-1]:
            raise stage.Failure("the code on paper is not the code on the screen")
        shutil.copy(tickets[-1], self.city.shots)

    def turned_away(self, card):
        window = self.city.window
        self.place_card(card)
        window.tap_to("confirm.yes", "refused")
        window.shot(f"{card}_refused")
        window.tap_to("refused.done", "home")
        self.city.card("remove")
        self.say(f"turned away: {card}")

    def sign_in(self):
        window = self.city.window
        window.tap_to("bar.staff", "sign_in")
        window.shot("staff_badge")
        self.city.show_code(self.city.badge)
        window.widget("pad.1")
        self.city.hide_code()
        window.type_digits(stage.STAFF["pin"], "pad.")
        window.shot("staff_pin")
        window.tap_to("sign_in.confirm", "desk")
        window.widget("desk.row.0")
        window.shot("staff_desk")

    def pay_single(self, receipt):
        """The newest enrollment, from the list."""
        window = self.city.window
        window.tap_to("desk.row.0", "desk_entry")
        window.shot("staff_entry")
        window.tap_to("entry.pay", "pay_single")
        window.tap("pay.papers")
        window.type_digits(receipt, "pad.")
        window.shot("staff_pay_single")
        window.tap_to("pay.confirm", "desk")
        window.widget("desk.row.0")

    def pay_run(self, slips, first_receipt):
        window = self.city.window
        window.tap_to("nav.pay_run", "pay_run")
        window.shot("staff_pay_run_empty")
        for index, slip in enumerate(slips):
            self.city.show_code(slip)
            window.widget(f"run.papers.{index}", seconds=20)
            self.city.hide_code()
        for index in range(len(slips)):
            window.tap(f"run.papers.{index}")
        window.type_digits(first_receipt, "pad.")
        window.shot("staff_pay_run")
        window.tap_to("run.confirm", "desk")
        window.widget("desk.row.0")
        window.shot("staff_desk_paid")

    def sync_now(self, name):
        """Taps "sync now" and waits for the run's end."""
        window, log = self.city.window, self.city.kiosk.log_path
        window.tap_to("nav.sync", "sync")
        runs = log.read_text().count("kiosk-sync info ok")
        window.tap("sync.now")
        stage.wait_until(lambda: log.read_text().count("kiosk-sync info ok") > runs, "a sync that ends well")
        window.widget("sync.now")  # enabled again
        window.shot(name)

    def decided(self, count):
        """The center has judged, and the terminal has fetched it."""
        stage.wait_until(lambda: self.city.center_status()["enrollments"].get("accepted", 0) == count,
                         f"{count} accepted enrollments at the center")

    def load_claims(self):
        claims = self.city.folder / "claims.csv"
        claims.write_text(CLAIMS.format(number="350299198807151010"), encoding="utf-8")
        loaded = json.loads(self.city.center_command("claims", "import", options=[claims]))
        if loaded["bad"]:
            raise stage.Failure(f"{loaded['bad']} claim lines were refused")

    def check_claim(self):
        window = self.city.window
        window.tap_to("nav.claims", "claim_look_up")
        window.shot("staff_claim_look_up")
        self.city.place("resident_lin")
        window.wait_screen("status")
        window.shot("staff_claim")
        self.city.card("remove")

    def made_up_receipt(self):
        """A page of print as a camera would see it."""
        picture = self.city.folder / "receipt.png"
        text = "\\n".join(["SETTLEMENT SHEET  (made up)"] + [f"item {i:02d} ........ {i * 137 % 900 + 100}.00" for i in range(1, 15)])
        subprocess.run(["convert", "-size", "1280x720", "xc:#e8e4da", "-fill", "#202020", "-font", FONT, "-pointsize", "30",
                        "-annotate", "+60+80", text, "-colorspace", "Gray", str(picture)], check=True)
        return picture

    def file_claim(self, card):
        """Staff file a claim with one photographed paper; the record's id."""
        window = self.city.window
        window.tap_to("nav.claims", "claim_look_up")
        window.tap_to("claims.file", "claim_card")
        window.shot("claim_card")
        self.city.place(card)
        window.wait_screen("claim_facts")
        self.city.card("remove")
        window.shot("claim_kind")
        window.tap("claim.kind.hospitalization")
        window.tap("claim.today")
        window.shot("claim_event")
        window.tap("claim.next")
        window.tap_to("claim.next", "claim_papers")  # no phone
        self.receipt = self.made_up_receipt()
        self.city.show_picture(self.receipt)
        window.tap_to("claim.photograph.0", "claim_photograph")
        window.widget("photo.shoot")  # the camera gives pictures
        window.shot("claim_photograph")
        window.tap("photo.shoot")
        window.widget("photo.keep")
        window.shot("claim_photograph_taken")
        window.tap("photo.keep")
        window.widget("photo.remove")
        self.city.hide_code()
        window.tap_to("photo.done", "claim_papers")
        window.shot("claim_papers")
        window.tap_to("claim.next", "claim_review")
        window.shot("claim_review")
        printed = len(self.city.printed())
        window.tap_to("claim.submit", "claim_saved")
        stage.wait_until(lambda: len(self.city.printed()) > printed, "the claim's slip on paper")
        window.shot("claim_saved")
        window.tap_to("claim.done", "claim_look_up")
        self.say("a claim is filed")
        self.claim_slip = self.code_on(self.city.printed()[-1])
        body = self.claim_slip.removeprefix("MA1:")
        return base64.b32decode(body + "=" * (-len(body) % 8))[24:40].hex()

    def paper_at_center(self, record):
        """What the center opens is the paper that lay before the camera."""
        papers = self.city.folder / "papers"
        self.city.center_command("attachments", options=["--record", record, "--to", papers])
        paper, = papers.iterdir()
        kind = subprocess.run(["identify", "-format", "%m %wx%h %[colorspace]", str(paper)], check=True, capture_output=True, text=True).stdout
        if kind != "JPEG 1280x720 Gray":
            raise stage.Failure(f"the paper at the center is {kind}")
        compared = subprocess.run(["compare", "-metric", "MAE", str(paper), str(self.receipt), "null:"], capture_output=True, text=True)
        difference = float(compared.stderr.split("(")[1].rstrip(") \n"))
        if difference > 0.02:
            raise stage.Failure(f"the paper at the center differs from the one photographed by {difference:.1%}")
        self.say("the paper is at the center")

    def claim_at_desk(self, record):
        """The day of the claim is not covered: the center asks about it, it stands on top of the desk's list, and its slip
        opens its page."""
        window = self.city.window
        stage.wait_until(lambda: record in self.city.center_command("review", "list"), "the center's question about the claim")
        self.sync_now("staff_sync_claim")
        window.tap_to("nav.today", "desk")
        window.widget("desk.row.3")
        window.shot("staff_desk_claim")
        window.tap_to("desk.row.0", "desk_entry")
        window.shot("staff_claim_entry")
        if window.has("entry.correct"):
            raise stage.Failure("the row on top is an enrollment")
        window.tap_to("nav.claims", "claim_look_up")
        self.city.show_code(self.claim_slip)
        window.wait_screen("desk_entry")
        self.city.hide_code()

    def status_by_slip(self):
        """The worker asks with the slip's code."""
        window = self.city.window
        window.tap_to("home.status", "ask_status")
        window.shot("ask_status")
        self.city.show_code(self.slips[0])
        window.wait_screen("status")
        self.city.hide_code()
        window.shot("status_by_slip")
        window.tap_to("status.done", "home")

    def run(self):
        city, window = self.city, self.city.window
        window.shot("home")
        self.what_would_i_get()
        self.can_i_join()
        self.enroll("resident_lin", "social_security_proof", "flexible")
        self.enroll("hkmt_permit", "labour_contract", "small_micro")
        self.enroll("foreigner_2023", "social_security_proof", "flexible")
        self.turned_away("resident_age_15")
        self.turned_away("resident_lin")  # enrolled a minute ago
        self.sign_in()
        self.pay_single("100201")
        self.pay_run(self.slips[:2], "100202")
        self.sync_now("staff_sync")
        self.decided(3)
        self.load_claims()
        claim = self.file_claim("hkmt_permit")
        self.sync_now("staff_sync_again")
        self.paper_at_center(claim)
        self.claim_at_desk(claim)
        self.check_claim()
        window.tap_to("nav.today", "desk")
        window.tap_to("bar.sign_out", "home")
        self.status_by_slip()
        window.tap("bar.en")
        window.shot("home_english")
        status = city.center_status()
        city.kiosk.stop()
        return {"enrolled": len(self.slips), "synced": sum(status["enrollments"].values()),
                "accepted": status["enrollments"].get("accepted", 0), "claims_checked": 1,
                "screenshots": str(city.shots)}


def play_devices(city):
    """The person at the mouse plays cards and codes from the keyboard."""
    print(f"""The terminal is open. Type here to play the devices:
  card NAME      lay a card on the reader: {', '.join(sorted(p.stem for p in (stage.ROOT / 'assets/demo/cards').glob('*.toml')))}
  remove         take it away          unplug / replug   the reader's cable
  code FILE.png  show a picture to the camera (a screenshot of a slip works)
  badge          show the staff badge; its PIN is {stage.STAFF['pin']}
  nothing        take the picture away
  printer WORDS  fault NAME (paper_out, cover_open, none …), unplug, replug; tickets lie in {city.tickets}
  quit""")
    for line in sys.stdin:
        words = line.split()
        try:
            if words[:1] == ["card"] and len(words) == 2:
                city.place(words[1])
            elif words in (["remove"], ["unplug"], ["replug"]):
                city.card(words[0])
            elif words == ["badge"]:
                city.show_code(city.badge)
            elif words[:1] == ["code"] and len(words) == 2:
                stage.run([city.programs / "kiosk-sim", "camera", "--dir", city.pictures, "show", words[1]], city.folder)
            elif words == ["nothing"]:
                city.hide_code()
            elif words[:1] == ["printer"] and len(words) > 1:
                city.tell_printer(*words[1:])
            elif words == ["quit"]:
                return
            elif words:
                print("not understood")
        except stage.Failure as failure:
            print(failure)
        if city.kiosk.process.poll() is not None:
            return


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    options.add_argument("--shots", required=True)
    options.add_argument("--headless", action="store_true")
    arguments = options.parse_args()
    shots = stage.fresh_folder(pathlib.Path(arguments.shots))
    city = stage.City(arguments.bin, shots.parent / (shots.name + ".city"), shots)
    try:
        with stage.Screen() if arguments.headless else contextlib.nullcontext(), city:
            city.open_city()
            city.start_kiosk()
            if not arguments.headless:
                play_devices(city)
                return 0
            try:
                result = Demo(city).run()
            except stage.Failure:
                city.window.shot("FAILED")
                raise
    except stage.Failure as failure:
        print(f"demo: {failure}\nlogs: {city.folder}", file=sys.stderr)
        return 1
    print(json.dumps(result))
    return 0 if result["enrolled"] == result["synced"] == result["accepted"] == 3 else 1


if __name__ == "__main__":
    sys.exit(main())
