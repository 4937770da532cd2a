#include "platform/idcard/sam.h"

#include <algorithm>
#include <array>

#include "platform/base/wipe.h"
#include "platform/idcard/card_text.h"
#include "platform/idcard/sam_id.h"
#include "platform/idcard/status.h"

namespace platform {

/// What to send and the answers that count as success; others are late answers to something else.
struct Sam::Command {
    ByteArray<2> body;
    std::uint8_t success;
    std::size_t data_size;
    bool optional = false;  // a card may not have the item, an old module not know the command

    /// A refusal, or the success waited for. What else comes is our own command echoed, or a late answer to
    /// an earlier one.
    bool is_answered_by(ByteView answer) const;
};

struct Sam::Answer {
    std::uint8_t status = 0;
    ByteView data;  // inside frames_
};

namespace {

constexpr std::size_t kStatusSize = 3;
constexpr std::uint8_t kUnknownCommand = 0x21;
constexpr std::size_t kPhotoSize = 1024;
constexpr ByteArray<4> kReadHead{0x01, 0x00, 0x04, 0x00};  // text length, photo length
constexpr std::size_t kReadDataSize = kReadHead.size() + kCardTextSize + kPhotoSize;

bool is_success(std::uint8_t status) {
    return status == kStatusSuccess || status == kStatusFound || status == kStatusAbsent;
}

/// The module did not understand what it got: damaged on the way there.
bool is_garbled(std::uint8_t status) {
    return status == 0x10 || status == 0x11 || status == kUnknownCommand;
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

Result<Card, CardError> parse_read_answer(ByteView body) {
    if (body.size() != kStatusSize + kReadDataSize || body[2] != kStatusSuccess)
        return fail(CardError::reader_fault);
    const ByteView data = body.subspan(kStatusSize);
    if (!std::equal(kReadHead.begin(), kReadHead.end(), data.begin())) return fail(CardError::reader_fault);
    return parse_card_text(data.subspan(kReadHead.size(), kCardTextSize));
}

Result<void, CardError> Sam::status(std::chrono::milliseconds patience) {
    return ask({{0x11, 0xFF}, kStatusSuccess, 0}, patience).map([](const Answer&) {});
}

void Sam::reset() {
    static_cast<void>(exchange({{0x10, 0xFF}, kStatusSuccess, 0}, kFindPatience));
}

Result<std::string, CardError> Sam::sam_id() {
    std::array<std::string, 3> heard;
    for (std::string& id : heard) {
        const auto answer = ask({{0x12, 0xFF}, kStatusSuccess, kSamIdSize, true}, kSamIdPatience);
        if (!answer && answer.error() != CardError::timeout) return fail(answer.error());
        if (!answer || answer->status != kStatusSuccess) continue;
        id = sam_id_text(answer->data);
        if (std::count(heard.begin(), heard.end(), id) == 2) return id;
    }
    return failed(CardError::bad_field);
}

Result<void, CardError> Sam::find(std::chrono::milliseconds patience) {
    return ask({{0x20, 0x01}, kStatusFound, 4}, patience).map([](const Answer&) {});
}

Result<Card, CardError> Sam::read() {
    const auto selected = ask({{0x20, 0x02}, kStatusSuccess, 8}, kFindPatience);
    if (!selected) return fail(selected.error());
    auto card = read_text();
    frames_.clear();
    return card;
}

Result<Card, CardError> Sam::read_text() {
    const auto answer = ask({{0x30, 0x01}, kStatusSuccess, kReadDataSize}, kReadPatience);
    if (!answer) return fail(answer.error());
    auto card = parse_read_answer(frames_.body());
    if (!card) return failed(card.error());
    return card;
}

Result<std::optional<std::string>, CardError> Sam::latest_address() {
    const auto answer = ask({{0x30, 0x03}, kStatusSuccess, kLatestAddressSize, true}, kAddressPatience);
    if (!answer) return fail(answer.error());
    if (answer->status == kStatusAbsent) return std::nullopt;
    auto address = parse_latest_address(answer->data);
    frames_.clear();
    if (!address) return failed(address.error());
    return std::move(*address);
}

Result<Sam::Answer, CardError> Sam::ask(const Command& command, std::chrono::milliseconds patience) {
    std::uint8_t status = 0;
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto answer = exchange(command, patience);
        if (!answer) return failed(answer.error());
        status = answer->status;
        if (is_success(status)) return *answer;
        if (status == kStatusRandomFailed) reset();
        if (!is_garbled(status) || (status == kUnknownCommand && command.optional)) return refused(status);
    }
    reset();
    return refused(status);
}

tl::unexpected<CardError> Sam::failed(CardError error) {
    trouble_ = name_of(error);
    return fail(error);
}

tl::unexpected<CardError> Sam::refused(std::uint8_t sw3) {
    const StatusMeaning meaning = meaning_of_status(sw3);
    trouble_ = meaning.word;
    return fail(meaning.error);
}

bool Sam::Command::is_answered_by(ByteView answer) const {
    if (answer.size() < kStatusSize) return false;
    const std::uint8_t status = answer[2];
    if (!is_success(status)) return true;
    if (answer[0] != 0 || answer[1] != 0) return false;
    if (status == kStatusAbsent && optional) return answer.size() == kStatusSize;
    return status == success && answer.size() == kStatusSize + data_size;
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
        if (found == FrameReader::Found::frame && command.is_answered_by(frames_.body())) {
            return Answer{frames_.body()[2], frames_.body().subspan(kStatusSize)};
        }
    }
    return std::nullopt;
}

}  // namespace platform
