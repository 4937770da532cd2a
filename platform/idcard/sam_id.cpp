#include "platform/idcard/sam_id.h"

#include <fmt/format.h>

#include "platform/base/check.h"

namespace platform {

std::string sam_id_text(ByteView bytes) {
    check(bytes.size() == kSamIdSize, "size of a SAM id");
    return fmt::format("{:02}.{:02}-{:08}-{:010}-{:010}", read_u16(bytes, 0), read_u16(bytes, 2),
                       read_u32(bytes, 4), read_u32(bytes, 8), read_u32(bytes, 12));
}

}  // namespace platform
