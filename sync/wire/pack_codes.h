// A signed scheme pack as a series of QR codes, for a station that no network and no stick reaches:
//   zstd(PackFile message), cut into parts of 290 bytes; each is a PackPartCode.
// The parts carry no signature of their own: the pack's is inside, and whoever takes the pack judges it by
// that (a listed pack key, config::activate). Parts may come in any order and more than once.
#pragma once

#include <optional>
#include <vector>

#include "sync/wire/code.h"

namespace mutual_aid::v1 {
class PackFile;
}

namespace syncing {

/// Nothing when the pack is too large for kMaxPackParts codes (about 18 KiB compressed).
std::optional<std::vector<PackPartCode>> split_pack(const mutual_aid::v1::PackFile& pack);

/// Puts parts together again. One at a time: a part of another transfer begins anew.
class PackParts {
  public:
    void take(const PackPartCode& part);
    /// Which parts are here, in order; empty before the first.
    const std::vector<bool>& here() const { return here_; }
    bool complete() const;
    /// The pack, once complete; nothing when the parts do not make up what they say, or no PackFile of a
    /// reasonable size. Whether it may be believed is for the caller to find out.
    std::optional<mutual_aid::v1::PackFile> pack() const;

  private:
    platform::ByteArray<16> transfer_{};
    std::vector<bool> here_;
    std::vector<platform::Bytes> parts_;
};

}  // namespace syncing
