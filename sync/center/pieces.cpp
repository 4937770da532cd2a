#include "sync/center/pieces.h"

#include "sync/wire/packet.pb.h"

namespace syncing::center {

platform::Bytes serialize(const google::protobuf::MessageLite& message) {
    platform::Bytes bytes(message.ByteSizeLong());
    message.SerializeToArray(bytes.data(), static_cast<int>(bytes.size()));
    return bytes;
}

platform::Hash slot_of(std::string_view station, std::initializer_list<platform::ByteView> about) {
    platform::Bytes framed;
    const auto frame = [&](platform::ByteView part) {
        platform::append_u32(framed, static_cast<std::uint32_t>(part.size()));
        platform::append(framed, part);
    };
    frame(platform::view_of(station));
    for (const platform::ByteView part : about) frame(part);
    return platform::hash(framed);
}

Piece make_piece(std::string_view station, std::initializer_list<platform::ByteView> about,
                 const mutual_aid::v1::Update& update) {
    return {std::string(station), slot_of(station, about), serialize(update)};
}

}  // namespace syncing::center
