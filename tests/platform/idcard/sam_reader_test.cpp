// The real driver against a simulated module in its own process, over a pseudo-terminal.
#include "platform/idcard/sam_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "platform/idcard/sam.h"
#include "sync/sim/sam_module.h"
#include "tests/platform/idcard/events.h"
#include "tests/support/memory.h"
#include "tests/support/simulated_reader.h"

namespace {

using namespace std::chrono_literals;
using platform::CardError;
using platform::ReaderEvent;

const std::string kCards = std::string(SOURCE_DIR) + "/assets/demo/cards/";

class Reader : public testing::Test {
  protected:
    void start() {
        reader_ = platform::make_sam_reader({.port = simulated_.port()},
                                            [this](ReaderEvent event) { events_.push(std::move(event)); });
    }
    void start_online() {
        start();
        ASSERT_EQ(events_.next(), "online");
        reader_->start_reading();
    }
    void place(const std::string& card) { simulated_.command("place " + kCards + card + ".toml"); }

    tests::SimulatedReader simulated_{PROGRAM_DIR};
    tests::Events events_;
    std::unique_ptr<platform::CardReader> reader_;
};

TEST_F(Reader, reads_a_card_once_while_it_lies_there) {
    start_online();
    place("resident_lin");
    EXPECT_EQ(events_.next(), "read 林测强");
    EXPECT_EQ(events_.next(1s), "nothing");
    simulated_.command("remove");
    EXPECT_EQ(events_.next(), "removed");
}

TEST_F(Reader, reads_nothing_before_it_is_asked_to) {
    place("resident_lin");
    start();
    EXPECT_EQ(events_.next(), "online");
    EXPECT_EQ(events_.next(700ms), "nothing");
    reader_->start_reading();
    EXPECT_EQ(events_.next(), "read 林测强");
}

TEST_F(Reader, reads_a_card_anew_for_the_next_visitor) {
    start_online();
    place("resident_lin");
    EXPECT_EQ(events_.next(), "read 林测强");
    reader_->stop_reading();
    reader_->start_reading();
    EXPECT_EQ(events_.next(), "read 林测强");
}

TEST_F(Reader, tells_a_swapped_card_from_the_first) {
    start_online();
    place("resident_lin");
    EXPECT_EQ(events_.next(), "read 林测强");
    place("resident_chen");
    EXPECT_EQ(events_.next(), "removed");
    EXPECT_EQ(events_.next(), "read 陈测文");
}

TEST_F(Reader, survives_being_unplugged_in_the_middle_of_a_read) {
    start_online();
    simulated_.command("fault unplug_mid_read");
    place("resident_lin");
    EXPECT_EQ(events_.next(), "failed port_lost");
    EXPECT_EQ(events_.next(), "offline");
    simulated_.command("fault none");
    simulated_.command("replug");
    const auto replugged = std::chrono::steady_clock::now();
    EXPECT_EQ(events_.next(), "online");
    EXPECT_LE(std::chrono::steady_clock::now() - replugged, 3s);
    EXPECT_EQ(events_.next(), "read 林测强");
}

TEST_F(Reader, notices_being_unplugged_while_nobody_wants_a_card) {
    start();
    EXPECT_EQ(events_.next(), "online");
    for (int i = 0; i < 3; ++i) {
        simulated_.command("unplug");
        EXPECT_EQ(events_.next(), "offline");
        simulated_.command("replug");
        EXPECT_EQ(events_.next(), "online");
    }
}

TEST_F(Reader, waits_for_a_port_that_is_not_there_yet) {
    simulated_.command("unplug");
    start();
    EXPECT_EQ(events_.next(), "offline");
    simulated_.command("replug");
    EXPECT_EQ(events_.next(), "online");
}

TEST_F(Reader, goes_offline_when_the_module_falls_silent_and_comes_back) {
    start_online();
    simulated_.command("fault silent");
    EXPECT_EQ(events_.next(), "offline");
    place("resident_lin");
    simulated_.command("fault none");
    EXPECT_EQ(events_.next(), "online");
    EXPECT_EQ(events_.next(), "read 林测强");
}

TEST_F(Reader, is_out_of_service_while_the_module_is_not_authorised) {
    start_online();
    simulated_.command("fault unauthorised");
    EXPECT_EQ(events_.next(), "out of service");
    simulated_.command("fault none");
    EXPECT_EQ(events_.next(), "online");
}

TEST_F(Reader, ends_at_once_while_an_answer_is_awaited) {
    start_online();
    simulated_.command("fault silent");
    place("resident_lin");
    const auto before = std::chrono::steady_clock::now();
    reader_.reset();
    EXPECT_LE(std::chrono::steady_clock::now() - before, 900ms);
}

struct Trouble {
    std::string fault;
    std::string event;
};

class ReaderTrouble : public Reader, public testing::WithParamInterface<Trouble> {};

TEST_P(ReaderTrouble, is_told_once_and_ends_when_the_card_is_placed_again) {
    start_online();
    simulated_.command("fault " + GetParam().fault);
    place("resident_lin");
    EXPECT_EQ(events_.next(), GetParam().event);
    simulated_.command("fault none");
    EXPECT_EQ(events_.next(700ms), "nothing");
    simulated_.command("remove");
    EXPECT_EQ(events_.next(), "removed");
    place("resident_chen");
    EXPECT_EQ(events_.next(), "read 陈测文");
}

INSTANTIATE_TEST_SUITE_P(All, ReaderTrouble,
                         testing::Values(Trouble{"cut", "failed timeout"},
                                         Trouble{"bad_checksum", "failed bad_checksum"},
                                         Trouble{"read_failed", "failed read_failed"},
                                         Trouble{"forgery", "failed forgery_suspected"},
                                         Trouble{"unknown_type", "failed unknown_card_type"}),
                         [](const auto& test) { return test.param.fault; });

struct OddCard {
    std::string file;
    std::string event;
};

class ReaderOddCard : public Reader, public testing::WithParamInterface<OddCard> {};

TEST_P(ReaderOddCard, gives_its_own_event) {
    start_online();
    place(GetParam().file);
    EXPECT_EQ(events_.next(), GetParam().event);
}

INSTANTIATE_TEST_SUITE_P(All, ReaderOddCard,
                         testing::Values(OddCard{"resident_bad_number", "failed bad_number"},
                                         OddCard{"resident_contradiction", "failed fields_contradict"},
                                         OddCard{"unknown_type", "failed unknown_card_type"},
                                         OddCard{"resident_expired", "read 郑过期"},
                                         OddCard{"resident_rare_name", "read 周\U0002CB4E测"},
                                         OddCard{"hkmt_permit", "read 港测居"},
                                         OddCard{"foreigner_2017", "read 测试"},
                                         OddCard{"foreigner_2023", "read 测试"}),
                         [](const auto& test) { return test.param.file; });

class ReaderNoise : public Reader, public testing::WithParamInterface<std::string> {};

TEST_P(ReaderNoise, does_not_keep_a_card_from_being_read) {
    start_online();
    simulated_.command(GetParam());
    place("resident_lin");
    EXPECT_EQ(events_.next(), "read 林测强");
}

INSTANTIATE_TEST_SUITE_P(All, ReaderNoise,
                         testing::Values("fault junk", "fault garbled_once", "fault flicker", "delay 800"),
                         [](const auto& test) {
                             std::string name = test.param;
                             std::replace(name.begin(), name.end(), ' ', '_');
                             return name;
                         });

TEST_F(Reader, a_card_that_one_search_misses_is_not_read_again) {
    start_online();
    simulated_.command("fault flicker");
    place("resident_lin");
    EXPECT_EQ(events_.next(), "read 林测强");
    EXPECT_EQ(events_.next(2s), "nothing");
    simulated_.command("fault none");
    simulated_.command("remove");
    EXPECT_EQ(events_.next(), "removed");
}

TEST_F(Reader, finds_out_the_speed_and_remembers_it) {
    simulated_.command("baud 9600");
    start();
    EXPECT_EQ(events_.next(), "offline");  // at the first speed tried
    EXPECT_EQ(events_.next(), "online");
    reader_->start_reading();
    place("resident_lin");
    EXPECT_EQ(events_.next(), "read 林测强");
    simulated_.command("unplug");
    EXPECT_EQ(events_.next(), "offline");
    const auto replugged = std::chrono::steady_clock::now();
    simulated_.command("replug");
    EXPECT_EQ(events_.next(), "online");
    EXPECT_LE(std::chrono::steady_clock::now() - replugged, 3s);
}

TEST_F(Reader, follows_a_module_that_changes_its_speed) {
    start_online();
    simulated_.command("baud 19200");
    EXPECT_EQ(events_.next(), "offline");
    EXPECT_EQ(events_.next(20s), "online");
}

TEST_F(Reader, tells_staff_how_it_does) {
    start();
    EXPECT_EQ(events_.next(), "online");
    EXPECT_EQ(reader_->health(),
              (platform::DeviceHealth{platform::DeviceKind::id_reader, platform::DeviceState::ready, "",
                                      "05.03-20180101-0001234567-0007654321"}));
    reader_->start_reading();
    simulated_.command("fault forgery");
    place("resident_lin");
    EXPECT_EQ(events_.next(), "failed forgery_suspected");
    simulated_.command("fault none");
    place("resident_chen");
    EXPECT_EQ(events_.next(), "removed");
    EXPECT_EQ(events_.next(), "read 陈测文");
    simulated_.command("unplug");
    EXPECT_EQ(events_.next(), "offline");
    EXPECT_EQ(reader_->health().state, platform::DeviceState::offline);
    EXPECT_EQ(reader_->health().trouble, "port_lost");
    simulated_.command("replug");
    EXPECT_EQ(events_.next(), "online");
    const auto health = reader_->health();
    EXPECT_EQ(health.successes, 1U);
    EXPECT_EQ(health.failures, 1U);
    EXPECT_EQ(health.reconnects, 1U);
}

TEST_F(Reader, tells_staff_the_words_of_the_module) {
    start_online();
    simulated_.command("fault forgery");
    place("resident_lin");
    EXPECT_EQ(events_.next(), "failed forgery_suspected");
    EXPECT_EQ(reader_->health().trouble, "module_rejects_card");
    simulated_.command("fault unauthorised");
    EXPECT_EQ(events_.next(), "out of service");
    EXPECT_EQ(reader_->health().trouble, "not_authorised");
    EXPECT_EQ(reader_->health().state, platform::DeviceState::out_of_service);
}

class ReaderId : public Reader, public testing::WithParamInterface<std::pair<std::string, std::string>> {};

TEST_P(ReaderId, is_what_two_answers_agree_on) {
    simulated_.command("fault " + GetParam().first);
    start();
    EXPECT_EQ(events_.next(), "online");
    EXPECT_EQ(reader_->health().identity, GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(All, ReaderId,
                         testing::Values(std::pair("none", "05.03-20180101-0001234567-0007654321"),
                                         std::pair("wrong_id_once", "05.03-20180101-0001234567-0007654321"),
                                         std::pair("old_module", "")),
                         [](const auto& test) { return test.param.first; });

TEST_F(Reader, keeps_nothing_of_the_photo) {
    start_online();
    place("resident_lin");
    EXPECT_EQ(events_.next(), "read 林测强");
    const auto photo = syncing::sim::simulated_photo();
    EXPECT_EQ(tests::copies_in_memory(photo), 0);
    const auto copy = photo;
    EXPECT_GT(tests::copies_in_memory(photo), 0) << "this search finds nothing at all";
}

class OneCard : public Reader {
  protected:
    std::string read(std::chrono::milliseconds patience) {
        const auto card = platform::read_one_card({.port = simulated_.port()}, patience);
        return card ? card->name : std::string(platform::name_of(card.error()));
    }
};

TEST_F(OneCard, is_waited_for) {
    EXPECT_EQ(read(400ms), "no_card");
    place("resident_lin");
    EXPECT_EQ(read(3s), "林测强");
    simulated_.command("fault silent");
    EXPECT_EQ(read(400ms), "timeout");
    simulated_.command("unplug");
    EXPECT_EQ(read(400ms), "port_lost");
}

TEST_F(OneCard, carries_the_latest_address_if_asked_for) {
    place("resident_moved");
    const auto without = platform::read_one_card({.port = simulated_.port()}, 3s);
    const auto with = platform::read_one_card({.port = simulated_.port(), .latest_address = true}, 3s);
    ASSERT_TRUE(with && without);
    EXPECT_EQ(without->latest_address, "");
    EXPECT_EQ(with->latest_address, "测试省测试市测试区新样例路2号");
    EXPECT_EQ(with->address, "测试省测试市测试区样例路8号");
}

class WithoutLatestAddress : public OneCard, public testing::WithParamInterface<std::string> {};

TEST_P(WithoutLatestAddress, a_card_is_a_card_too) {
    simulated_.command("fault " + GetParam());
    place(GetParam() == "none" ? "resident_lin" : "resident_moved");
    const auto card = platform::read_one_card({.port = simulated_.port(), .latest_address = true}, 3s);
    ASSERT_TRUE(card) << platform::name_of(card.error());
    EXPECT_EQ(card->latest_address, "");
}

INSTANTIATE_TEST_SUITE_P(All, WithoutLatestAddress, testing::Values("none", "old_module"),
                         [](const auto& test) { return test.param; });

TEST_F(OneCard, the_module_says_who_it_is_at_any_speed) {
    for (const unsigned baud : {115200U, 57600U, 38400U, 19200U, 9600U}) {
        simulated_.command("baud " + std::to_string(baud));
        const auto identity = platform::identify_reader({.port = simulated_.port()}, 5s);
        ASSERT_TRUE(identity) << baud;
        EXPECT_EQ(identity->baud, baud);
        EXPECT_EQ(identity->sam_id, "05.03-20180101-0001234567-0007654321");
    }
}

TEST_F(OneCard, is_not_read_at_a_speed_that_is_given_and_wrong) {
    simulated_.command("baud 9600");
    place("resident_lin");
    const auto card = platform::read_one_card({.port = simulated_.port(), .baud = 115200}, 700ms);
    EXPECT_EQ(card.error(), CardError::timeout);
}

TEST_F(OneCard, is_not_read_while_another_program_holds_the_port) {
    start_online();
    EXPECT_EQ(read(400ms), "port_busy");
}

TEST_F(OneCard, two_in_turn_share_nothing) {
    place("foreigner_2017");
    const auto first = platform::read_one_card({.port = simulated_.port()}, 3s);
    place("resident_lin");
    const auto second = platform::read_one_card({.port = simulated_.port()}, 3s);
    ASSERT_TRUE(first && second);
    platform::Card blank = *second;
    EXPECT_EQ(blank.english_name + blank.nationality + blank.card_version + blank.permit_number, "");
    EXPECT_EQ(blank.number, "350299198807151010");
}

}  // namespace
