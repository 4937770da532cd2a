// One reader module spoken to over an open serial port: command, answer, and what its status codes mean.
// Blocking; single-threaded. Sends only the commands named here: 30 10 (fingerprints) is never asked for.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>

#include "platform/idcard/card.h"
#include "platform/idcard/frame.h"
#include "platform/serial/serial_port.h"

namespace platform {

/// What an answer's third status byte means for a person at the reader (vendors' tables; 90, 9F are successes
/// and never come here). "no_card" stands for failed find and select: keep polling.
CardError error_of_status(std::uint8_t sw3);

class Sam {
  public:
    /// `port` must outlive this. A stop request ends a command under way with CardError::timeout.
    Sam(SerialPort& port, std::stop_token stop) : port_(port), stop_(std::move(stop)) {}

    /// Nothing wrong: the module answers and its self-test passed.
    Result<void, CardError> status();
    /// A card lies in the field (no_card: none).
    Result<void, CardError> find(std::chrono::milliseconds patience = kFindPatience);
    /// Selects the card found and reads its text. The photo is wiped, not returned.
    Result<Card, CardError> read();

    static constexpr std::chrono::milliseconds kFindPatience{1000};
    static constexpr std::chrono::milliseconds kReadPatience{2000};

  private:
    struct Command;
    struct Answer;

    /// The data of a success; garbled commands are sent once more, then the module is reset.
    Result<ByteView, CardError> ask(const Command& command, std::chrono::milliseconds patience);
    Result<Answer, CardError> exchange(const Command& command, std::chrono::milliseconds patience);
    Result<Answer, CardError> await_answer(const Command& command, SerialPort::Deadline deadline);
    std::optional<Answer> take_answer(const Command& command, bool& damaged);
    void reset();
    Result<Card, CardError> read_text();

    SerialPort& port_;
    std::stop_token stop_;
    FrameReader frames_;
};

}  // namespace platform
