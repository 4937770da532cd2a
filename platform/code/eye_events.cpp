#include "platform/code/eye_events.h"

#include <cstddef>
#include <type_traits>

#include "platform/code/qr.h"

namespace platform {
namespace {

enum class Kind : std::uint8_t { state = 1, seen = 2, unusable = 3 };

constexpr std::size_t kLengthSize = 4;

std::optional<CodeEvent> parse_event(ByteView body) {
    const ByteView content = body.subspan(1);
    switch (static_cast<Kind>(body[0])) {
        case Kind::state:
            if (content.size() != 1 || content[0] > static_cast<std::uint8_t>(CameraState::failed))
                return std::nullopt;
            return static_cast<CameraState>(content[0]);
        case Kind::seen: {
            CodeSeen seen{string_of(content)};
            if (!is_plain_text(seen.text)) return std::nullopt;
            return seen;
        }
        case Kind::unusable:
            if (!content.empty()) return std::nullopt;
            return UnusableCode{};
    }
    return std::nullopt;
}

}  // namespace

Bytes encode_event(const CodeEvent& event) {
    Bytes body;
    const auto write = [&](Kind kind, ByteView content) {
        body.push_back(static_cast<std::uint8_t>(kind));
        append(body, content);
    };
    if (const auto* state = std::get_if<CameraState>(&event)) {
        const auto value = static_cast<std::uint8_t>(*state);
        write(Kind::state, {&value, 1});
    } else if (const auto* seen = std::get_if<CodeSeen>(&event)) {
        write(Kind::seen, view_of(seen->text));
    } else {
        write(Kind::unusable, {});
    }
    Bytes frame;
    append_u32(frame, static_cast<std::uint32_t>(body.size()));
    append(frame, body);
    return frame;
}

std::optional<std::vector<CodeEvent>> EyeEventParser::feed(ByteView bytes) {
    if (broken_) return std::nullopt;
    append(pending_, bytes);
    std::vector<CodeEvent> events;
    std::size_t at = 0;
    while (pending_.size() - at >= kLengthSize) {
        const std::size_t length = read_u32(pending_, at);
        broken_ = length == 0 || length > kCodeTextLimit + 1;
        if (broken_) return std::nullopt;
        if (pending_.size() - at - kLengthSize < length) break;
        const auto event = parse_event(ByteView(pending_).subspan(at + kLengthSize, length));
        broken_ = !event;
        if (broken_) return std::nullopt;
        events.push_back(*event);
        at += kLengthSize + length;
    }
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(at));
    return events;
}

}  // namespace platform
