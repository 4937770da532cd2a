#include "sync/center/orphan_pass.h"

#include "platform/log/log.h"

namespace syncing::center {

namespace {

using platform::fail;

constexpr std::size_t kPerUnit = 100;

}  // namespace

Done OrphanPass::run_when_due() {
    const platform::UtcMs now = clock_.wall();
    const std::string today = platform::format_date(platform::shanghai_date(now));
    if (last_day_ == today) return {};
    const Done settled = store_.settle_attachments(now, now - kOrphanMs);
    if (!settled) return settled;
    const auto orphans = drop_all([&] { return store_.orphans(now - kOrphanMs, kPerUnit); });
    if (!orphans) return fail(orphans.error());
    const auto unfinished = drop_all([&] { return store_.unfinished_of_revoked(kPerUnit); });
    if (!unfinished) return fail(unfinished.error());
    if (*orphans > 0)
        platform::log::warning("{} photographed papers deleted: their records have not come in 30 days",
                               *orphans);
    if (*unfinished > 0)
        platform::log::warning("{} unfinished photographed papers of revoked terminals deleted", *unfinished);
    last_day_ = today;
    return {};
}

Stored<std::size_t> OrphanPass::drop_all(const std::function<Stored<std::vector<AttachmentRow>>()>& next) {
    std::size_t count = 0;
    while (true) {
        const auto unit = store_.begin();
        if (!unit) return fail(unit.error());
        const auto rows = next();
        if (!rows) return fail(rows.error());
        if (rows->empty()) return count;
        const Done dropped = store_.drop(*rows).and_then([&] { return (*unit)->commit(); });
        if (!dropped) return fail(dropped.error());
        count += rows->size();
        pause_();
    }
}

}  // namespace syncing::center
