#include "sync/center/pieces.h"

#include "sync/wire/packet.pb.h"

namespace syncing::center {

Piece make_piece(std::string_view station, std::initializer_list<platform::ByteView> about,
                 const mutual_aid::v1::Update& update) {
    platform::Bytes framed;
    const auto frame = [&](platform::ByteView part) {
        platform::append_u32(framed, static_cast<std::uint32_t>(part.size()));
        platform::append(framed, part);
    };
    frame(platform::view_of(station));
    for (const platform::ByteView part : about) frame(part);
    platform::Bytes bytes(update.ByteSizeLong());
    update.SerializeToArray(bytes.data(), static_cast<int>(bytes.size()));
    return {std::string(station), platform::hash(framed), std::move(bytes)};
}

}  // namespace syncing::center
