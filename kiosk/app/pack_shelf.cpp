#include "kiosk/app/pack_shelf.h"

#include <fmt/format.h>

#include "config/scheme/activate.h"

namespace kiosk {

namespace {

/// Nothing when it may take the active pack's place, or is that pack.
platform::Result<config::Pack, std::string> judged(const syncing::CachedPack& offered,
                                                   const syncing::KeyList& keys, const config::Pack& active) {
    const std::string file = offered.id + ".toml";
    const auto* key = keys.find(syncing::KeyPurpose::pack, offered.key_id);
    const auto public_key = key == nullptr ? std::nullopt : platform::array_of<32>(key->data);
    if (!public_key) {
        return platform::fail(
            fmt::format("{}: names key {}, which is no pack key of the center's list", file, offered.key_id));
    }
    auto pack = config::activate(file, offered.toml, offered.signature, *public_key, &active);
    if (!pack) return platform::fail(config::describe(pack.error(), file));
    if (pack->id != active.id) {
        return platform::fail(fmt::format("{}: holds the pack '{}'", file, pack->id));
    }
    return std::move(*pack);
}

}  // namespace

PackShelf::PackShelf(config::Pack first)
    : active_(std::make_shared<const config::Pack>(std::move(first))), once_active_{active_->hash} {}

std::vector<std::string> PackShelf::judge(const std::vector<syncing::CachedPack>& offered,
                                          const syncing::KeyList& keys) {
    std::vector<std::string> refused;
    for (const syncing::CachedPack& pack : offered) {
        // What was in force before is behind us, not refused.
        if (pack.id != active_->id || once_active_.contains(platform::hash(pack.toml))) continue;
        auto next = judged(pack, keys, *active_);
        if (next) {
            active_ = std::make_shared<const config::Pack>(std::move(*next));
            once_active_.insert(active_->hash);
        } else if (said_.insert(next.error()).second) {
            refused.push_back(next.error());
        }
    }
    return refused;
}

}  // namespace kiosk
