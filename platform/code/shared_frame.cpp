#include "platform/code/shared_frame.h"

#include <fcntl.h>
#include <sys/mman.h>

#include "platform/code/decoder.h"

namespace platform {

UniqueFd make_shared_frame() {
    UniqueFd fd(::memfd_create("frame", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd || ::ftruncate(fd.get(), kPictureBytesLimit) != 0) return {};
    if (::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) return {};
    return fd;
}

}  // namespace platform
