// The already-enrolled filter in the cache.
#include "sync/ledger/cache.h"
#include "sync/wire/enrolled_filter.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

namespace wire = mutual_aid::v1;
using platform::fail;
using platform::sql;
using platform::SqlRow;

/// A filter as its shards name it; while it grows, shards of two sizes stand side by side.
struct Filter {
    EnrolledElsewhere of;
    std::uint32_t shards = 1;
    platform::SymmetricKey key;
};

bool holds(platform::ByteView shard, const FilterElement& element) {
    wire::EnrolledFilter filter;
    return filter.ParseFromArray(shard.data(), static_cast<int>(shard.size())) && is_filter(filter) &&
           may_contain(filter, element);
}

platform::Result<bool, platform::DatabaseError> holds(platform::Database& database, const Filter& filter,
                                                      const std::string& number) {
    const FilterElement element = filter_element(filter.key, number);
    const auto held = database.first(
        "SELECT body FROM enrolled_filter WHERE plan = ? AND coverage_from = ? AND "
        "coverage_to = ? AND shard = ? AND shards = ?",
        {sql(std::string_view(filter.of.plan)), sql(std::string_view(filter.of.coverage_from)),
         sql(std::string_view(filter.of.coverage_to)), sql(filter_shard_of(element, filter.shards)),
         sql(filter.shards)},
        [&](const SqlRow& row) { return holds(row.bytes(0), element); });
    if (!held) return fail(held.error());
    return held->value_or(false);
}

}  // namespace

Cache::Result<void> Cache::save_filter(const wire::EnrolledFilter& filter) {
    if (!is_filter(filter)) return {};
    // The stream's order stands: a later piece of a shard is the newer one.
    return database_.run(
        "INSERT OR REPLACE INTO enrolled_filter VALUES(?,?,?,?,?,?,?)",
        {sql(std::string_view(filter.plan())), sql(std::string_view(filter.coverage_from())),
         sql(std::string_view(filter.coverage_to())), sql(filter.shard()), sql(filter.shards()),
         sql(platform::view_of(filter.key())), sql(platform::view_of(filter.SerializeAsString()))});
}

Cache::Result<std::vector<EnrolledElsewhere>> Cache::perhaps_enrolled(
    const std::vector<std::string>& numbers) {
    std::vector<Filter> filters;
    const auto listed = database_.each(
        "SELECT DISTINCT plan, coverage_from, coverage_to, shards, key FROM enrolled_filter", {},
        [&](const SqlRow& row) {
            filters.push_back({{std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))},
                               static_cast<std::uint32_t>(row.integer(3)),
                               platform::SymmetricKey(row.array<32>(4))});
        });
    if (!listed) return fail(listed.error());
    std::vector<EnrolledElsewhere> out;
    for (const Filter& filter : filters) {
        for (const std::string& number : numbers) {
            const auto held = holds(database_, filter, number);
            if (!held) return fail(held.error());
            if (!*held) continue;
            out.push_back(filter.of);
            break;
        }
    }
    return out;
}

}  // namespace syncing
