// The real driver against kiosk-sim printer: what it calls printed is on paper, whatever happens.
#include "platform/printer/escpos_printer.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <thread>

#include "platform/base/file.h"
#include "platform/code/picture.h"
#include "tests/support/campaign.h"
#include "tests/support/simulated_device.h"

namespace platform {
namespace {

using namespace std::chrono_literals;

constexpr int kWidth = 384;

/// A page that no other page looks like: its number as a code.
Raster page(int number) {
    Raster page(kWidth, 260);
    page.draw_code(*qr_encode("PAGE " + std::to_string(number)), 100, 20, 5);
    return page;
}

int open_files() {
    int count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
    return count;
}

class EscposPrinter : public testing::Test {
  protected:
    EscposOptions options() const {
        EscposOptions to;
        to.port = simulator_.port();
        to.width = kWidth;
        to.rest = 40ms;
        return to;
    }
    /// On a machine that is busy with other things answers are late, which is not what is tried.
    void be_patient() {
        EscposOptions to = options();
        to.answer = 15s;
        to.standstill = 30s;
        to.rest = 200ms;
        printer_ = make_escpos_printer(to);
    }
    /// For printers that say nothing.
    void be_impatient() {
        EscposOptions to = options();
        to.answer = 50ms;
        printer_ = make_escpos_printer(to);
    }
    std::optional<PrintFailure> print(int number) {
        const auto done = printer_->print(page(number));
        return done ? std::nullopt : std::optional(done.error());
    }
    /// The numbers of the pages that stand whole on what was cut off.
    std::vector<int> tickets() const {
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
            files.push_back(entry.path());
        std::ranges::sort(files);
        std::vector<int> out;
        for (const auto& file : files) {
            const auto picture = read_picture(*read_file(file, 1 << 20));
            for (const auto& code : decode_gray(picture->view(), Effort::thorough))
                out.push_back(std::stoi(code.text.substr(5)));
        }
        return out;
    }
    bool printed(int number) const {
        const auto all = tickets();
        return std::ranges::find(all, number) != all.end();
    }
    void say(const std::string& line) { simulator_.command(line); }

