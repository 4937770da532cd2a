#include "platform/code/decoder_protocol.h"

#include <utility>

#include "platform/code/decoder.h"

namespace platform {
namespace {

bool frame_fits(const DecodeRequest& request) {
    constexpr auto side = static_cast<std::uint32_t>(kMaxPictureSide);
    if (request.a == 0 || request.a > side || request.b == 0 || request.b > side || request.c < request.a)
        return false;
    return std::uint64_t{request.c} * request.b <= kPictureBytesLimit;
}

/// Takes length-prefixed fields off the front of a body.
class Fields {
  public:
    explicit Fields(ByteView left) : left_(left) {}
    bool done() const { return left_.empty(); }

    std::optional<std::uint32_t> number() {
        if (left_.size() < 4) return std::nullopt;
        const std::uint32_t value = read_u32(left_, 0);
        left_ = left_.subspan(4);
        return value;
    }
    std::optional<ByteView> bytes() {
        const auto length = number();
        if (!length || *length > left_.size()) return std::nullopt;
        const ByteView value = left_.first(*length);
        left_ = left_.subspan(*length);
        return value;
    }

  private:
    ByteView left_;
};

std::optional<Outline> parse_outline(Fields& fields) {
    Outline outline;
    for (PicturePoint& point : outline) {
        const auto x = fields.number();
        const auto y = fields.number();
        if (!x || *x > kMaxPictureSide || !y || *y > kMaxPictureSide) return std::nullopt;
        point = {static_cast<int>(*x), static_cast<int>(*y)};
    }
    return outline;
}

std::optional<DecodedCode> parse_code(Fields& fields) {
    const auto is_text = fields.number();
    const auto raw = fields.bytes();
    const auto text = fields.bytes();
    const auto outline = parse_outline(fields);
    if (!is_text || *is_text > 1 || !raw || !text || !outline) return std::nullopt;
    DecodedCode code{Bytes(raw->begin(), raw->end()), string_of(*text), *is_text == 1, *outline};
    if (code.is_text ? !is_plain_text(code.text) : !code.text.empty()) return std::nullopt;
    return code;
}

}  // namespace

Bytes encode_request(const DecodeRequest& request) {
    Bytes bytes;
    append_u32(bytes, static_cast<std::uint32_t>(request.kind));
    append_u32(bytes, request.a);
    append_u32(bytes, request.b);
    append_u32(bytes, request.c);
    return bytes;
}

std::optional<DecodeRequest> parse_request(ByteView bytes) {
    if (bytes.size() != kRequestSize) return std::nullopt;
    const DecodeRequest request{static_cast<DecodeKind>(read_u32(bytes, 0)), read_u32(bytes, 4),
                                read_u32(bytes, 8), read_u32(bytes, 12)};
    switch (request.kind) {
        case DecodeKind::quick_frame:
        case DecodeKind::closer_frame:
        case DecodeKind::thorough_frame:
            return frame_fits(request) ? std::optional(request) : std::nullopt;
        case DecodeKind::picture:
            return request.a > 0 && request.a <= kPictureBytesLimit ? std::optional(request) : std::nullopt;
    }
    return std::nullopt;
}

Bytes encode_answer(DecodeStatus status, const std::vector<DecodedCode>& codes) {
    Bytes body;
    for (const DecodedCode& code : codes) {
        append_u32(body, code.is_text ? 1 : 0);
        append_u32(body, static_cast<std::uint32_t>(code.raw.size()));
        append(body, code.raw);
        append_u32(body, static_cast<std::uint32_t>(code.text.size()));
        append(body, view_of(code.text));
        for (const PicturePoint& point : code.outline) {
            append_u32(body, static_cast<std::uint32_t>(point.x));
            append_u32(body, static_cast<std::uint32_t>(point.y));
        }
    }
    Bytes answer;
    append_u32(answer, static_cast<std::uint32_t>(status));
    append_u32(answer, static_cast<std::uint32_t>(body.size()));
    append(answer, body);
    return answer;
}

std::optional<AnswerHeader> parse_answer_header(ByteView bytes) {
    if (bytes.size() != kAnswerHeaderSize) return std::nullopt;
    const std::uint32_t status = read_u32(bytes, 0);
    const std::uint32_t length = read_u32(bytes, 4);
    if (status > static_cast<std::uint32_t>(DecodeStatus::too_large) || length > kAnswerLimit)
        return std::nullopt;
    return AnswerHeader{static_cast<DecodeStatus>(status), length};
}

std::optional<std::vector<DecodedCode>> parse_codes(ByteView body) {
    std::vector<DecodedCode> codes;
    Fields fields(body);
    while (!fields.done()) {
        auto code = parse_code(fields);
        if (!code) return std::nullopt;
        codes.push_back(std::move(*code));
    }
    return codes;
}

}  // namespace platform
