#include "sync/center/at_rest.h"

#include "platform/base/check.h"

namespace syncing::center {

platform::Bytes AtRest::box(platform::ByteView plain, platform::ByteView about) const {
    return platform::encrypt(*key_, plain, about);
}

platform::Bytes AtRest::unbox(platform::ByteView boxed, platform::ByteView about) const {
    auto plain = platform::decrypt(*key_, boxed, about);
    platform::check(plain.has_value(), "opened data at rest cannot be decrypted");
    return std::move(*plain);
}

}  // namespace syncing::center
