// A signed file as a series of QR codes, for a station that no network and no stick reaches:
//   zstd(message), cut into parts of 290 bytes; each is a FilePartCode.
// The message is a PackFile, or an Update whose piece is a signed document, as it stands in the updates
// stream; an Update so made begins with the byte 0x5A, which no PackFile with an id does. The parts carry no
// signature of their own: the file's is inside, and whoever takes it judges it by that. Parts may come in any
// order and more than once.
#pragma once

#include <optional>
#include <vector>

#include "sync/wire/code.h"

namespace mutual_aid::v1 {
class Update;
}

namespace syncing {

/// Of an update that is a pack or a signed document (checked, aborts). Nothing when it is too large for
/// kMaxFileParts codes (about 18 KiB compressed).
std::optional<std::vector<FilePartCode>> split_file(const mutual_aid::v1::Update& file);

/// Puts parts together again. One at a time: a part of another transfer begins anew.
class FileParts {
  public:
    void take(const FilePartCode& part);
    /// Which parts are here, in order; empty before the first.
    const std::vector<bool>& here() const { return here_; }
    bool complete() const;
    /// The pack or document, once complete; nothing when the parts do not make up what they say, or no such
    /// message of a reasonable size. Whether it may be believed is for the caller to find out.
    std::optional<mutual_aid::v1::Update> file() const;

  private:
    platform::ByteArray<16> transfer_{};
    std::vector<bool> here_;
    std::vector<platform::Bytes> parts_;
};

}  // namespace syncing
