#include "platform/code/eye_events.h"

#include <cstddef>
#include <type_traits>

#include "platform/code/qr.h"

namespace platform {
namespace {

enum class Kind : std::uint8_t { state = 1, seen = 2, unusable = 3, view = 4, photograph = 5 };

constexpr std::size_t kLengthSize = 4;
constexpr std::size_t kViewHead = 12;
constexpr std::size_t kOutlineSize = 32;
constexpr std::size_t kPhotographSize = 9;
constexpr std::size_t kLongestNews =
    1 + kViewHead + kCameraViewOutlines * kOutlineSize + std::size_t{kCameraViewSide} * kCameraViewSide;

std::optional<EyeNews> parse_view(ByteView content) {
    if (content.size() < kViewHead) return std::nullopt;
    const std::uint32_t width = read_u32(content, 0);
    const std::uint32_t height = read_u32(content, 4);
    const std::uint32_t outlines = read_u32(content, 8);
    const auto fits = [](std::uint32_t side) { return side > 0 && side <= std::uint32_t{kCameraViewSide}; };
    if (!fits(width) || !fits(height) || outlines > kCameraViewOutlines ||
        content.size() != kViewHead + outlines * kOutlineSize + std::size_t{width} * height) {
        return std::nullopt;
    }
    CameraView view{{static_cast<int>(width), static_cast<int>(height), {}}};
    std::size_t at = kViewHead;
    for (std::uint32_t i = 0; i < outlines; ++i) {
        Outline& outline = view.outlines.emplace_back();
        for (PicturePoint& point : outline) {
            const std::uint32_t x = read_u32(content, at);
            const std::uint32_t y = read_u32(content, at + 4);
            if (x >= width || y >= height) return std::nullopt;
            point = {static_cast<int>(x), static_cast<int>(y)};
            at += 8;
        }
    }
    view.picture.pixels.assign(content.begin() + static_cast<std::ptrdiff_t>(at), content.end());
    return view;
}

std::optional<EyeNews> parse_photograph(ByteView content) {
    constexpr auto kSide = static_cast<std::uint32_t>(kMaxPictureSide);
    if (content.size() != kPhotographSize) return std::nullopt;
    const std::uint32_t width = read_u32(content, 0);
    const std::uint32_t height = read_u32(content, 4);
    const std::uint8_t quality = content[8];
    const bool none_or_one = (width == 0) == (height == 0);
    if (!none_or_one || width > kSide || height > kSide ||
        quality > static_cast<std::uint8_t>(PictureQuality::blurred)) {
        return std::nullopt;
    }
    return PhotographNews{static_cast<int>(width), static_cast<int>(height),
                          static_cast<PictureQuality>(quality)};
}

std::optional<EyeNews> parse_news(ByteView body) {
    const ByteView content = body.subspan(1);
    switch (static_cast<Kind>(body[0])) {
        case Kind::state:
            if (content.size() != 1 || content[0] > static_cast<std::uint8_t>(CameraState::blurred))
                return std::nullopt;
            return CodeEvent(static_cast<CameraState>(content[0]));
        case Kind::seen: {
            CodeSeen seen{string_of(content)};
            if (seen.text.size() > kCodeTextLimit || !is_plain_text(seen.text)) return std::nullopt;
            return CodeEvent(std::move(seen));
        }
        case Kind::unusable:
            if (!content.empty()) return std::nullopt;
            return CodeEvent(UnusableCode{});
        case Kind::view:
            return parse_view(content);
        case Kind::photograph:
            return parse_photograph(content);
    }
    return std::nullopt;
}

Bytes framed(ByteView body) {
    Bytes frame;
    append_u32(frame, static_cast<std::uint32_t>(body.size()));
    append(frame, body);
    return frame;
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
    return framed(body);
}

Bytes encode_view(const CameraView& view) {
    Bytes body{static_cast<std::uint8_t>(Kind::view)};
    append_u32(body, static_cast<std::uint32_t>(view.picture.width));
    append_u32(body, static_cast<std::uint32_t>(view.picture.height));
    append_u32(body, static_cast<std::uint32_t>(view.outlines.size()));
    for (const Outline& outline : view.outlines) {
        for (const PicturePoint& point : outline) {
            append_u32(body, static_cast<std::uint32_t>(point.x));
            append_u32(body, static_cast<std::uint32_t>(point.y));
        }
    }
    append(body, view.picture.pixels);
    return framed(body);
}

Bytes encode_photograph(const PhotographNews& news) {
    Bytes body{static_cast<std::uint8_t>(Kind::photograph)};
    append_u32(body, static_cast<std::uint32_t>(news.width));
    append_u32(body, static_cast<std::uint32_t>(news.height));
    body.push_back(static_cast<std::uint8_t>(news.quality));
    return framed(body);
}

Bytes encode_news(const EyeNews& news) {
    if (const auto* event = std::get_if<CodeEvent>(&news)) return encode_event(*event);
    if (const auto* view = std::get_if<CameraView>(&news)) return encode_view(*view);
    return encode_photograph(std::get<PhotographNews>(news));
}

std::optional<std::vector<EyeNews>> EyeEventParser::feed(ByteView bytes) {
    if (broken_) return std::nullopt;
    append(pending_, bytes);
    std::vector<EyeNews> events;
    std::size_t at = 0;
    while (pending_.size() - at >= kLengthSize) {
        const std::size_t length = read_u32(pending_, at);
        broken_ = length == 0 || length > kLongestNews;
        if (broken_) return std::nullopt;
        if (pending_.size() - at - kLengthSize < length) break;
        auto event = parse_news(ByteView(pending_).subspan(at + kLengthSize, length));
        broken_ = !event;
        if (broken_) return std::nullopt;
        events.push_back(std::move(*event));
        at += kLengthSize + length;
    }
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(at));
    return events;
}

}  // namespace platform
