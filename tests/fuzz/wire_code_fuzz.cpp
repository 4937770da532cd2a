// Texts of QR codes: nothing crashes, and what is taken for ours is written again the same.
#include <cstddef>
#include <cstdint>

#include "platform/base/check.h"
#include "sync/wire/code.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace syncing;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Code code = parse_code(text);
    if (const auto* slip = std::get_if<SlipCode>(&code))
        platform::check(to_text(*slip) == text, "slip round trip");
    if (const auto* badge = std::get_if<BadgeCode>(&code))
        platform::check(to_text(*badge) == text, "badge round trip");
    if (const auto* provisioning = std::get_if<ProvisioningCode>(&code))
        platform::check(to_text(*provisioning) == text, "provisioning round trip");
    return 0;
}
