// A serial port (8 data bits, no parity, 1 stop bit), also on a pseudo-terminal; and a device that is written
// and read alike but has no line to set, as USB printers are (/dev/usb/lp0).
// One thread uses it; wake() alone may be called from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace platform {

enum class SerialError : std::uint8_t {
    no_port,  // the path does not lead to a serial port that may be opened
    busy,     // another program of ours holds it
    lost,     // it went away while open (unplugged); close() and open() again
    timeout,  // the deadline passed first
    woken,    // wake() was called
};

enum class Flow : std::uint8_t {
    none,
    rts_cts,  // the device stops us by CTS while its buffer is full
};

class SerialPort {
  public:
    using Deadline = std::chrono::steady_clock::time_point;

    SerialPort();
    ~SerialPort();

    /// Closes what was open, takes the port for this program alone, drops what was waiting in it.
    Result<void, SerialError> open(const std::filesystem::path& path, unsigned baud, Flow flow = Flow::none);
    void close();
    bool is_open() const;

    /// The rest needs an open port, wait() excepted.
    /// What was waiting is dropped: it came at another speed.
    Result<void, SerialError> set_baud(unsigned baud);
    Result<void, SerialError> write(ByteView bytes);
    /// For a device that may stop taking bytes: timeout or woken when not all of them went out.
    Result<void, SerialError> write(ByteView bytes, Deadline deadline);
    /// At least one byte, or timeout, woken or lost.
    Result<std::size_t, SerialError> read_some(std::span<std::uint8_t> into, Deadline deadline);
    /// Forgets what arrived and was not read, and what was written and not sent.
    void drop_pending();
    /// Does nothing until the deadline (timeout), wake() or the loss of the port; without an open port a
    /// sleep. Bytes that arrive are dropped.
    SerialError wait(Deadline deadline);

    /// Ends the wait under way or else the next one. Several calls may end one wait only.
    void wake();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace platform
