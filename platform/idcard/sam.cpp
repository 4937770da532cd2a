#include "platform/idcard/sam.h"

#include <algorithm>

#include "platform/base/wipe.h"
#include "platform/idcard/card_text.h"

namespace platform {

/// What to send and the one answer that counts as success; others are late answers to something else.
struct Sam::Command {
    ByteArray<2> body;
    std::uint8_t success;
    std::size_t data_size;
};

struct Sam::Answer {
    std::uint8_t status = 0;
    ByteView data;  // inside frames_
};

namespace {

constexpr std::uint8_t kSuccess = 0x90;
constexpr std::uint8_t kFound = 0x9F;
constexpr std::uint8_t kAbsent = 0x91;
constexpr std::uint8_t kRandomFailed = 0x47;
constexpr std::size_t kStatusSize = 3;
constexpr std::size_t kPhotoSize = 1024;
constexpr std::size_t kReadHead = 4;  // text length, photo length

/// A body that answers the command: a refusal, or the success it waits for. What else comes is our own
/// command echoed, or a late answer to an earlier one.
bool answers(ByteView body, std::uint8_t success, std::size_t data_size) {
    if (body.size() < kStatusSize) return false;
    const std::uint8_t status = body[2];
    if (status != kSuccess && status != kFound && status != kAbsent) return true;
    return body[0] == 0 && body[1] == 0 && status == success && body.size() == kStatusSize + data_size;
}

/// The module did not understand what it got: damaged on the way there.
bool is_garbled(std::uint8_t status) {
    return status == 0x10 || status == 0x11 || status == 0x21;
}

CardError error_of_port(SerialError error) {
    switch (error) {
        case SerialError::no_port:
        case SerialError::lost:
            return CardError::port_lost;
        case SerialError::busy:
            return CardError::port_busy;
        case SerialError::timeout:
        case SerialError::woken:
            return CardError::timeout;
    }
    return CardError::reader_fault;
}

}  // namespace

CardError error_of_status(std::uint8_t sw3) {
    switch (sw3) {
        case 0x24:  // unidentified error
        case 0x31:  // the card could not authenticate the module
        case 0x37:  // fingerprint check failed: never asked for, so something went wrong
        case 0x41:  // card read failed
        case kRandomFailed:
            return CardError::read_failed;
        case 0x32:  // the module could not authenticate the card
        case 0x33:  // information check failed
            return CardError::forgery_suspected;
        case 0x40:
            return CardError::unknown_card_type;
        case 0x60:
            return CardError::self_test_failed;
        case 0x66:
            return CardError::unauthorised;
        case 0x80:
        case 0x81:
            return CardError::no_card;
        default:
            return CardError::reader_fault;
    }
}

Result<void, CardError> Sam::status() {
    return ask({{0x11, 0xFF}, kSuccess, 0}, kFindPatience).map([](ByteView) {});
}

Result<void, CardError> Sam::find(std::chrono::milliseconds patience) {
    return ask({{0x20, 0x01}, kFound, 4}, patience).map([](ByteView) {});
}

Result<Card, CardError> Sam::read() {
    const auto selected = ask({{0x20, 0x02}, kSuccess, 8}, kFindPatience);
    if (!selected) return fail(selected.error());
    auto card = read_text();
    frames_.clear();
    return card;
}

Result<Card, CardError> Sam::read_text() {
    const Command command{{0x30, 0x01}, kSuccess, kReadHead + kCardTextSize + kPhotoSize};
    const auto data = ask(command, kReadPatience);
    if (!data) return fail(data.error());
    constexpr ByteArray<kReadHead> kHead{0x01, 0x00, 0x04, 0x00};
    if (!std::equal(kHead.begin(), kHead.end(), data->begin())) return fail(CardError::reader_fault);
    return parse_card_text(data->subspan(kReadHead, kCardTextSize));
}

Result<ByteView, CardError> Sam::ask(const Command& command, std::chrono::milliseconds patience) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto answer = exchange(command, patience);
        if (!answer) return fail(answer.error());
        if (answer->status == command.success) return answer->data;
        if (answer->status == kRandomFailed) reset();
        if (!is_garbled(answer->status)) return fail(error_of_status(answer->status));
    }
    reset();
    return fail(CardError::reader_fault);
}

// Whether it helped shows at the next command.
void Sam::reset() {
    static_cast<void>(exchange({{0x10, 0xFF}, kSuccess, 0}, kFindPatience));
}

Result<Sam::Answer, CardError> Sam::exchange(const Command& command, std::chrono::milliseconds patience) {
    frames_.clear();
    port_.drop_pending();
    const auto written = port_.write(encode_frame(command.body));
    if (!written) return fail(error_of_port(written.error()));
    return await_answer(command, std::chrono::steady_clock::now() + patience);
}

Result<Sam::Answer, CardError> Sam::await_answer(const Command& command, SerialPort::Deadline deadline) {
    ByteArray<512> chunk{};
    bool damaged = false;
    while (true) {
        const auto count = port_.read_some(chunk, deadline);
        if (count) {
            frames_.push(ByteView(chunk).first(*count));
            wipe(chunk);
        } else if (count.error() == SerialError::timeout && frames_.in_frame()) {
            frames_.abandon_frame();
        } else if (count.error() != SerialError::woken || stop_.stop_requested()) {
            return fail(damaged ? CardError::bad_checksum : error_of_port(count.error()));
        }
        if (const auto answer = take_answer(command, damaged)) return *answer;
        // A damaged frame may have swallowed the start of a good one; then the rest of that is on its way.
        if (damaged && !frames_.in_frame()) return fail(CardError::bad_checksum);
    }
}

std::optional<Sam::Answer> Sam::take_answer(const Command& command, bool& damaged) {
    for (auto found = frames_.next(); found != FrameReader::Found::nothing; found = frames_.next()) {
        damaged = damaged || found == FrameReader::Found::damaged;
        if (found == FrameReader::Found::frame &&
            answers(frames_.body(), command.success, command.data_size)) {
            return Answer{frames_.body()[2], frames_.body().subspan(kStatusSize)};
        }
    }
    return std::nullopt;
}

}  // namespace platform
