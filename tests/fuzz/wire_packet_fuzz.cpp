// Packets from the network: the first byte chooses the reader.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <sstream>

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

/// Read as a whole and frame by frame, it is the same; only the second has limits on frames.
void read_packet(ByteView bytes) {
    std::istringstream file(platform::string_of(bytes));
    auto reader = syncing::PacketReader::open(file, "");
    const auto frames = syncing::frames_of(bytes, "");
    if (!reader) return;
    platform::check(frames && frames->size() == reader->frames(), "frames of a packet");
    for (const ByteView frame : *frames) {
        const auto next = reader->next();
        platform::check(next && std::ranges::equal(*next, frame), "a frame of a packet");
    }
    platform::check(!reader->next(), "the end of a packet");
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
            read_packet(bytes);
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
