#include "platform/serial/serial_port.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <thread>

#include "platform/base/unique_fd.h"

namespace {

using namespace std::chrono_literals;
using platform::Bytes;
using platform::SerialError;
using platform::SerialPort;

SerialPort::Deadline in(std::chrono::milliseconds time) {
    return std::chrono::steady_clock::now() + time;
}

/// The other end of the line.
class Serial : public testing::Test {
  protected:
    void SetUp() override {
        master_ = platform::UniqueFd(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
        ASSERT_EQ(::grantpt(master_.get()), 0);
        ASSERT_EQ(::unlockpt(master_.get()), 0);
        path_ = ::ptsname(master_.get());
    }
    void say(std::string_view text) {
        ASSERT_EQ(::write(master_.get(), text.data(), text.size()), std::ssize(text));
    }
    std::string hear() {
        std::array<char, 64> chunk{};
        const auto count = ::read(master_.get(), chunk.data(), chunk.size());
        return {chunk.data(), static_cast<std::size_t>(count)};
    }

    platform::UniqueFd master_;
    std::string path_;
    SerialPort port_;
    std::array<std::uint8_t, 16> chunk_{};
};

TEST_F(Serial, carries_bytes_unchanged_both_ways) {
    ASSERT_TRUE(port_.open(path_, 115200));
    const std::string_view bytes("\x00\x0d\x0a\x11\x13\x03\x7f\xff", 8);  // what a cooked terminal would eat
    ASSERT_TRUE(port_.write(platform::view_of(bytes)));
    EXPECT_EQ(hear(), bytes);
    say(bytes);
    const auto count = port_.read_some(chunk_, in(5s));
    ASSERT_TRUE(count);
    EXPECT_EQ(platform::string_of(platform::ByteView(chunk_).first(*count)), bytes);
}

TEST_F(Serial, a_silent_line_times_out) {
    ASSERT_TRUE(port_.open(path_, 9600));
    EXPECT_EQ(port_.read_some(chunk_, in(20ms)).error(), SerialError::timeout);
    EXPECT_EQ(port_.wait(in(20ms)), SerialError::timeout);
}

TEST_F(Serial, a_device_that_takes_no_more_bytes_does_not_hold_the_writer) {
    ASSERT_TRUE(port_.open(path_, 115200, platform::Flow::rts_cts));
    const Bytes much(1 << 20);
    EXPECT_EQ(port_.write(much, in(50ms)).error(), SerialError::timeout);
    const std::jthread other([this] { port_.wake(); });
    EXPECT_EQ(port_.write(much, in(10s)).error(), SerialError::woken);
}

TEST_F(Serial, a_write_within_its_time_goes_out_whole) {
    ASSERT_TRUE(port_.open(path_, 115200));
    ASSERT_TRUE(port_.write(platform::view_of("whole"), in(5s)));
    EXPECT_EQ(hear(), "whole");
}

TEST_F(Serial, can_be_woken_by_another_thread) {
    ASSERT_TRUE(port_.open(path_, 115200));
    const std::jthread other([this] { port_.wake(); });
    EXPECT_EQ(port_.wait(in(10s)), SerialError::woken);
    EXPECT_EQ(port_.wait(in(20ms)), SerialError::timeout);
}

TEST_F(Serial, sleeps_and_wakes_without_a_port_too) {
    EXPECT_EQ(port_.wait(in(20ms)), SerialError::timeout);
    port_.wake();
    EXPECT_EQ(port_.wait(in(10s)), SerialError::woken);
}

TEST_F(Serial, notices_that_the_other_end_is_gone) {
    ASSERT_TRUE(port_.open(path_, 115200));
    const std::jthread other([this] { master_.reset(); });
    EXPECT_EQ(port_.wait(in(10s)), SerialError::lost);
    EXPECT_EQ(port_.read_some(chunk_, in(10s)).error(), SerialError::lost);
}

TEST_F(Serial, forgets_what_nobody_read) {
    ASSERT_TRUE(port_.open(path_, 115200));
    say("old");
    ASSERT_TRUE(port_.read_some(std::span(chunk_).first(1), in(5s)));
    port_.drop_pending();
    EXPECT_EQ(port_.read_some(chunk_, in(20ms)).error(), SerialError::timeout);
}

TEST_F(Serial, is_held_by_one_at_a_time) {
    SerialPort other;
    ASSERT_TRUE(port_.open(path_, 115200));
    EXPECT_EQ(other.open(path_, 115200).error(), SerialError::busy);
    port_.close();
    EXPECT_TRUE(other.open(path_, 115200));
}

TEST_F(Serial, is_nothing_but_a_serial_port) {
    for (const char* path : {"/nonexistent", "/dev/null", "/tmp", ""}) {
        EXPECT_EQ(port_.open(path, 115200).error(), SerialError::no_port) << path;
        EXPECT_FALSE(port_.is_open());
    }
}

}  // namespace
