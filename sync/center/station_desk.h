// A station's desk keys and its roster, as the operators' commands write them. Private to this folder.
//
// StationRow.desk_secret_box: the secret of the desk key in use (32 bytes), then (u64le key id ‖ secret) of
// each before it, the newest first, encrypted under the key of opened data.
#pragma once

#include <optional>
#include <string_view>

#include "sync/center/store.h"
#include "sync/wire/desk_keys.h"

namespace syncing::center {

/// The station with its next roster version, made with a first desk key when it is new.
Stored<StationRow> touch_station(AdminStore& store, std::string_view code,
                                 const platform::SymmetricKey& data_key);
/// Nothing when the box does not open: another center's key.
std::optional<DeskKeyring> desk_keys_of(const StationRow& station, const platform::SymmetricKey& data_key);
/// A new desk key comes first from now on.
void rotate_desk_key(StationRow& station, DeskKeyring& ring, const platform::SymmetricKey& data_key);
/// Inside a unit.
Done publish_roster(AdminStore& store, const StationRow& station);

}  // namespace syncing::center
