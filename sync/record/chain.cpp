#include "sync/record/chain.h"

#include <algorithm>

namespace syncing {

bool ChainCheck::next(std::uint64_t seq, const LedgerId& ledger, platform::ByteView header_bytes,
                      platform::ByteView hash, platform::ByteView sealed) {
    if (seq == 1) {
        seq_ = 0;
        hash_ = {};
    }
    const auto header = decode_header(header_bytes);
    const bool right = header && seq == seq_ + 1 && header->seq == seq && header->ledger_id == ledger &&
                       header->previous == hash_ &&
                       (sealed.empty() || (header->sealed_length == sealed.size() &&
                                           header->sealed_hash == platform::hash(sealed)));
    if (!right) return false;
    seq_ = seq;
    hash_ = platform::hash(header_bytes);
    return std::ranges::equal(hash_, hash);
}

}  // namespace syncing
