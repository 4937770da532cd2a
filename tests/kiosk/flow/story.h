// A terminal told as a story: events go in, state and effects are looked at. The clock stands still until
// `wait` moves it, and ticks come exactly when next_wake asks for them.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/flow/update.h"

namespace kiosk::test {

const config::Pack& xiamen_pack();
/// All packs as shipped.
const std::vector<config::Pack>& shipped_packs();
const config::Pack& shipped_pack(const std::string& id);
/// The shipped directory.
const StationFinder& city_stations();
StationInfo station();

/// Made-up people of area 350299, and the published sample foreigner.
platform::Card resident();        // 林测强, 1988-07-15
platform::Card other_resident();  // 陈测文, 1990-01-01
platform::Card permit_holder();   // 福建测, Hong Kong area 810000
platform::Card foreigner_2023();  // TEST, ALPHA, number 932682198501010017
platform::Card child();           // 15 years old on 2026-06-15
platform::Card expired_card();    // until 2020-01-01

struct Story {
    explicit Story(const char* when = "2026-06-15T09:00", bool trusted = true);

    StationInfo station_info = station();
    FlowSettings settings;
    config::Pack pack = xiamen_pack();
    Context context{pack, station_info, settings, &city_stations()};
    Stamp now;
    State state;
    std::vector<Effect> effects;  // of the latest event
    std::vector<Effect> all;      // of the whole story

    void say(const Event& event);
    void tap(Tap tap) { say(tap); }
    void type(const std::string& digits);
    void lay(const platform::Card& card) { say(platform::ReaderEvent(platform::CardRead{card})); }
    void scan(const std::string& text) { say(platform::CodeEvent(platform::CodeSeen{text})); }
    /// Time passes; ticks come when they are due.
    void wait(int seconds);
    void set_clock(const char* when);

    template <class T>
    const T* screen() const {
        return std::get_if<T>(&state.screen);
    }
    /// The latest effect of that kind in the whole story; fails the test when there is none.
    template <class T>
    T sent() const {
        for (auto effect = all.rbegin(); effect != all.rend(); ++effect) {
            if (const T* found = std::get_if<T>(&*effect)) return *found;
        }
        ADD_FAILURE() << "the effect was never asked for";
        return {};
    }
    template <class T>
    int count() const {
        int found = 0;
        for (const Effect& effect : all) found += std::holds_alternative<T>(effect) ? 1 : 0;
        return found;
    }

    // ---- the way through, step by step; each brings the screen it names
    void reach_consent();
    void reach_place_card();
    void reach_confirm(const platform::Card& card = resident());
    void answer_look_up(StatusView known = {});
    void reach_work(const platform::Card& card = resident());
    void reach_phone(const platform::Card& card = resident());
    void reach_papers(const platform::Card& card = resident());
    void reach_join_union(const platform::Card& card = resident());
    void reach_plan(const platform::Card& card = resident());
    void reach_review(const platform::Card& card = resident());
    void reach_saving(const platform::Card& card = resident());
    void reach_saved(const platform::Card& card = resident());
    void reach_desk(std::vector<DeskRow> rows = {});
};

constexpr const char* kPhone = "13800006621";
Slip slip();
DeskRow desk_row(std::uint8_t id, const std::string& slip_number);
DeskRow claim_row(std::uint8_t id, const std::string& slip_number);
StatusView status_with(EnrollmentState state);

/// Whether any value that belongs to resident() alone (name, number, address, phone, badge, PIN, slip code)
/// stands in the memory of the state itself.
bool remembers_somebody(const State& state);
bool belongs_to_somebody(std::string_view memory);

}  // namespace kiosk::test
