// Unix stream sockets for steering simulators. Blocking calls; errors are an empty descriptor with errno set.
#pragma once

#include <filesystem>

#include "platform/base/unique_fd.h"

namespace syncing::sim {

/// Listens at `path`; a stale socket file there is replaced.
platform::UniqueFd listen_at(const std::filesystem::path& path);
platform::UniqueFd connect_to(const std::filesystem::path& path);

}  // namespace syncing::sim
