#!/usr/bin/env python3
"""Scheme packs on their way from the center to the real terminal: a newer one is taken up after a sync, without a
restart and between two visitors; older, unsigned and failing ones are refused with a line in the log. Prints a line
per case and 'N passed, N failed'."""
import hashlib
import itertools
import sqlite3
import sys
import time

import cases
import stage

SHIPPED = (stage.ROOT / "config/schemes/xiamen.toml").read_text(encoding="utf-8")
ASIDE = "takes the place of edition"


def edition(number, fee_fen=3600):
    """The shipped pack with another edition and another fee, its own vectors told."""
    return (SHIPPED.replace("edition = 1\n", f"edition = {number}\n")
            .replace("fee_fen = 3600", f"fee_fen = {fee_fen}").replace('"fee_fen": 3600', f'"fee_fen": {fee_fen}'))


class Packs(cases.Cases):
    def log(self):
        return self.city.kiosk.log_path.read_text(errors="replace")

    def add(self, text, check=True):
        """What an operator does; the folder gives the file its name."""
        folder = self.city.folder / f"pack{hashlib.blake2b(text.encode()).hexdigest()[:8]}"
        folder.mkdir(exist_ok=True)
        file = folder / "xiamen.toml"
        file.write_text(text, encoding="utf-8")
        self.city.center_command("pack", "add", options=["--root-dir", self.city.folder / "city-root", file], check=check)
        return hashlib.blake2b(text.encode(), digest_size=32).digest()

    def in_use(self):
        """What the terminal has noted for its heartbeat."""
        ledger = sqlite3.connect(f"file:{self.city.state}/ledger.db?mode=ro", uri=True)
        try:
            return ledger.execute("SELECT hash FROM pack_in_use").fetchone()[0]
        finally:
            ledger.close()

    def put_aside(self, text, signature=bytes(64)):
        """As a broken or hostile center would: past every check, into what the terminal keeps of it."""
        cache = sqlite3.connect(self.city.state / "cache.db")
        key = cache.execute("SELECT key_id FROM packs").fetchone()[0]
        cache.execute("INSERT INTO packs(id, toml, signature, key_id) VALUES('xiamen', ?, ?, ?)",
                      (text.encode(), signature, key))
        cache.commit()
        cache.close()

    def restart(self):
        self.city.stop_kiosk()
        self.city.start_kiosk()

    def refused_at_start(self, why):
        """Starts the terminal again: it names what it refuses, and works on with what it had."""
        before, said = self.in_use(), len(self.log())
        self.restart()
        if f"a scheme pack is refused, 'xiamen' edition 3 stays: xiamen.toml: {why}" not in self.log()[said:]:
            raise stage.Failure(f"the log does not say '{why}'")
        if self.in_use() != before:
            raise stage.Failure("the refused pack is in use")

    def case_a_newer_pack_is_taken_up_after_a_sync_when_the_visitor_has_gone(self):
        new = self.add(edition(2, 3700))
        before = self.in_use()
        self.window.tap_to("home.start", "consent")  # a visitor is here when it comes
        self.city.sync()
        stage.wait_until(lambda: ASIDE in self.log(), "the new pack to be judged", 75)
        if self.in_use() != before:
            raise stage.Failure("the pack changed under a visitor")
        self.window.tap_to("bar.home", "home")
        stage.wait_until(lambda: self.in_use() == new, "the new pack in use")
        self.window.shot("home_37_yuan")
        self.demo.enroll("resident_lin", "social_security_proof", "flexible")

    def case_the_center_hears_of_it(self):
        self.city.sync()
        center = sqlite3.connect(f"file:{self.city.center_state}/center.db?mode=ro", uri=True)
        heard = center.execute("SELECT heartbeat FROM terminal").fetchone()[0]
        center.close()
        if self.in_use() not in heard:
            raise stage.Failure("the heartbeat does not name the pack in use")

    def case_it_is_in_use_again_after_a_restart(self):
        before = self.in_use()
        self.restart()
        if self.in_use() != before:
            raise stage.Failure("the terminal fell back to another pack")

    def sign_in_by_typing(self):
        self.window.tap_to("bar.staff", "sign_in")
        self.window.tap("sign_in.type")
        for letter in self.city.badge.removeprefix("MAB1:").lower():
            self.window.tap(f"key.{letter}")
        self.window.shot("badge_typed")
        self.window.tap("sign_in.next")
        self.window.type_digits(stage.STAFF["pin"], "pad.")
        self.window.tap_to("sign_in.confirm", "desk")

    def case_a_newer_pack_comes_by_codes_without_a_network(self):
        """Staff, signed in without a camera's help, hold one picture after another before it."""
        folder = stage.fresh_folder(self.city.folder / "by_codes")
        file = folder / "xiamen.toml"
        file.write_text(edition(3, 3800), encoding="utf-8")
        ctl = self.city.programs / "kioskctl"
        stage.run([ctl, "scheme", "sign", "--root-dir", self.city.folder / "city-root", file], self.city.folder)
        stage.run([ctl, "scheme", "codes", "--out", folder / "pictures", file], self.city.folder)
        pictures = itertools.cycle(sorted((folder / "pictures").glob("*.png")))
        self.sign_in_by_typing()
        self.window.tap_to("nav.sync", "sync")
        self.window.tap_to("sync.codes", "file_codes")
        said = len(self.log())

        def taken():
            stage.run([self.city.programs / "kiosk-sim", "camera", "--dir", self.city.pictures, "show", next(pictures)], self.city.folder)
            time.sleep(0.5)  # so long each is held before the camera
            return ASIDE in self.log()[said:]
        stage.wait_until(taken, "the pack of the codes to be judged", 120)
        self.city.hide_code()
        self.window.shot("file_by_codes")
        self.window.tap_to("bar.sign_out", "home")
        new = hashlib.blake2b(file.read_bytes(), digest_size=32).digest()
        stage.wait_until(lambda: self.in_use() == new, "the new pack in use")
        self.window.shot("home_38_yuan")

    def case_an_older_pack_is_refused(self):
        self.add(edition(1, 3500))
        self.city.sync()
        self.refused_at_start("edition: is older than the active pack's")

    def case_an_unsigned_pack_is_refused(self):
        self.put_aside(edition(9, 100))
        self.refused_at_start("is not signed by the pack key, or was changed after signing")

    def case_a_pack_that_fails_its_own_answers_is_not_even_sent(self):
        failing = SHIPPED.replace("edition = 1\n", "edition = 8\n").replace("fee_fen = 3600", "fee_fen = 3700", 1)
        self.add(failing, check=False)
        commands = (self.city.folder / "commands.log").read_text(encoding="utf-8")
        if "vector" not in commands:
            raise stage.Failure("kiosk-center does not name the vector")


if __name__ == "__main__":
    sys.exit(cases.play(Packs, idle_seconds=200))
