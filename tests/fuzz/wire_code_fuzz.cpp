// Texts of QR codes: nothing crashes, and what is taken for ours is written again the same. Bytes that no
// code text holds are also taken for all parts of a file.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "platform/base/check.h"
#include "sync/wire/code.h"
#include "sync/wire/file_codes.h"
#include "sync/wire/packet.pb.h"

namespace {

/// As if a printed series said so, hash and all: what unpacking and parsing make of it.
void join(platform::ByteView whole) {
    using namespace syncing;
    const std::size_t parts = (whole.size() + kFilePartSize - 1) / kFilePartSize;
    if (parts == 0 || parts > kMaxFileParts) return;
    FileParts all;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t at = part * kFilePartSize;
        const auto bytes = whole.subspan(at, std::min(kFilePartSize, whole.size() - at));
        all.take({platform::array_of<16>(platform::ByteView(platform::hash(whole)).first(16)).value(),
                  static_cast<std::uint8_t>(part), static_cast<std::uint8_t>(parts),
                  platform::Bytes(bytes.begin(), bytes.end())});
    }
    platform::check(all.complete(), "all parts were taken");
    if (const auto file = all.file()) {
        FileParts again;
        const auto codes = split_file(*file);
        if (!codes) return;
        for (const FilePartCode& code : *codes) again.take(code);
        platform::check(again.file().has_value(), "file round trip");
    }
}

}  // namespace

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
    if (const auto* part = std::get_if<FilePartCode>(&code))
        platform::check(to_text(*part) == text, "pack part round trip");
    if (std::holds_alternative<NotOurs>(code)) join({data, size});
    return 0;
}
