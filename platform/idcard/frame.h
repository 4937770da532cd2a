// The SAM_V/SAM_A frame, both directions, as vendors describe it and GA/T 467-2019 chapter 7 standardises it:
//   AA AA AA 96 69 | LEN hi | LEN lo | body (LEN - 1 bytes) | CHK
// LEN counts body and CHK; CHK is the XOR of LEN and body. A command's body is CMD PARA data…, an answer's is
// SW1 SW2 SW3 data…  Pure: no I/O. Single-threaded.
#pragma once

#include <cstddef>
#include <cstdint>

#include "platform/base/bytes.h"

namespace platform {

constexpr ByteArray<5> kPreamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};
constexpr std::size_t kMinLength = 3;     // a command without data
constexpr std::size_t kMaxLength = 2400;  // the longest answer known has 2,314
constexpr std::size_t kMaxFrame = kPreamble.size() + 2 + kMaxLength;

/// `body` is 2 to kMaxLength - 1 bytes (checked).
Bytes encode_frame(ByteView body);

/// Cuts frames out of a stream that arrives in any pieces; skips junk and finds the next preamble by itself,
/// also one that a broken frame had swallowed. Overwrites what it held when cleared and when it goes.
class FrameReader {
  public:
    enum class Found : std::uint8_t {
        nothing,  // push() more
        frame,    // body() is it
        damaged,  // a frame whose checksum is wrong was skipped
    };
    static constexpr std::size_t kMaxPush = 4096;

    FrameReader();
    ~FrameReader();
    FrameReader(const FrameReader&) = delete;
    FrameReader& operator=(const FrameReader&) = delete;

    /// Call next() until it says nothing before pushing again. At most kMaxPush bytes (checked).
    void push(ByteView bytes);
    Found next();
    /// Body of the frame that next() just found; valid until the next call of push(), next() or clear().
    ByteView body() const;
    /// True when the bytes held may be the beginning of a frame.
    bool in_frame() const { return end_ > begin_; }
    /// The rest of the unfinished frame is not coming: next() then looks for frames that it swallowed.
    void abandon_frame() { begin_ += in_frame() ? 1 : 0; }
    void clear();

  private:
    void skip_to_preamble();

    Bytes held_;  // fixed size: growing would leave copies behind
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t frame_size_ = 0;  // of the frame last found, at begin_
};

}  // namespace platform
