// What kiosk-eye writes, cut anywhere: the parser never trips, and what it takes it can write again.
#include <cstddef>
#include <cstdint>

#include "platform/base/check.h"
#include "platform/code/eye_events.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const platform::ByteView all(data, size);
    const std::size_t cut = size == 0 ? 0 : data[0] % size;
    platform::EyeEventParser parser;
    platform::Bytes again;
    for (const platform::ByteView piece : {all.first(cut), all.subspan(cut)}) {
        const auto events = parser.feed(piece);
        if (!events) return 0;
        for (const platform::EyeNews& one : *events) {
            platform::append(again, platform::encode_news(one));
        }
    }
    platform::check(platform::to_hex(all.first(again.size())) == platform::to_hex(again),
                    "events are written as read");
    return 0;
}
