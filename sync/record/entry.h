// The ledger entry: a fixed 172-byte header, hash-chained, and a sealed body beside it.
// The layout is a contract (docs/wire_format.md): later releases must read it. Integers are little-endian.
//
//   at  size  field
//    0     4  magic "MAE1"
//    4    16  ledger id
//   20     8  seq: 1, 2, 3 …
//   28    32  hash of entry seq-1 (zeros for seq 1)
//   60    16  record id: random, unique at the center, survives re-appending to another ledger
//   76     2  class
//   78     1  time basis
//   79     1  zero
//   80     8  earliest, UTC ms      the true time of the entry lies in [earliest, latest]
//   88     8  latest, UTC ms
//   96    32  hash of the rule pack that priced it (zeros where none did)
//  128     8  sealing key id
//  136     4  sealed body length
//  140    32  BLAKE2b-256 of the sealed body
//
// Entry hash = BLAKE2b-256 of the 172 bytes. The plain body is never hashed into the header, so a header says
// nothing about a person and outlives its body.
//
// The namespace of the folder sync/ is `syncing`: <unistd.h> declares a function ::sync().
#pragma once

#include <optional>

#include "platform/base/bytes.h"
#include "platform/crypto/crypto.h"

namespace syncing {

using LedgerId = platform::ByteArray<16>;
using RecordId = platform::ByteArray<16>;

enum class RecordClass : std::uint16_t {
    enrollment = 1,
    payment = 2,
    correction = 3,
    withdrawal = 4,
    claim_filed = 5,
    card_key_seen = 6,
    staff_action = 7,
    hand_over = 8,
};

/// What the time interval rests on.
enum class TimeBasis : std::uint8_t {
    unknown = 0,       // no signed center time yet: earliest = last trusted time or 0, latest = INT64_MAX
    signed_time = 1,   // signed center time during this boot
    after_reboot = 2,  // narrowed with the RTC after a reboot
    simulated = 3,     // demo or test
};

struct TimeInterval {
    std::int64_t earliest_ms = 0;
    std::int64_t latest_ms = INT64_MAX;
    TimeBasis basis = TimeBasis::unknown;
    bool operator==(const TimeInterval&) const = default;
};

struct EntryHeader {
    LedgerId ledger_id{};
    std::uint64_t seq = 0;
    platform::Hash previous{};
    RecordId record_id{};
    RecordClass record_class = RecordClass::enrollment;
    TimeInterval time;
    platform::Hash pack_hash{};
    std::uint64_t sealing_key_id = 0;
    std::uint32_t sealed_length = 0;
    platform::Hash sealed_hash{};
    bool operator==(const EntryHeader&) const = default;
};

constexpr std::size_t kHeaderSize = 172;
using HeaderBytes = platform::ByteArray<kHeaderSize>;

HeaderBytes encode(const EntryHeader& header);
/// Nothing for a wrong size, magic, class, basis, non-zero padding, seq 0 or earliest > latest.
std::optional<EntryHeader> decode_header(platform::ByteView bytes);
platform::Hash entry_hash(const HeaderBytes& header);

}  // namespace syncing
