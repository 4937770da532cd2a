// Messages as bytes, and pieces of the updates stream.
#pragma once

#include <initializer_list>
#include <string_view>

#include "sync/center/store.h"

namespace google::protobuf {
class MessageLite;
}
namespace mutual_aid::v1 {
class Update;
}

namespace syncing::center {

platform::Bytes serialize(const google::protobuf::MessageLite& message);

/// `about` names the slot within the station: a newer piece with the same words replaces the older one.
platform::Hash slot_of(std::string_view station, std::initializer_list<platform::ByteView> about);
Piece make_piece(std::string_view station, std::initializer_list<platform::ByteView> about,
                 const mutual_aid::v1::Update& update);

}  // namespace syncing::center
