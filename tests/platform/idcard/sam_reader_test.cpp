// The real driver against a simulated module in its own process, over a pseudo-terminal.
#include "platform/idcard/sam_reader.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>

#include "platform/idcard/sam.h"
#include "tests/support/simulated_reader.h"

namespace {

using namespace std::chrono_literals;
using platform::CardError;
using platform::ReaderEvent;
using platform::ReaderState;

const std::string kCards = std::string(SOURCE_DIR) + "/assets/demo/cards/";

/// What happened, as words that tests compare: "online", "read 林测强", "failed timeout", "removed".
std::string words(const ReaderEvent& event) {
    if (const auto* state = std::get_if<ReaderState>(&event)) {
        return *state == ReaderState::online    ? "online"
               : *state == ReaderState::offline ? "offline"
                                                : "out of service";
    }
    if (const auto* read = std::get_if<platform::CardRead>(&event)) return "read " + read->card.name;
    if (const auto* failed = std::get_if<platform::CardFailed>(&event)) {
        return "failed " + std::string(platform::name_of(failed->error));
    }
    return "removed";
}

class Events {
  public:
    void push(const ReaderEvent& event) {
        const std::lock_guard lock(mutex_);
        words_.push_back(words(event));
        came_.notify_one();
    }
    std::string next(std::chrono::milliseconds patience = 8s) {
        std::unique_lock lock(mutex_);
        if (!came_.wait_for(lock, patience, [&] { return !words_.empty(); })) return "nothing";
        std::string first = words_.front();
        words_.pop_front();
        return first;
    }

  private:
    std::mutex mutex_;
    std::condition_variable came_;
    std::deque<std::string> words_;
};

class Reader : public testing::Test {
  protected:
    void start() {
        reader_ = platform::make_sam_reader({.port = simulated_.port()},
                                            [this](ReaderEvent event) { events_.push(event); });
    }
    void start_online() {
        start();
        ASSERT_EQ(events_.next(), "online");
        reader_->start_reading();
    }
    void place(const std::string& card) { simulated_.command("place " + kCards + card + ".toml"); }

    tests::SimulatedReader simulated_{PROGRAM_DIR};
    Events events_;
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
    simulated_.command("fault " + GetParam());
    place("resident_lin");
    EXPECT_EQ(events_.next(), "read 林测强");
}

INSTANTIATE_TEST_SUITE_P(All, ReaderNoise, testing::Values("junk", "garbled_once", "slow"),
                         [](const auto& test) { return test.param; });

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

TEST(StatusCode, means_what_the_vendors_say) {
    const std::vector<std::pair<int, CardError>> table{
        {0x10, CardError::reader_fault},      {0x11, CardError::reader_fault},
        {0x21, CardError::reader_fault},      {0x23, CardError::reader_fault},
        {0x24, CardError::read_failed},       {0x31, CardError::read_failed},
        {0x32, CardError::forgery_suspected}, {0x33, CardError::forgery_suspected},
        {0x37, CardError::read_failed},       {0x3F, CardError::reader_fault},
        {0x40, CardError::unknown_card_type}, {0x41, CardError::read_failed},
        {0x47, CardError::read_failed},       {0x60, CardError::self_test_failed},
        {0x66, CardError::unauthorised},      {0x80, CardError::no_card},
        {0x81, CardError::no_card},           {0x01, CardError::reader_fault},
        {0xFF, CardError::reader_fault}};
    for (const auto& [status, error] : table) {
        EXPECT_EQ(platform::error_of_status(static_cast<std::uint8_t>(status)), error) << status;
    }
}

}  // namespace
