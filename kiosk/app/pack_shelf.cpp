#include "kiosk/app/pack_shelf.h"

#include <fmt/format.h>

#include "config/scheme/activate.h"

namespace kiosk {

namespace {

struct Refused {
    FileTrouble trouble{};
    std::string line;  // for an operator
};

FileTrouble trouble_of(config::ActivationProblem problem) {
    switch (problem) {
        case config::ActivationProblem::bad_signature:
            return FileTrouble::not_signed;
        case config::ActivationProblem::bad_pack:
            return FileTrouble::broken;
        case config::ActivationProblem::older:
        case config::ActivationProblem::same_edition:
            return FileTrouble::not_newer;
    }
    return FileTrouble::broken;
}

/// The pack, when it may take the active one's place or is that very pack.
platform::Result<config::Pack, Refused> judged(const syncing::CachedPack& offered,
                                               const syncing::KeyList& keys, const config::Pack& active) {
    const std::string file = offered.id + ".toml";
    const auto* key = keys.find(syncing::KeyPurpose::pack, offered.key_id);
    const auto public_key = key == nullptr ? std::nullopt : platform::array_of<32>(key->data);
    if (!public_key) {
        return platform::fail(
            Refused{FileTrouble::not_signed,
                    fmt::format("{}: names key {}, which is no pack key of the center's list", file,
                                offered.key_id)});
    }
    auto pack = config::activate(file, offered.toml, offered.signature, *public_key, &active);
    if (!pack) {
        return platform::fail(
            Refused{trouble_of(pack.error().problem), config::describe(pack.error(), file)});
    }
    if (pack->id != active.id) {
        return platform::fail(
            Refused{FileTrouble::other_scheme, fmt::format("{}: holds the pack '{}'", file, pack->id)});
    }
    return std::move(*pack);
}

}  // namespace

PackShelf::PackShelf(config::Pack first)
    : active_(std::make_shared<const config::Pack>(std::move(first))), once_active_{active_->hash} {}

platform::Result<config::Pack, FileTrouble> PackShelf::would_take(const syncing::CachedPack& offered,
                                                                  const syncing::KeyList& keys) const {
    if (offered.id != active_->id) return platform::fail(FileTrouble::other_scheme);
    if (once_active_.contains(platform::hash(offered.toml))) return platform::fail(FileTrouble::not_newer);
    auto pack = judged(offered, keys, *active_);
    if (!pack) return platform::fail(pack.error().trouble);
    return std::move(*pack);
}

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
        } else if (said_.insert(next.error().line).second) {
            refused.push_back(next.error().line);
        }
    }
    return refused;
}

}  // namespace kiosk
