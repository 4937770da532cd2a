// Codes out of the bytes of a serial scanner: lines ended by CR, LF or both. What scanners are set to send
// around a code goes away: control characters and spaces at both ends, and the AIM symbology identifier
// ("]Q1"); one that names another symbology than QR makes the line unusable. Pure; one thread.
// The bytes come from a stranger's code and may be personal: they are judged, never logged.
#pragma once

#include <optional>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/code/code_source.h"

namespace platform {

struct ScannedLine {
    Bytes raw{};      // tells repeats; of a line that is too long, its beginning
    CodeEvent event;  // CodeSeen or UnusableCode
    bool operator==(const ScannedLine&) const = default;
};

class ScanLines {
  public:
    /// Room for what stands around a code of the greatest length.
    static constexpr std::size_t kLineLimit = kCodeTextLimit + 64;

    ScanLines();
    ~ScanLines();
    ScanLines(const ScanLines&) = delete;
    ScanLines& operator=(const ScanLines&) = delete;

    /// The lines completed by these bytes; empty ones are nothing.
    std::vector<ScannedLine> feed(ByteView bytes);
    /// A line has begun that has not ended.
    bool in_line() const { return size_ > 0; }
    /// Forgets it, and overwrites it.
    void clear();

  private:
    ScannedLine judge() const;

    Bytes held_;            // fixed size: growing would leave copies behind
    std::size_t size_ = 0;  // bytes of the line so far; beyond kLineLimit they are counted only
};

}  // namespace platform
