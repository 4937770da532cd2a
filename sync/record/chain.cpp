#include "sync/record/chain.h"

#include <algorithm>
#include <optional>

namespace syncing {

namespace {

/// The header of an entry that is what it says; a purged (empty) body is not looked at.
std::optional<EntryHeader> right_header(std::uint64_t seq, const LedgerId& ledger,
                                        platform::ByteView header_bytes, platform::ByteView sealed) {
    auto header = decode_header(header_bytes);
    const bool right = header && header->seq == seq && header->ledger_id == ledger &&
                       (sealed.empty() || (header->sealed_length == sealed.size() &&
                                           header->sealed_hash == platform::hash(sealed)));
    if (!right) return std::nullopt;
    return *header;
}

}  // namespace

bool ChainCheck::next(std::uint64_t seq, const LedgerId& ledger, platform::ByteView header_bytes,
                      platform::ByteView hash, platform::ByteView sealed) {
    if (seq == 1) {
        seq_ = 0;
        hash_ = {};
    }
    const auto header = right_header(seq, ledger, header_bytes, sealed);
    if (!header || seq != seq_ + 1 || header->previous != hash_) return false;
    seq_ = seq;
    hash_ = platform::hash(header_bytes);
    return std::ranges::equal(hash_, hash);
}

bool ChainSet::add(std::uint64_t seq, const LedgerId& ledger, platform::ByteView header_bytes,
                   platform::ByteView hash, platform::ByteView sealed) {
    const auto header = right_header(seq, ledger, header_bytes, sealed);
    const platform::Hash own = platform::hash(header_bytes);
    if (!header || seq == 0 || !std::ranges::equal(own, hash)) return false;
    ++count_;
    toggle(seq, own);
    toggle(seq - 1, header->previous);
    return true;
}

bool ChainSet::ends_with(std::uint64_t seq, const platform::Hash& hash) const {
    ChainSet rest = *this;
    rest.toggle(seq, hash);
    rest.toggle(0, {});
    return count_ == seq && rest.open_ends_ == platform::Hash{};
}

void ChainSet::toggle(std::uint64_t seq, const platform::Hash& hash) {
    platform::Bytes place;
    platform::append_u64(place, seq);
    const platform::Hash one = platform::hash({place, hash});
    for (std::size_t i = 0; i < one.size(); ++i) open_ends_[i] ^= one[i];
}

}  // namespace syncing
