#!/usr/bin/env python3
"""What anybody may ask of the real terminal without a card, walked with real pointer events in Chinese and in English:
what would I get, can I join, how does my employer join, where is a station. Prints a line per case and
'N passed, N failed'."""
import sys

import cases
import stage


class Answers(cases.Cases):
    def expect(self, **wanted):
        """What the inquiry on the screen has come to, as the terminal records it."""
        def same():
            answer = self.window.record().get("answer") or {}
            return {name: answer.get(name) for name in wanted} == wanted
        stage.wait_until(same, f"the answer {wanted} (now: {self.window.record().get('answer')} on {self.window.screen()})")

    def speak(self, language):
        if self.window.record()["language"] != language:
            self.window.tap(f"bar.{language}")
        stage.wait_until(lambda: self.window.record()["language"] == language, f"the screen in '{language}'")

    def in_both_languages(self, walk):
        for language in ("zh", "en"):
            self.speak(language)
            walk(lambda name: self.window.shot(f"{name}_{language}"))

    def type_number(self, number):
        """On the pad of a question that has just come."""
        self.expect(typed="")
        self.window.type_digits(number, "pad.")
        self.expect(typed=number)

    def ask_benefit(self, kind, *numbers):
        """From the list of kinds to the result."""
        self.window.tap(f"option.{kind}")
        for number in numbers:
            self.type_number(number)
            self.window.tap("question.next")
        self.window.wait_screen("benefit_result")

    def case_what_would_i_get(self):
        def walk(shot):
            window = self.window
            window.tap_to("home.benefit", "question")
            self.expect(answered=0)
            window.tap("option.0")
            self.expect(answered=1)
            self.type_number("12")
            window.tap("question.next")
            self.type_number("5")
            window.tap_to("question.next", "benefit_result")
            self.expect(benefit_fen=60000, refusals=[], steps=1)
            shot("benefit_days_result")
            window.tap_to("benefit.again", "question")
            self.ask_benefit(4, "20000")
            self.expect(benefit_fen=0, refusals=["below_threshold"])
            shot("benefit_below")
            window.tap_to("bar.back", "question")
            window.tap("pad.erase")
            window.tap("pad.1")
            self.expect(typed="20001")
            window.tap_to("question.next", "benefit_result")
            self.expect(benefit_fen=200000, refusals=[])
            window.tap_to("benefit.way", "claim_way")
            window.tap_to("claim_way.done", "home")
        self.in_both_languages(walk)

    def case_can_i_join(self):
        def walk(shot):
            window = self.window
            window.tap_to("home.can_join", "question")
            window.tap("option.0")
            for answered in (1, 2, 3):  # of age, union member, a paper
                self.expect(answered=answered)
                window.tap("question.yes")
            window.wait_screen("join_result")
            self.expect(may_join=True)
            shot("join_yes")
            window.tap_to("bar.back", "question")
            window.tap_to("question.no", "join_result")
            self.expect(may_join=False)
            shot("join_no_paper")
            window.tap_to("join_result.done", "home")
            window.tap_to("home.can_join", "question")
            window.tap_to("option.3", "join_result")  # retired: nothing else is asked
            self.expect(may_join=False)
            window.tap_to("join_result.done", "home")
        self.in_both_languages(walk)

    def case_where_is_a_station(self):
        def walk(shot):
            window = self.window
            window.tap_to("home.directory", "districts")
            window.tap_to("stations.district.0", "stations")
            shot("stations")
            window.tap_to("station.SM03", "station_detail")
            shot("station")
            window.tap_to("bar.back", "stations")
            window.tap_to("bar.back", "districts")
            window.tap_to("stations.search", "station_search")
            for key in "jl":
                window.tap(f"key.{key}")
            window.widget("station.SM03")
            window.tap("key.clear")
            for key in "jialian":
                window.tap(f"key.{key}")
            window.widget("station.SM03")
            window.tap("candidate.0")
            self.expect(found=1)
            shot("search_characters")
            window.tap_to("station.SM03", "station_detail")
            window.tap_to("bar.back", "station_search")
            window.tap_to("bar.home", "home")
        self.in_both_languages(walk)

    def case_how_an_employer_joins(self):
        settings = self.city.settings.read_text(encoding="utf-8")
        self.city.settings.write_text(settings.replace('scheme = "xiamen"', 'scheme = "yuncheng"'), encoding="utf-8")
        self.city.stop_kiosk()
        self.city.start_kiosk()

        def walk(shot):
            window = self.window
            shot("home_group")
            window.tap_to("home.group", "group_way")
            shot("group_way")
            window.tap_to("group.count", "question")
            self.type_number("51")
            window.tap("question.next")
            self.type_number("41")
            window.tap_to("question.next", "group_result")
            self.expect(ok=True, required=41)
            shot("group_enough")
            window.tap_to("bar.back", "question")
            window.tap("pad.erase")
            window.tap("pad.0")
            window.tap_to("question.next", "group_result")
            self.expect(ok=False, required=41)
            shot("group_too_few")
            window.tap_to("group.done", "home")
        self.in_both_languages(walk)


if __name__ == "__main__":
    sys.exit(cases.play(Answers, idle_seconds=200))