    tests::TemporaryFolder folder_;
    tests::SimulatedDevice simulator_{
        PROGRAM_DIR, {"printer", "--width", "58", "--tickets", folder_.path().string()}, false};
    std::unique_ptr<Printer> printer_ = make_escpos_printer(options());
};

using Tickets = std::vector<int>;

TEST_F(EscposPrinter, Prints_page_after_page) {
    EXPECT_EQ(printer_->check(), PrinterState::ready);
    for (int i = 1; i <= 3; ++i) EXPECT_EQ(print(i), std::nullopt);
    EXPECT_EQ(tickets(), (Tickets{1, 2, 3}));
    EXPECT_EQ(printer_->health().successes, 3U);
    EXPECT_EQ(printer_->health().state, DeviceState::ready);
}

TEST_F(EscposPrinter, Needs_no_check_before_its_first_page) {
    EXPECT_EQ(print(1), std::nullopt);
    EXPECT_EQ(tickets(), Tickets{1});
}

struct Trouble {
    const char* fault;
    PrinterState state;
};
constexpr Trouble kTroubles[] = {{"paper_out", PrinterState::paper_out},
                                 {"cover_open", PrinterState::cover_open},
                                 {"offline", PrinterState::offline},
                                 {"jam", PrinterState::fault}};

TEST_F(EscposPrinter, Uses_no_paper_when_it_knows_that_it_cannot_print) {
    for (const Trouble& it : kTroubles) {
        say(std::string("fault ") + it.fault);
        EXPECT_EQ(printer_->check(), it.state) << it.fault;
        EXPECT_EQ(print(1), (PrintFailure{it.state, false})) << it.fault;
        say("fault none");
        EXPECT_EQ(printer_->check(), PrinterState::ready) << it.fault;
    }
    EXPECT_EQ(tickets(), Tickets{});
    EXPECT_EQ(printer_->health().failures, std::size(kTroubles));
    EXPECT_EQ(printer_->health().trouble, "fault");
}

TEST_F(EscposPrinter, Uses_no_paper_when_it_gets_no_answer) {
    be_impatient();
    say("fault silent");
    EXPECT_EQ(print(1), (PrintFailure{PrinterState::silent, false}));
    EXPECT_EQ(tickets(), Tickets{});
}

TEST_F(EscposPrinter, Prints_while_the_roll_is_near_its_end) {
    say("fault near_end");
    EXPECT_EQ(printer_->check(), PrinterState::paper_low);
    EXPECT_EQ(print(1), std::nullopt);
    EXPECT_EQ(printer_->health().state, DeviceState::needs_care);
}

TEST_F(EscposPrinter, A_page_on_which_the_paper_ends_is_not_printed_and_the_next_one_starts_clean) {
    say("paper_ends_after 100");
    EXPECT_EQ(print(1), (PrintFailure{PrinterState::paper_out, true}));
    EXPECT_EQ(printer_->check(), PrinterState::paper_out);
    say("fault none");
    EXPECT_EQ(print(2), std::nullopt);
    EXPECT_EQ(tickets(), Tickets{2});
}

TEST_F(EscposPrinter, Paper_that_ends_within_the_last_rows_is_noticed_after_them) {
    say("paper_ends_after 290");  // while feeding to the cutter
    EXPECT_EQ(print(1), (PrintFailure{PrinterState::paper_out, true}));
    say("fault none");
    EXPECT_EQ(print(2), std::nullopt);
    EXPECT_TRUE(printed(2));
}

TEST_F(EscposPrinter, Waits_for_a_slow_printer) {
    say("slow 600");
    EXPECT_EQ(print(1), std::nullopt);
    EXPECT_EQ(tickets(), Tickets{1});
}

TEST_F(EscposPrinter, Is_found_again_when_it_is_plugged_in) {
    EXPECT_EQ(print(1), std::nullopt);
    say("unplug");
    EXPECT_EQ(printer_->check(), PrinterState::missing);
    EXPECT_EQ(print(2), (PrintFailure{PrinterState::missing, false}));
    EXPECT_EQ(printer_->health().state, DeviceState::offline);
    say("replug");
    EXPECT_EQ(printer_->check(), PrinterState::ready);
    EXPECT_EQ(print(3), std::nullopt);
    EXPECT_EQ(tickets(), (Tickets{1, 3}));
    EXPECT_EQ(printer_->health().reconnects, 1U);
}

TEST_F(EscposPrinter, Is_missing_when_its_port_does_not_exist) {
    EscposOptions nowhere = options();
    nowhere.port = "/nonexistent";
    printer_ = make_escpos_printer(nowhere);
    EXPECT_EQ(printer_->check(), PrinterState::missing);
    EXPECT_EQ(print(1), (PrintFailure{PrinterState::missing, false}));
}

TEST_F(EscposPrinter, A_line_that_takes_no_bytes_fails_in_time) {
    const UniqueFd deaf(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    ASSERT_EQ(::grantpt(deaf.get()), 0);
    ASSERT_EQ(::unlockpt(deaf.get()), 0);
    EscposOptions to = options();
    to.port = ::ptsname(deaf.get());
    to.answer = 50ms;
    printer_ = make_escpos_printer(to);
    EXPECT_EQ(print(1), (PrintFailure{PrinterState::silent, false}));
}

TEST_F(EscposPrinter, Can_be_interrupted_by_another_thread) {
    ASSERT_EQ(printer_->check(), PrinterState::ready);
    say("slow 1");
    const std::jthread other([this] { printer_->interrupt(); });
    EXPECT_EQ(print(1).value_or(PrintFailure{}).why, PrinterState::missing);
    EXPECT_EQ(print(2), (PrintFailure{PrinterState::missing, false}));
}

TEST_F(EscposPrinter, Whenever_the_cable_goes_what_it_calls_printed_is_on_paper) {
    std::mt19937 random = tests::seeded();
    const int count = tests::rounds(12, 200);
    ASSERT_EQ(print(0), std::nullopt);
    const int files = open_files();
    int lost = 0;
    std::vector<int> claimed{0};
    for (int i = 1; i <= count; ++i) {
        const bool off_as_well = tests::below(random, 3) == 0;
        const int at = tests::below(random, 17'000);  // a page is about 13,000
        SCOPED_TRACE("unplugged at byte " + std::to_string(at));
        say("unplug_at " + std::to_string(at));
        const auto failed = print(i);
        if (!failed) claimed.push_back(i);
        lost += failed ? 1 : 0;
        say("unplug");
        if (off_as_well) say("power_cycle");
        say("replug");
        ASSERT_EQ(print(1000 + i), std::nullopt)
            << "nothing is broken: this page must be called printed; loss " << i
            << (off_as_well ? ", off" : "");
        claimed.push_back(1000 + i);
    }
    const auto on_paper = tickets();
    for (const int number : claimed) {
        EXPECT_NE(std::ranges::find(on_paper, number), on_paper.end()) << number;
    }
    EXPECT_GT(lost, 0);
    EXPECT_EQ(open_files(), files);
}

/// The cable is cut so many bytes after the page begins; then it is mended.
TEST_F(EscposPrinter, Whatever_byte_the_cable_is_cut_at_what_it_calls_printed_is_on_paper) {
    const int last = 3'400;  // a small page is about 3,300 bytes long
    const int step = tests::rounds(331, 1);
    const auto small = [](int number) {
        Raster page(kWidth, 64);
        page.draw_code(*qr_encode("PAGE " + std::to_string(number)), 100, 4, 2);
        return page;
    };
    be_patient();
    ASSERT_TRUE(printer_->print(small(0)));
    const int files = open_files();
    std::vector<int> claimed{0};
    int lost = 0;
    std::mt19937 random = tests::seeded();
    for (int at = tests::below(random, step); at < last; at += step) {
        SCOPED_TRACE("cut at byte " + std::to_string(at));
        say("unplug_at " + std::to_string(at));
        if (printer_->print(small(10'000 + at))) {
            claimed.push_back(10'000 + at);
        } else {
            ++lost;
        }
        say("unplug");
        say("replug");
        ASSERT_TRUE(printer_->print(small(20'000 + at))) << "nothing is broken any more";
        claimed.push_back(20'000 + at);
    }
    const auto on_paper = tickets();
    for (const int number : claimed) EXPECT_NE(std::ranges::find(on_paper, number), on_paper.end()) << number;
    EXPECT_GT(lost, 0);
    EXPECT_EQ(open_files(), files);
    std::printf("%d cuts lost a page, %zu pages were called printed and all are on paper\n", lost,
                claimed.size());
}

}  // namespace
}  // namespace platform
