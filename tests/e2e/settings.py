#!/usr/bin/env python3
"""Settings and station directories on their way to the real terminal, from the center and by codes: it starts anew with
them when staff have gone, by itself and as the same process; forged ones are refused with a line in the log and keep it
from nothing. Prints a line per case and 'N passed, N failed'."""
import json
import sqlite3
import sys

import cases
import stage

ANEW = "starts anew for new settings"


class Settings(cases.Cases):
    def log(self):
        return self.city.kiosk.log_path.read_text(errors="replace")

    def file(self, name, version, station, volume):
        path = self.city.folder / name
        path.write_text(f'version = {version}\nstation = "{station}"\n[speech]\nvolume = {volume}\n', encoding="utf-8")
        return path

    def stations(self, version, name="嘉莲路新站"):
        """The shipped directory as that version, with another name for this station."""
        shipped = (stage.ROOT / "config/directory/xiamen_stations.tsv").read_text(encoding="utf-8")
        path = self.city.folder / "stations.tsv"
        path.write_text(f"version\t{version}\n" + shipped.replace("嘉莲街道职工服务站", name), encoding="utf-8")
        return path

    def ctl(self, *words, kind="settings"):
        return stage.run([self.city.programs / "kioskctl", kind, *words], self.city.folder)

    def in_force(self, key):
        lines = [json.loads(line) for line in self.ctl("show", "--settings", self.city.settings).splitlines()]
        return next((line["value"], line["from"]) for line in lines if line["key"] == key)

    def sign_in(self):
        self.window.tap_to("bar.staff", "sign_in")
        self.window.tap("sign_in.type")
        for letter in self.city.badge.removeprefix("MAB1:").lower():
            self.window.tap(f"key.{letter}")
        self.window.tap("sign_in.next")
        self.window.type_digits(stage.STAFF["pin"], "pad.")
        self.window.tap_to("sign_in.confirm", "desk")
        self.window.tap_to("nav.sync", "sync")

    def signed_out_it_starts_anew(self, says):
        before, said = self.city.kiosk.process.pid, len(self.log())
        self.window.tap_to("bar.sign_out", "home")
        drawn = self.window.record()["frame"]
        stage.wait_until(lambda: ANEW in self.log()[said:], "the terminal to start anew", 60)
        stage.wait_until(lambda: says in self.log()[said:], "the settings to be named", 60)
        stage.wait_until(lambda: 0 < self.window.record()["frame"] < drawn, "the window to be drawn anew", 60)
        self.window.wait_screen("home")
        if self.city.kiosk.process.poll() is not None or self.city.kiosk.process.pid != before:
            raise stage.Failure("the terminal is another process, or gone")

    def add(self, kind, file, check=True):
        self.city.center_command(kind, "add", options=["--root-dir", self.city.folder / "city-root", file], check=check)

    def case_the_center_sends_some_and_the_terminal_starts_anew_with_them(self):
        self.add("settings", self.file("quiet.toml", 1, "*", 60))
        self.add("directory", self.stations(3))
        self.sign_in()
        self.window.tap("sync.now")
        stage.wait_until(lambda: "starts anew when nobody is there" in self.log(), "the settings to come", 60)
        self.signed_out_it_starts_anew("settings from the center for every station: version 1")
        if self.in_force("speech.volume") != ("60", "version 1 for every station"):
            raise stage.Failure(f"in force: {self.in_force('speech.volume')}")

    def case_its_stations_are_those_that_came_with_them(self):
        if "station directory from the center: version 3" not in self.log():
            raise stage.Failure("the log does not name the directory")
        if json.loads(self.ctl("show", "--settings", self.city.settings, kind="directory"))["version"] != 3:
            raise stage.Failure("kioskctl names another directory")
        self.window.tap_to("home.directory", "districts")
        self.window.tap_to("stations.district.0", "stations")
        self.window.tap_to("station.SM03", "station_detail")
        self.window.shot("station_from_the_center")
        self.window.tap_to("bar.home", "home")

    def case_it_serves_people_as_before(self):
        self.demo.enroll("resident_lin", "social_security_proof", "flexible")

    def case_the_center_sends_none_that_are_not_newer(self):
        self.add("settings", self.file("again.toml", 1, "*", 90), check=False)
        self.add("directory", self.stations(3), check=False)
        commands = (self.city.folder / "commands.log").read_text(encoding="utf-8")
        if commands.count("raise `version`") != 2:
            raise stage.Failure("kiosk-center does not say what to do")

    def case_others_come_by_a_code_without_a_network(self):
        file = self.file("louder.toml", 1, "SM03", 120)
        self.ctl("sign", "--root-dir", self.city.folder / "city-root", file)
        self.ctl("codes", "--out", self.city.folder / "codes", file)
        self.sign_in()
        self.window.tap_to("sync.codes", "file_codes")
        stage.run([self.city.programs / "kiosk-sim", "camera", "--dir", self.city.pictures, "show",
                   self.city.folder / "codes/01.png"], self.city.folder)
        said = len(self.log())
        stage.wait_until(lambda: "starts anew when nobody is there" in self.log()[said:], "the code to be read", 60)
        self.window.settle()
        self.window.shot("settings_by_code")
        self.city.hide_code()
        self.signed_out_it_starts_anew("settings from the center for this station: version 1")
        if self.in_force("speech.volume") != ("120", "version 1 for SM03"):
            raise stage.Failure(f"in force: {self.in_force('speech.volume')}")

    def case_forged_ones_keep_it_from_nothing(self):
        """As a broken or hostile center would: past every check, into what the terminal keeps of it."""
        self.city.stop_kiosk()
        cache = sqlite3.connect(self.city.state / "cache.db")
        for kind in ("settings", "directory"):
            for content in (b'version = 9\nstation = "*"\n[speech]\nvolume = 11\n', b"version\t9\n\xff\x00", b""):
                cache.execute("INSERT INTO signed_documents(kind, content, signature, key_id) "
                              "SELECT kind, ?, signature, key_id FROM signed_documents WHERE kind = ? LIMIT 1",
                              (content, kind))
        cache.commit()
        cache.close()
        self.city.start_kiosk()
        for kind in ("settings", "directory"):
            if f"refused, what was in force stays: {kind}: not signed" not in self.log():
                raise stage.Failure(f"the log does not say what was refused ({kind})")
        if self.in_force("speech.volume")[0] != "120":
            raise stage.Failure(f"in force: {self.in_force('speech.volume')}")


if __name__ == "__main__":
    sys.exit(cases.play(Settings, idle_seconds=200))
