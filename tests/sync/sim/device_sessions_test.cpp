// Scripts of faults and recorded sessions of scanner and printer: their real drivers against kiosk-sim.
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <string>
#include <thread>

#include "platform/code/qr.h"
#include "platform/printer/escpos_printer.h"
#include "platform/scanner/serial_scanner.h"
#include "tests/platform/eye/inbox.h"
#include "tests/support/simulated_device.h"

namespace {

using namespace std::chrono_literals;
using platform::CameraState;
using platform::CodeSeen;
using platform::PrinterState;
using platform::PrintFailure;

// ---- the scanner. A code is scanned for seconds, as people do: the driver may open the port at any moment
// of them, and passes it on once.

struct Scanned {
    explicit Scanned(const std::filesystem::path& port) : scanner({.port = port}, inbox.sink()) {
        scanner.start();
    }
    platform::testing::Inbox inbox;
    platform::SerialScanner scanner;
};

std::string scanned_for_seconds(const std::string& text) {
    std::string lines;
    for (int i = 0; i < 20; ++i) lines += "scan " + text + "\nwait 200\n";
    return lines;
}

TEST(ScannerScript, scans_pulls_the_cable_and_scans_again) {
    const tests::TemporaryFolder folder;
    const std::string script = folder / "script";
    std::ofstream(script) << scanned_for_seconds("MA1:ONE") << "unplug\nwait 300\nreplug\n"
                          << scanned_for_seconds("MA1:TWO");
    const tests::SimulatedDevice device(PROGRAM_DIR, {"scanner", "--script", script}, true);
    Scanned scanned(device.port());
    EXPECT_TRUE(scanned.inbox.comes(CodeSeen{"MA1:ONE"}));
    EXPECT_TRUE(scanned.inbox.comes(CameraState::no_camera));
    EXPECT_TRUE(scanned.inbox.comes(CodeSeen{"MA1:TWO"}));
}

TEST(ScannerSession, is_read_like_the_scanner_that_was_recorded) {
    const tests::TemporaryFolder folder;
    const std::string file = folder / "session";
    {
        tests::SimulatedDevice recorded(PROGRAM_DIR, {"scanner", "--record", file}, false);
        Scanned scanned(recorded.port());
        for (int i = 0; i < 15; ++i) {
            recorded.command("scan MA1:RECORDED");
            std::this_thread::sleep_for(200ms);  // how long the recording is
        }
        EXPECT_TRUE(scanned.inbox.comes(CodeSeen{"MA1:RECORDED"}));
    }
    const tests::SimulatedDevice played(PROGRAM_DIR, {"scanner", "--replay", file}, false);
    Scanned scanned(played.port());
    EXPECT_TRUE(scanned.inbox.comes(CodeSeen{"MA1:RECORDED"}));
}

// ---- the printer

constexpr int kDots = 384;

std::optional<PrintFailure> printed_at(const std::filesystem::path& port) {
    platform::EscposOptions options;
    options.port = port;
    options.width = kDots;
    platform::Raster page(kDots, 200);
    page.draw_code(*platform::qr_encode("A PAGE"), 100, 20, 5);
    const auto done = platform::make_escpos_printer(options)->print(page);
    return done ? std::nullopt : std::optional(done.error());
}

TEST(PrinterScript, ends_the_paper_in_the_middle_of_a_page) {
    const tests::TemporaryFolder folder;
    const std::string script = folder / "script";
    std::ofstream(script) << "wait_bytes 1  # the driver has asked how the printer is\npaper_ends_after 50\n";
    const tests::SimulatedDevice device(
        PROGRAM_DIR, {"printer", "--width", "58", "--tickets", folder / "tickets", "--script", script}, true);
    EXPECT_EQ(printed_at(device.port()), (PrintFailure{PrinterState::paper_out, true}));
}

TEST(PrinterSession, answers_like_the_printer_that_was_recorded) {
    const tests::TemporaryFolder folder;
    const std::string file = folder / "session";
    const std::string tickets = folder / "tickets";
    {
        const tests::SimulatedDevice recorded(
            PROGRAM_DIR, {"printer", "--width", "58", "--tickets", tickets, "--record", file}, false);
        ASSERT_EQ(printed_at(recorded.port()), std::nullopt);
    }
    const tests::SimulatedDevice played(PROGRAM_DIR, {"printer", "--tickets", tickets, "--replay", file},
                                        false);
    EXPECT_EQ(printed_at(played.port()), std::nullopt);
}

}  // namespace
