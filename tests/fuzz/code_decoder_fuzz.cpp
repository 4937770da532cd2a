// A decoder child that lies, and a parent that does.
#include <cstddef>
#include <cstdint>

#include "platform/base/check.h"
#include "platform/code/decoder_protocol.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const platform::ByteView bytes(data, size);
    if (const auto request = platform::parse_request(bytes)) {
        platform::check(platform::encode_request(*request) == platform::Bytes(data, data + size),
                        "requests round trip");
    }
    static_cast<void>(platform::parse_answer_header(bytes));
    if (const auto codes = platform::parse_codes(bytes)) {
        const platform::Bytes answer = platform::encode_answer(platform::DecodeStatus::ok, *codes);
        platform::check(
            platform::parse_codes(platform::ByteView(answer).subspan(platform::kAnswerHeaderSize)) == codes,
            "codes round trip");
    }
    return 0;
}
