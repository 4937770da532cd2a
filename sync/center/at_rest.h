// Opened data at rest: encrypted, and bound to what it is about.
#pragma once

#include "platform/crypto/crypto.h"

namespace syncing::center {

class AtRest {
  public:
    /// The key outlives this and its copies.
    explicit AtRest(const platform::SymmetricKey& key) : key_(&key) {}

    platform::Bytes box(platform::ByteView plain, platform::ByteView about) const;
    /// Aborts on a box that is damaged or about something else: the database was changed by hand.
    platform::Bytes unbox(platform::ByteView box, platform::ByteView about) const;

  private:
    const platform::SymmetricKey* key_;
};

}  // namespace syncing::center
