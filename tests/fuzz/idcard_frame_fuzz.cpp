// Any bytes in any pieces: no read out of bounds, and the frames found do not depend on where the pieces end.
#include <algorithm>
#include <vector>

#include "platform/base/check.h"
#include "platform/idcard/frame.h"

namespace {

using platform::ByteView;
using platform::FrameReader;

std::vector<platform::Bytes> frames_in(ByteView stream, std::size_t piece) {
    FrameReader reader;
    std::vector<platform::Bytes> frames;
    while (!stream.empty()) {
        const std::size_t size = std::min(piece, stream.size());
        reader.push(stream.first(size));
        stream = stream.subspan(size);
        for (auto found = reader.next(); found != FrameReader::Found::nothing; found = reader.next()) {
            if (found == FrameReader::Found::frame)
                frames.emplace_back(reader.body().begin(), reader.body().end());
        }
    }
    return frames;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const ByteView stream(data + 1, size - 1);
    const auto whole = frames_in(stream, FrameReader::kMaxPush);
    platform::check(whole == frames_in(stream, 1 + std::size_t{data[0]}), "pieces change the frames");
    for (const auto& body : whole) {
        platform::check(frames_in(platform::encode_frame(body), FrameReader::kMaxPush).front() == body,
                        "round trip");
    }
    return 0;
}
