// Packets from the network: the first byte chooses the reader.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "platform/base/check.h"
#include "sync/station/answer.h"
#include "sync/station/problem.h"
#include "sync/wire/attachment.h"
#include "sync/wire/key_list.h"
#include "sync/wire/packet.h"
#include "sync/wire/packet.pb.h"
#include "sync/wire/packet_file.h"
#include "sync/wire/wire_version.h"

namespace {

using platform::ByteView;

void read_header(ByteView bytes) {
    const auto header = syncing::decode_header(bytes);
    if (header) platform::check(std::ranges::equal(syncing::encode(*header), bytes), "header round trip");
}

void read_problem(ByteView bytes) {
    static_cast<void>(
        syncing::parse_problem({500, "application/problem+json", {bytes.begin(), bytes.end()}}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const ByteView bytes(data + 1, size - 1);
    switch (data[0] % 8) {
        case 0:
            read_header(bytes);
            break;
        case 1:
            static_cast<void>(syncing::decode_range(bytes));
            break;
        case 2:
            static_cast<void>(syncing::KeyList::verify(bytes, platform::SigningPublicKey{}));
            break;
        case 3:
            static_cast<void>(syncing::decode_hand_over(bytes));
            break;
        case 4:
            static_cast<void>(syncing::frames_of(bytes, ""));
            break;
        case 5:
            static_cast<void>(syncing::decode_attachments(bytes));
            break;
        case 6:
            static_cast<void>(syncing::decode_wire(bytes));
            break;
        default:
            read_problem(bytes);
            break;
    }
    return 0;
}
