// Settings for terminals (config/settings/document.h): signed by the pack key, sent to one station's
// terminals or to all of them.
#pragma once

#include <optional>
#include <string>

#include "sync/center/operate.h"

namespace syncing::center {

enum class SettingsAddError {
    no_station,  // the document names a station that this center does not have
    not_newer,   // than the one sent last to the same station or stations
    store_busy,
    store_full,
    store_failed,
};
std::string_view error_text(SettingsAddError error);

/// Takes the place of the document before for the same station or stations. `toml` must be a settings
/// document (checked, aborts).
platform::Result<void, SettingsAddError> add_settings(AdminStore& store, platform::ByteView toml,
                                                      const SigningKey& pack_key);

}  // namespace syncing::center
