#include "platform/idcard/frame.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "platform/base/check.h"
#include "platform/base/wipe.h"

namespace platform {

namespace {

constexpr std::size_t kHead = kPreamble.size() + 2;

std::uint8_t checksum(ByteView bytes) {
    return std::accumulate(bytes.begin(), bytes.end(), std::uint8_t{0}, std::bit_xor<std::uint8_t>());
}

}  // namespace

Bytes encode_frame(ByteView body) {
    const std::size_t length = body.size() + 1;
    check(length >= kMinLength && length <= kMaxLength, "frame length");
    Bytes frame;
    frame.reserve(kHead + length);
    append(frame, kPreamble);
    frame.push_back(static_cast<std::uint8_t>(length >> 8));
    frame.push_back(static_cast<std::uint8_t>(length & 0xFF));
    append(frame, body);
    frame.push_back(checksum(ByteView(frame).subspan(kPreamble.size())));
    return frame;
}

FrameReader::FrameReader() : held_(kMaxFrame + kMaxPush) {}
FrameReader::~FrameReader() {
    clear();
}

void FrameReader::push(ByteView bytes) {
    check(bytes.size() <= kMaxPush, "pushed too much at once");
    check(end_ - begin_ <= kMaxFrame, "frames were not taken out");
    std::copy(held_.begin() + static_cast<std::ptrdiff_t>(begin_),
              held_.begin() + static_cast<std::ptrdiff_t>(end_), held_.begin());
    end_ -= begin_;
    begin_ = 0;
    std::copy(bytes.begin(), bytes.end(), held_.begin() + static_cast<std::ptrdiff_t>(end_));
    end_ += bytes.size();
}

FrameReader::Found FrameReader::next() {
    begin_ += std::exchange(frame_size_, 0);
    while (true) {
        skip_to_preamble();
        const ByteView held = ByteView(held_).subspan(begin_, end_ - begin_);
        if (held.size() < kHead) return Found::nothing;
        const std::size_t length = static_cast<std::size_t>(held[kHead - 2]) << 8 | held[kHead - 1];
        if (length < kMinLength || length > kMaxLength) {
            ++begin_;
            continue;
        }
        if (held.size() < kHead + length) return Found::nothing;
        // LEN, body and CHK together XOR to zero. A broken frame may hide the start of a good one.
        if (checksum(held.subspan(kPreamble.size(), 2 + length)) != 0) {
            ++begin_;
            return Found::damaged;
        }
        frame_size_ = kHead + length;
        return Found::frame;
    }
}

ByteView FrameReader::body() const {
    check(frame_size_ != 0, "no frame found");
    return ByteView(held_).subspan(begin_ + kHead, frame_size_ - kHead - 1);
}

void FrameReader::clear() {
    sodium_memzero(held_.data(), held_.size());
    begin_ = end_ = frame_size_ = 0;
}

void FrameReader::skip_to_preamble() {
    for (; begin_ < end_; ++begin_) {
        const std::size_t size = std::min(end_ - begin_, kPreamble.size());
        if (std::equal(kPreamble.begin(), kPreamble.begin() + static_cast<std::ptrdiff_t>(size),
                       held_.begin() + static_cast<std::ptrdiff_t>(begin_))) {
            return;
        }
    }
}

}  // namespace platform
