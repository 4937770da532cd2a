// A shard of the already-enrolled filter: any bytes are one or none, asking one never reads beyond its bits,
// and whoever is put in is found.
#include <vector>

#include "platform/base/check.h"
#include "sync/wire/enrolled_filter.h"
#include "sync/wire/packet.pb.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<syncing::FilterElement> elements;
    constexpr std::size_t kElement = sizeof(syncing::FilterElement);
    for (std::size_t at = 0; at + kElement <= size; at += kElement)
        elements.push_back(*platform::array_of<kElement>(platform::ByteView(data + at, kElement)));
    mutual_aid::v1::EnrolledFilter made;
    syncing::fill_filter(made, elements);
    for (const auto& element : elements)
        platform::check(syncing::may_contain(made, element), "whoever was put in is found");

    mutual_aid::v1::EnrolledFilter shard;
    if (!shard.ParseFromArray(data, static_cast<int>(size)) || !syncing::is_filter(shard)) return 0;
    elements.push_back({});
    for (const auto& element : elements) {
        platform::check(syncing::filter_shard_of(element, shard.shards()) < shard.shards(), "shard");
        syncing::may_contain(shard, element);
    }
    return 0;
}
