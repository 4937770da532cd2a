#include "sync/wire/wire_version.h"

#include <utility>

#include "sync/record/entry.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

constexpr std::uint32_t kClaimsWireVersion = 3;

std::vector<std::uint16_t> classes_to(RecordClass last) {
    std::vector<std::uint16_t> classes;
    for (std::uint16_t code = 1; code <= static_cast<std::uint16_t>(last); ++code) classes.push_back(code);
    return classes;
}

WireTaken as_of_its_version(WireTaken taken) {
    if (taken.newest < kClaimsWireVersion)
        std::erase(taken.record_classes, static_cast<std::uint16_t>(RecordClass::claim_filed));
    return taken;
}

}  // namespace

WireTaken wire_taken(std::uint32_t least) {
    return {least, kWireVersion, classes_to(RecordClass::hand_over)};
}

WireTaken first_wire() {
    return as_of_its_version({1, 1, classes_to(RecordClass::hand_over)});
}

platform::Bytes encode_wire(const WireTaken& taken) {
    mutual_aid::v1::WireAnswer message;
    message.set_least(taken.least);
    message.set_newest(taken.newest);
    for (const std::uint16_t code : taken.record_classes) message.add_record_classes(code);
    const std::string bytes = message.SerializeAsString();
    return {bytes.begin(), bytes.end()};
}

std::optional<WireTaken> decode_wire(platform::ByteView bytes) {
    mutual_aid::v1::WireAnswer message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return std::nullopt;
    WireTaken taken{message.least(), message.newest(), {}};
    for (const std::uint32_t code : message.record_classes()) {
        if (code > UINT16_MAX) return std::nullopt;
        taken.record_classes.push_back(static_cast<std::uint16_t>(code));
    }
    if (taken.newest == 0 || taken.record_classes.empty()) return std::nullopt;
    return as_of_its_version(std::move(taken));
}

}  // namespace syncing
