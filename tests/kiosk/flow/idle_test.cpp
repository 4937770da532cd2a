// Nobody there: a countdown, then everything of the person is gone, from every screen.
#include <set>

#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

struct Place {
    const char* name;
    void (*reach)(Story&);
    bool by_staff = false;
};

void reach_status(Story& story) {
    story.tap(Tap::ask_status);
    story.lay(resident());
    story.answer_look_up(status_with(EnrollmentState::accepted));
}
void reach_entry(Story& story) {
    story.reach_desk({desk_row(1, "JL03-000001")});
    story.say(SelectRow{0});
}

void reach_estimate(Story& story) {
    story.tap(Tap::benefit);
    story.say(ChooseOption{0});
    for (const char* digits : {"12", "0"}) {
        story.type(digits);
        story.tap(Tap::next);
    }
}
/// On the terminal of a city where employers' unions enroll.
void reach_group_way(Story& story) {
    story.pack = shipped_pack("yuncheng");
    story.tap(Tap::group_way);
}

void reach_claim_card(Story& story) {
    story.reach_desk();
    story.tap(Tap::nav_claims);
    story.tap(Tap::file_claim);
}
void reach_claim_facts(Story& story) {
    reach_claim_card(story);
    story.lay(resident());
    story.answer_look_up(status_with(EnrollmentState::accepted));
}
void reach_claim_papers(Story& story) {
    reach_claim_facts(story);
    story.say(ChooseOption{0});
    story.tap(Tap::today);
    story.tap(Tap::next);
    story.type(kPhone);
    story.tap(Tap::next);
}
void reach_claim_review(Story& story) {
    reach_claim_papers(story);
    story.tap(Tap::next);
}

const Place kPlaces[] = {
    {"home_in_english", [](Story& s) { s.say(ChooseLanguage{Language::en}); }},
    {"consent", [](Story& s) { s.reach_consent(); }},
    {"place_card", [](Story& s) { s.reach_place_card(); }},
    {"confirm_person", [](Story& s) { s.reach_confirm(); }},
    {"perhaps_enrolled",
     [](Story& s) {
         s.reach_confirm();
         const config::Period period{*platform::parse_date("2026-07-01"),
                                     *platform::parse_date("2027-06-30")};
         s.say(PersonFound{s.sent<LookUpCard>().request, {}, {{"mutual-aid", period}}});
         s.tap(Tap::yes);
     }},
    {"work", [](Story& s) { s.reach_work(); }},
    {"phone",
     [](Story& s) {
         s.reach_phone();
         s.type(kPhone);
     }},
    {"papers", [](Story& s) { s.reach_papers(); }},
    {"join_union", [](Story& s) { s.reach_join_union(); }},
    {"plan", [](Story& s) { s.reach_plan(); }},
    {"review", [](Story& s) { s.reach_review(); }},
    {"saving", [](Story& s) { s.reach_saving(); }},
    {"saved", [](Story& s) { s.reach_saved(); }},
    {"refused",
     [](Story& s) {
         s.reach_papers();
         s.tap(Tap::no_papers);
     }},
    {"swapped",
     [](Story& s) {
         s.reach_review();
         s.lay(other_resident());
     }},
    {"ask_status",
     [](Story& s) {
         s.tap(Tap::ask_status);
         s.lay(resident());
     }},
    {"status", reach_status},
    {"question",
     [](Story& s) {
         s.tap(Tap::benefit);
         s.say(ChooseOption{0});
         s.type("12");
     }},
    {"benefit_result", reach_estimate},
    {"claim_way",
     [](Story& s) {
         reach_estimate(s);
         s.tap(Tap::next);
     }},
    {"join_result",
     [](Story& s) {
         s.tap(Tap::can_join);
         s.say(ChooseOption{3});
     }},
    {"group_way", reach_group_way},
    {"group_result",
     [](Story& s) {
         reach_group_way(s);
         s.tap(Tap::next);
         for (const char* digits : {"51", "41"}) {
             s.type(digits);
             s.tap(Tap::next);
         }
     }},
    {"districts", [](Story& s) { s.tap(Tap::directory); }},
    {"stations",
     [](Story& s) {
         s.tap(Tap::directory);
         s.say(ChooseDistrict{0});
     }},
    {"station_search",
     [](Story& s) {
         s.tap(Tap::directory);
         s.tap(Tap::search);
         s.say(PressKey{'j'});
     }},
    {"station_detail",
     [](Story& s) {
         s.tap(Tap::directory);
         s.say(ChooseStation{3});
     }},
    {"sign_in",
     [](Story& s) {
         s.tap(Tap::staff);
         s.scan("MAB1:BADGE");
         s.type("246813");
     }},
    {"desk", [](Story& s) { s.reach_desk({desk_row(1, "JL03-000001")}); }, true},
    {"desk_entry", reach_entry, true},
    {"pay_single",
     [](Story& s) {
         reach_entry(s);
         s.tap(Tap::pay);
     },
     true},
    {"pay_run",
     [](Story& s) {
         s.reach_desk();
         s.tap(Tap::nav_pay_run);
     },
     true},
    {"correct",
     [](Story& s) {
         reach_entry(s);
         s.tap(Tap::correct);
         s.say(ChooseField{CorrectionField::phone});
         s.type(kPhone);
     },
     true},
    {"withdraw",
     [](Story& s) {
         reach_entry(s);
         s.tap(Tap::withdraw);
     },
     true},
    {"claim_look_up",
     [](Story& s) {
         s.reach_desk();
         s.tap(Tap::nav_claims);
         s.lay(resident());
     },
     true},
    {"sync",
     [](Story& s) {
         s.reach_desk();
         s.tap(Tap::nav_sync);
     },
     true},
    {"file_codes",
     [](Story& s) {
         s.reach_desk();
         s.tap(Tap::nav_sync);
         s.tap(Tap::file_by_codes);
         s.scan("MAT1:PART");
     },
     true},
    {"claim_card", reach_claim_card, true},
    {"claim_facts", reach_claim_facts, true},
    {"claim_papers", reach_claim_papers, true},
    {"claim_photograph",
     [](Story& s) {
         reach_claim_papers(s);
         s.say(PhotographPaper{0});
     },
     true},
    {"claim_review", reach_claim_review, true},
    {"claim_saved",
     [](Story& s) {
         reach_claim_review(s);
         s.tap(Tap::submit);
         s.say(Submitted{s.sent<FileClaim>().request, slip()});
     },
     true},
    {"type_card",
     [](Story& s) {
         s.reach_desk();
         s.tap(Tap::nav_type_card);
         s.say(ChooseCardKind{platform::CardKind::resident});
         s.type("350299198807150018");
         s.tap(Tap::next);
     },
     true},
    {"devices",
     [](Story& s) {
         s.reach_desk();
         s.tap(Tap::nav_devices);
         s.say(DevicesSeen{{{platform::DeviceKind::camera}}});
         s.say(TryDevice{platform::DeviceKind::camera});
     },
     true},
};

