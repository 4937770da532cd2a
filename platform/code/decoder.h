// Strangers' pictures are read in a child (`kiosk-decoder`) that holds ZXing and the picture formats alone,
// under a seccomp filter (sandbox.h) and limits of memory and time. A picture that crashes or stalls the
// child costs one DecodeFault; the next call has a fresh child. Pixels go in by shared memory, results come
// back by socket (decoder_protocol.h) and are checked as if the child were hostile. One thread at a time, and
// that thread must outlive the object's child (see die_with_parent).
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/code/qr.h"

namespace platform {

enum class DecodeFault {
    cannot_start,  ///< kiosk-decoder is missing or the machine is out of processes or memory
    crashed,       ///< the child died: a hostile picture, or one that needs more memory than it may have
    timed_out,     ///< no answer within the limit; the child was killed
    too_large,     ///< over kPictureBytesLimit or kMaxPictureSide
    unreadable_picture,  ///< no PNG, JPEG, GIF, BMP or PNM, or a damaged one
};

/// The largest picture file, and the largest frame (kMaxPictureSide squared).
constexpr std::size_t kPictureBytesLimit = std::size_t{64} << 20;

struct DecoderOptions {
    std::filesystem::path program{};  ///< kiosk-decoder; empty: the one beside the running program
    std::chrono::milliseconds time_limit{2000};
    std::size_t memory_limit = std::size_t{256} << 20;  ///< address space, the 64 MiB shared with us included
};

class Decoder {
  public:
    using Codes = std::vector<DecodedCode>;

    explicit Decoder(DecoderOptions options);
    ~Decoder();

    Result<Codes, DecodeFault> decode(const GrayView& frame, Effort effort);
    /// `file` is a whole picture file; read with Effort::thorough.
    Result<Codes, DecodeFault> decode_picture(ByteView file);

    /// Starts the child now instead of at the first picture. False when it cannot be started.
    bool warm_up();
    /// The child's process id, 0 when none runs: for tests that kill it.
    int child_pid() const;

  private:
    class Child;
    Result<Codes, DecodeFault> ask(ByteView request);
    DecoderOptions options_;
    std::unique_ptr<Child> child_;
};

}  // namespace platform
