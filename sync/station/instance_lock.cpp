#include "sync/station/instance_lock.h"

#include <fcntl.h>
#include <sys/file.h>

namespace syncing {

std::optional<platform::UniqueFd> lock_instance(const std::filesystem::path& file) {
    platform::UniqueFd lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return std::nullopt;
    return lock;
}

}  // namespace syncing
