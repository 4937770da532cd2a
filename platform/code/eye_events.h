// What kiosk-eye writes to its standard output, one frame after another:
//   length of what follows (u32, little-endian), kind (1 byte), content
//     kind 1  camera state: 1 byte, the value of CameraState. Repeated every second as a sign of life.
//     kind 2  code seen: its text (see CodeSeen)
//     kind 3  unusable code: no content
//     kind 4  camera's view: width, height, number of outlines (u32 each), for each outline four times x
//             and y (u32), then width * height bytes of grey
//     kind 5  a photograph that was asked for: width, height (u32 each; 0 and 0: the camera gave none), the
//             value of PictureQuality (1 byte). Its pixels lie in the shared memory (photograph.h).
// and what it reads from its standard input: one byte kAskPhotograph for a photograph.
#pragma once

#include <optional>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/code/camera_view.h"
#include "platform/code/code_source.h"
#include "platform/code/photograph.h"

namespace platform {

constexpr std::uint8_t kAskPhotograph = 'p';

using EyeNews = std::variant<CodeEvent, CameraView, PhotographNews>;

Bytes encode_event(const CodeEvent& event);
Bytes encode_view(const CameraView& view);
Bytes encode_photograph(const PhotographNews& news);
Bytes encode_news(const EyeNews& news);

/// Cuts a stream of bytes into news. Any thread, one at a time.
class EyeEventParser {
  public:
    /// The news completed by these bytes; nothing once the stream has broken the format, from then on for
    /// good.
    std::optional<std::vector<EyeNews>> feed(ByteView bytes);

  private:
    Bytes pending_;
    bool broken_ = false;
};

}  // namespace platform