class EveryPlace : public testing::TestWithParam<Place> {};

TEST_P(EveryPlace, IsWipedWhenNobodyTouchesIt) {
    Story story;
    GetParam().reach(story);
    story.effects.clear();
    story.all.clear();
    const int idle = GetParam().by_staff ? 180 : 60;
    const Screen before = story.state.screen;

    story.wait(idle - 1);
    EXPECT_FALSE(story.state.countdown);
    EXPECT_EQ(story.state.screen.index(), before.index());
    story.wait(16);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    EXPECT_FALSE(story.state.visitor);
    EXPECT_FALSE(story.state.staff);
    EXPECT_FALSE(story.state.message);
    EXPECT_FALSE(story.state.countdown);
    EXPECT_FALSE(story.state.reader_on);
    EXPECT_FALSE(story.state.camera_on);
    EXPECT_EQ(story.state.shell.language, Language::zh);
    EXPECT_EQ(story.count<ForgetVisitor>(), 1);
    EXPECT_EQ(story.count<SignOut>(), GetParam().by_staff ? 1 : 0);
    EXPECT_FALSE(remembers_somebody(story.state));
}

INSTANTIATE_TEST_SUITE_P(Screens, EveryPlace, testing::ValuesIn(kPlaces),
                         [](const auto& test) { return test.param.name; });

TEST(Idle, EveryScreenIsAmongThePlaces) {
    std::set<std::size_t> reached;
    for (const Place& place : kPlaces) {
        Story story;
        place.reach(story);
        reached.insert(story.state.screen.index());
    }
    EXPECT_EQ(reached.size(), std::variant_size_v<Screen>);
}

TEST(Idle, CountsDownFifteenSecondsOneByOne) {
    Story story;
    story.reach_work();
    story.wait(60);
    EXPECT_EQ(story.state.countdown, 15);
    for (int left = 14; left >= 1; --left) {
        story.wait(1);
        EXPECT_EQ(story.state.countdown, left);
    }
    story.wait(1);
    EXPECT_FALSE(story.state.countdown);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
}

TEST(Idle, StayKeepsEverything) {
    Story story;
    story.reach_phone();
    story.type("138");
    story.wait(70);
    story.tap(Tap::stay);
    EXPECT_FALSE(story.state.countdown);
    story.wait(59);
    EXPECT_FALSE(story.state.countdown);
    EXPECT_EQ(story.screen<screen::Phone>()->digits.text(), "138");
}

TEST(Idle, ATouchOnTheCountdownOnlyEndsIt) {
    Story story;
    story.reach_review();
    story.wait(65);
    story.tap(Tap::submit);
    EXPECT_EQ(story.count<Submit>(), 0) << "the button lay under the countdown";
    EXPECT_FALSE(story.state.countdown);
    story.wait(65);
    story.tap(Tap::home);
    EXPECT_NE(story.screen<screen::Home>(), nullptr) << "leaving at once stays possible";
}

TEST(Idle, AnswersAndDevicesAreNobodysPresence) {
    Story story;
    story.reach_confirm();
    story.wait(50);
    story.answer_look_up();
    story.say(SyncStatus{});
    story.say(platform::ReaderEvent(platform::CardRemoved{}));
    story.wait(10);
    EXPECT_TRUE(story.state.countdown);
    story.say(SyncStatus{});
    EXPECT_TRUE(story.state.countdown);
}

TEST(Idle, ATouchThatComesAfterALongSleepFindsNobodysData) {
    Story story;
    story.reach_review();
    story.now.boot += 3'600'000;  // suspended, no tick came
    story.now.wall += 3'600'000;
    story.tap(Tap::submit);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    EXPECT_EQ(story.count<Submit>(), 0);
}

TEST(Idle, StaffHaveThreeMinutes) {
    Story story;
    story.reach_desk();
    story.wait(179);
    EXPECT_FALSE(story.state.countdown);
    story.wait(1);
    EXPECT_EQ(story.state.countdown, 15);
}

TEST(Wake, OnceAMinuteAtRest) {
    Story story;
    story.now.wall += 12'345;
    story.now.boot += 12'345;
    story.say(Tick{});
    EXPECT_EQ(next_wake(story.context, story.state), story.now.boot + 60'000 - 12'345);
    const auto minute = story.state.shell.minute;
    story.wait(47);
    EXPECT_EQ(story.state.shell.minute, minute);
    story.wait(1);
    EXPECT_EQ(story.state.shell.minute, minute + 60'000);
}

}  // namespace
}  // namespace kiosk::test
