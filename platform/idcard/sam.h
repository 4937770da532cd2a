// One reader module spoken to over an open serial port: command, answer, and what its status codes mean.
// Blocking; single-threaded. Sends only the commands named here: 30 10 (fingerprints) is never asked for.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "platform/idcard/card.h"
#include "platform/idcard/frame.h"
#include "platform/serial/serial_port.h"

namespace platform {

class Sam {
  public:
    /// `port` must outlive this. A stop request ends a command under way with CardError::timeout.
    Sam(SerialPort& port, std::stop_token stop) : port_(port), stop_(std::move(stop)) {}

    /// Nothing wrong: the module answers and its self-test passed.
    Result<void, CardError> status(std::chrono::milliseconds patience = kFindPatience);
    /// As after power-up. Whether it helped shows at the next command.
    void reset();
    /// The module's name (sam_id.h). Its first answer after power-up is wrong at times: taken when two of at
    /// most three agree, else bad_field.
    Result<std::string, CardError> sam_id();
    /// A card lies in the field (no_card: none).
    Result<void, CardError> find(std::chrono::milliseconds patience = kFindPatience);
    /// Selects the card found and reads its text. The photo is wiped, not returned.
    Result<Card, CardError> read();
    /// Of the card just read, while it lies there; nothing when the card has none. No new select is needed.
    Result<std::optional<std::string>, CardError> latest_address();

    /// Why the last command failed, as a word for staff: the module's own status when it refused
    /// (status.h), else the error's name. A literal.
    std::string_view trouble() const { return trouble_; }

    static constexpr std::chrono::milliseconds kFindPatience{1000};
    static constexpr std::chrono::milliseconds kReadPatience{2000};
    static constexpr std::chrono::milliseconds kAddressPatience{1500};
    static constexpr std::chrono::milliseconds kSamIdPatience{300};

  private:
    struct Command;
    struct Answer;

    /// A success with its data; garbled commands are sent once more, then the module is reset.
    Result<Answer, CardError> ask(const Command& command, std::chrono::milliseconds patience);
    Result<Answer, CardError> exchange(const Command& command, std::chrono::milliseconds patience);
    Result<Answer, CardError> await_answer(const Command& command, SerialPort::Deadline deadline);
    std::optional<Answer> take_answer(const Command& command, bool& damaged);
    Result<Card, CardError> read_text();
    tl::unexpected<CardError> failed(CardError error);
    tl::unexpected<CardError> refused(std::uint8_t sw3);

    SerialPort& port_;
    std::stop_token stop_;
    FrameReader frames_;
    std::string_view trouble_;
};

/// The card in the body of an answer to 30 01; what a frame of that size must hold is checked to the last
/// byte that has a meaning. Errors as those of parse_card_text, reader_fault for another head or size. Pure.
Result<Card, CardError> parse_read_answer(ByteView body);

}  // namespace platform
