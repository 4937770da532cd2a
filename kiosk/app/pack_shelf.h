// Which scheme pack is in force: the settings' own pack first, then whatever newer edition of it the center
// sent, if it is signed by a listed pack key, whole, and its own worked answers are right. Whatever is not
// leaves the pack in force alone. Pure; belongs to one thread.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "config/scheme/pack.h"
#include "kiosk/flow/values.h"
#include "sync/ledger/cache.h"
#include "sync/wire/key_list.h"

namespace kiosk {

using SharedPack = std::shared_ptr<const config::Pack>;

class PackShelf {
  public:
    explicit PackShelf(config::Pack first);

    const SharedPack& active() const { return active_; }

    /// The pack that would take the active one's place, or why it would not. Changes nothing.
    platform::Result<config::Pack, FileTrouble> would_take(const syncing::CachedPack& offered,
                                                           const syncing::KeyList& keys) const;

    /// Judges every offered pack of the active one's id in the order of their arrival and keeps the newest.
    /// The lines say, for an operator, which were refused and why; each is said once.
    std::vector<std::string> judge(const std::vector<syncing::CachedPack>& offered,
                                   const syncing::KeyList& keys);

  private:
    SharedPack active_;
    std::set<platform::Hash> once_active_;
    std::set<std::string> said_;
};

}  // namespace kiosk
