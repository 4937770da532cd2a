#include "sync/wire/packet.h"

#include "platform/base/check.h"
#include "sync/seal/seal.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::Result;
using platform::view_of;

Bytes last_seq(const LedgerRange& range) {
    Bytes out;
    platform::append_u64(out, range.entries.back().header.seq);
    return out;
}

Result<RangeEntry, PacketError> decode_entry(const mutual_aid::v1::LedgerEntry& message,
                                             const LedgerId& ledger) {
    const auto header_bytes = platform::array_of<kHeaderSize>(view_of(message.header()));
    if (!header_bytes) return fail(PacketError::bad_header);
    const auto header = decode_header(*header_bytes);
    if (!header) return fail(PacketError::bad_header);
    if (header->ledger_id != ledger) return fail(PacketError::wrong_ledger);
    const ByteView body = view_of(message.sealed_body());
    const bool left_out = body.empty() && header->sealed_length > 0;
    if (!left_out && (body.size() > kMaxSealed || body.size() != header->sealed_length ||
                      platform::hash(body) != header->sealed_hash))
        return fail(PacketError::bad_body);
    return RangeEntry{*header_bytes, *header, entry_hash(*header_bytes), Bytes(body.begin(), body.end())};
}

bool follows(const RangeEntry& next, const RangeEntry& before) {
    return next.header.seq == before.header.seq + 1 && next.header.previous == before.hash;
}

}  // namespace

std::string_view name_of(PacketError error) {
    switch (error) {
        case PacketError::too_large:
            return "too_large";
        case PacketError::malformed:
            return "malformed";
        case PacketError::bad_header:
            return "bad_header";
        case PacketError::bad_body:
            return "bad_body";
        case PacketError::wrong_ledger:
            return "wrong_ledger";
        case PacketError::broken_chain:
            return "broken_chain";
    }
    return "unknown";
}

Bytes encode_range(const LedgerRange& range, const platform::SigningSecretKey& ledger_key) {
    platform::check(!range.entries.empty(), "a range without entries");
    mutual_aid::v1::Range message;
    message.set_ledger_id(platform::string_of(range.ledger_id));
    message.set_request_nonce(platform::string_of(range.nonce));
    message.set_known_epoch(range.known_epoch);
    for (const RangeEntry& entry : range.entries) {
        auto& added = *message.add_entries();
        added.set_header(platform::string_of(entry.header_bytes));
        added.set_sealed_body(platform::string_of(entry.sealed_body));
    }
    const auto signature =
        platform::sign(ledger_key, platform::Purpose::ledger_head,
                       {range.ledger_id, range.nonce, last_seq(range), range.entries.back().hash});
    message.set_signature(platform::string_of(signature));
    Bytes out(message.ByteSizeLong());
    message.SerializeWithCachedSizesToArray(out.data());
    return out;
}

Result<LedgerRange, PacketError> decode_range(ByteView bytes) {
    if (bytes.size() > kMaxRangeBytes) return fail(PacketError::too_large);
    mutual_aid::v1::Range message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(PacketError::malformed);
    if (message.entries_size() > static_cast<int>(kMaxRangeEntries)) return fail(PacketError::too_large);
    const auto ledger = platform::array_of<16>(view_of(message.ledger_id()));
    const auto nonce = platform::array_of<16>(view_of(message.request_nonce()));
    const auto signature = platform::array_of<64>(view_of(message.signature()));
    if (!ledger || !nonce || !signature || message.entries_size() == 0) return fail(PacketError::malformed);
    LedgerRange range{*ledger, *nonce, {}, message.known_epoch(), *signature};
    range.entries.reserve(static_cast<std::size_t>(message.entries_size()));
    for (const auto& entry : message.entries()) {
        auto decoded = decode_entry(entry, *ledger);
        if (!decoded) return fail(decoded.error());
        if (!range.entries.empty() && !follows(*decoded, range.entries.back()))
            return fail(PacketError::broken_chain);
        range.entries.push_back(std::move(*decoded));
    }
    return range;
}

bool verify_range(const LedgerRange& range, const platform::SigningPublicKey& ledger_key) {
    platform::check(!range.entries.empty(), "a range without entries");
    return platform::verify(ledger_key, platform::Purpose::ledger_head,
                            {range.ledger_id, range.nonce, last_seq(range), range.entries.back().hash},
                            range.signature);
}

}  // namespace syncing
