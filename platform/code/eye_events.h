// What kiosk-eye writes to its standard output, one frame after another:
//   length of what follows (u32, little-endian), kind (1 byte), content
//     kind 1  camera state: 1 byte, the value of CameraState. Repeated every second as a sign of life.
//     kind 2  code seen: its text (see CodeSeen)
//     kind 3  unusable code: no content
#pragma once

#include <optional>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/code/code_source.h"

namespace platform {

Bytes encode_event(const CodeEvent& event);

/// Cuts a stream of bytes into events. Any thread, one at a time.
class EyeEventParser {
  public:
    /// The events completed by these bytes; nothing once the stream has broken the format, from then on for
    /// good.
    std::optional<std::vector<CodeEvent>> feed(ByteView bytes);

  private:
    Bytes pending_;
    bool broken_ = false;
};

}  // namespace platform
