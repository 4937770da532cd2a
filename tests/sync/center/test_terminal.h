// A terminal's side of the wire, in memory: a chained ledger with sealed bodies, and ranges of it.
#pragma once

#include <string>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "sync/wire/packet.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

inline platform::UtcMs at(std::string_view civil) {
    return *platform::parse_civil_time(civil);
}

class TestTerminal {
  public:
    LedgerId ledger = platform::random_array<16>();
    platform::SigningKeyPair ledger_key = platform::new_signing_key();
    platform::SigningKeyPair slip_key = platform::new_signing_key();
    std::string tls_key;
    platform::SealingPublicKey center{};
    std::uint64_t center_key_id = 7;
    platform::Hash pack_hash{};
    TimeInterval time{at("2026-06-15T09:00"), at("2026-06-15T09:01"), TimeBasis::signed_time};
    std::vector<RangeEntry> entries;

    /// Seals the record's body and appends it; returns its record id.
    RecordId write(RecordClass record_class, mutual_aid::v1::Body body,
                   const RecordId& record = platform::random_array<16>());
    RecordId enroll(const mutual_aid::v1::Enrollment& enrollment);
    RecordId pay(const RecordId& enrollment, std::int64_t fen = 3600, bool papers = true,
                 const std::string& receipt = "R-1");
    RecordId withdraw(const RecordId& enrollment);

    /// Entries first..last (from 1) as a signed range; with another signing key when one is given.
    LedgerRange range(std::size_t first, std::size_t last) const;
    platform::Bytes range_bytes(std::size_t first, std::size_t last) const;
    platform::Bytes whole() const { return range_bytes(1, entries.size()); }

    mutual_aid::v1::ProvisionRequest provision_request(const platform::ByteArray<16>& secret);
};

/// A made-up worker's enrollment in pack "xiamen"; `number` is a valid made-up number.
mutual_aid::v1::Enrollment made_up_enrollment(const std::string& number = "350299198807150018");

/// An 18-character number with the unassigned area code 350299: that birth date (YYYYMMDD), sequence and its
/// check.
std::string made_up_number(const std::string& birth, int sequence);

}  // namespace syncing::center
