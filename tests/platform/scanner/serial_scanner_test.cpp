// The real driver against a simulated scanner in its own process, over a pseudo-terminal.
#include "platform/scanner/serial_scanner.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>

#include "platform/base/unique_fd.h"
#include "tests/support/simulated_device.h"

namespace {

using namespace std::chrono_literals;
using platform::CameraState;
using platform::CodeEvent;
using platform::CodeSeen;
using platform::DeviceState;

std::string words(const CodeEvent& event) {
    if (const auto* seen = std::get_if<CodeSeen>(&event)) return seen->text;
    if (std::holds_alternative<platform::UnusableCode>(event)) return "unusable";
    switch (std::get<CameraState>(event)) {
        case CameraState::off:
            return "off";
        case CameraState::live:
            return "live";
        case CameraState::no_camera:
            return "missing";
        case CameraState::busy:
            return "busy";
        default:
            return "?";
    }
}

class Scanner : public testing::Test {
  protected:
    std::string next(std::chrono::milliseconds patience = 8s) {
        std::unique_lock lock(mutex_);
        if (!came_.wait_for(lock, patience, [&] { return !words_.empty(); })) return "nothing";
        std::string first = words_.front();
        words_.pop_front();
        return first;
    }
    void say(const std::string& word) { simulated_.command(word); }
    /// The kernel hands bytes from one side of a pseudo-terminal to the other when it finds the time; an idle
    /// driver may have dropped them by then.
    void let_bytes_arrive() {
        const platform::UniqueFd port(::open(simulated_.port().c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK));
        ASSERT_GE(port.get(), 0);
        pollfd unread{port.get(), POLLIN, 0};
        ::poll(&unread, 1, 500);
    }
    void start() {
        scanner_.start();
        ASSERT_EQ(next(), "live");
    }
    platform::CodeSource::Sink sink() {
        return [this](const CodeEvent& event) {
            const std::lock_guard lock(mutex_);
            words_.push_back(words(event));
            came_.notify_one();
        };
    }

    std::mutex mutex_;
    std::condition_variable came_;
    std::deque<std::string> words_;
    tests::SimulatedDevice simulated_{PROGRAM_DIR, {"scanner"}, false};
    platform::SerialScanner scanner_{{.port = simulated_.port(), .line_gap = 200ms}, sink()};
};

TEST_F(Scanner, passes_codes_on_as_the_camera_does) {
    start();
    say("scan MA1:ABC");
    EXPECT_EQ(next(), "MA1:ABC");
    say("suffix crlf");
    say("aim on");
    say("scan MA1:DEF");
    EXPECT_EQ(next(), "MA1:DEF");
    scanner_.stop();
    EXPECT_EQ(next(), "off");
}

TEST_F(Scanner, a_code_held_before_it_is_news_once) {
    start();
    say("scan MA1:ABC");
    say("scan MA1:ABC");
    say("scan MA1:DEF");
    say("scan MA1:ABC");
    EXPECT_EQ(next(), "MA1:ABC");
    EXPECT_EQ(next(), "MA1:DEF");
    EXPECT_EQ(next(1100ms), "nothing");
    say("scan MA1:ABC");
    EXPECT_EQ(next(), "MA1:ABC");
}

TEST_F(Scanner, what_is_scanned_while_no_screen_scans_is_dropped) {
    start();
    scanner_.stop();
    EXPECT_EQ(next(), "off");
    say("scan MA1:EARLY");
    let_bytes_arrive();
    scanner_.start();
    EXPECT_EQ(next(), "live");
    say("scan MA1:ABC");
    EXPECT_EQ(next(), "MA1:ABC");
    EXPECT_EQ(scanner_.health().successes, 1U);
}

TEST_F(Scanner, the_same_code_is_news_after_a_new_start) {
    start();
    say("scan MA1:ABC");
    EXPECT_EQ(next(), "MA1:ABC");
    scanner_.stop();
    EXPECT_EQ(next(), "off");
    start();
    say("scan MA1:ABC");
    EXPECT_EQ(next(), "MA1:ABC");
}

TEST_F(Scanner, a_line_without_end_is_unusable_and_over) {
    start();
    say("suffix none");
    say("scan MA1:ABC");
    EXPECT_EQ(next(), "unusable");
    EXPECT_EQ(scanner_.health().trouble, "no_line_end");
    say("suffix cr");
    say("scan MA1:DEF");
    EXPECT_EQ(next(), "MA1:DEF");
}

TEST_F(Scanner, binary_and_noise_are_unusable) {
    start();
    say("send 00FFFE800D");
    EXPECT_EQ(next(), "unusable");
    EXPECT_EQ(scanner_.health().failures, 1U);
    EXPECT_EQ(scanner_.health().trouble, "unusable_code");
}

TEST_F(Scanner, survives_being_unplugged_in_the_middle_of_a_code) {
    start();
    say("unplug_after 4");
    say("scan MA1:ABC");
    EXPECT_EQ(next(), "missing");
    EXPECT_EQ(scanner_.health().state, DeviceState::offline);
    const auto replugged = std::chrono::steady_clock::now();
    say("replug");
    EXPECT_EQ(next(), "live");
    EXPECT_LE(std::chrono::steady_clock::now() - replugged, 3s);
    say("scan MA1:DEF");
    EXPECT_EQ(next(), "MA1:DEF");
    EXPECT_EQ(scanner_.health().reconnects, 1U);
}

TEST_F(Scanner, held_by_another_program_is_busy) {
    start();
    platform::SerialScanner other({.port = simulated_.port()}, sink());
    other.start();
    EXPECT_EQ(next(), "busy");
    EXPECT_EQ(other.health().trouble, "port_busy");
}

TEST_F(Scanner, garbage_at_another_speed_is_unusable_at_most) {
    start();
    say("baud 115200");
    say("scan MA1:ABC");
    EXPECT_EQ(next(), "unusable");
}

}  // namespace
