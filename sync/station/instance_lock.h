// At most one kiosk-sync per state folder: an flock that ends with the process, however it ends.
#pragma once

#include <filesystem>
#include <optional>

#include "platform/base/unique_fd.h"

namespace syncing {

/// The lock, held while the descriptor lives; nothing when another process has it or the file cannot be made.
std::optional<platform::UniqueFd> lock_instance(const std::filesystem::path& file);

}  // namespace syncing
