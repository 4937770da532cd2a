#include "sync/ledger/ledger.h"

#include <algorithm>
#include <array>
#include <utility>

#include "platform/base/check.h"
#include "sync/ledger/ledger_error.h"
#include "sync/record/mask.h"
#include "sync/seal/seal.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::DatabaseError;
using platform::fail;
using platform::Result;
using platform::sql;
using platform::SqlRow;

constexpr std::array<std::string_view, 2> kSchema = {R"sql(
-- The last used ledger is written; one that is not used yet waits for the center's word.
CREATE TABLE ledgers(
    ordinal INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK(length(id) = 16),
    letter TEXT NOT NULL,
    secret_key BLOB CHECK(length(secret_key) = 64),
    used INTEGER NOT NULL,
    base INTEGER NOT NULL) STRICT;
-- Entry seq of a ledger stands at place base + seq. `sealed` is empty once it is purged.
CREATE TABLE entries(
    place INTEGER PRIMARY KEY,
    ledger INTEGER NOT NULL REFERENCES ledgers(ordinal),
    header BLOB NOT NULL CHECK(length(header) = 172),
    hash BLOB NOT NULL CHECK(length(hash) = 32),
    record_id BLOB NOT NULL CHECK(length(record_id) = 16),
    class INTEGER NOT NULL,
    about BLOB CHECK(length(about) = 16),
    sealed BLOB NOT NULL,
    UNIQUE(record_id, ledger)) STRICT;
CREATE INDEX entries_about ON entries(about, class) WHERE about IS NOT NULL;
CREATE TABLE enrollments(
    counter INTEGER PRIMARY KEY,
    record_id BLOB NOT NULL UNIQUE CHECK(length(record_id) = 16),
    letter TEXT NOT NULL,
    place INTEGER NOT NULL REFERENCES entries(place),
    saved_ms INTEGER NOT NULL,
    person BLOB CHECK(length(person) = 32),
    desk_key_id INTEGER NOT NULL,
    index_row BLOB NOT NULL) STRICT;
CREATE INDEX enrollments_saved ON enrollments(saved_ms);
CREATE INDEX enrollments_person ON enrollments(person) WHERE person IS NOT NULL;
CREATE TABLE views(
    recipient BLOB NOT NULL CHECK(length(recipient) = 16),
    counter INTEGER NOT NULL REFERENCES enrollments(counter),
    sealed BLOB NOT NULL,
    PRIMARY KEY(recipient, counter)) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoint(
    one INTEGER PRIMARY KEY CHECK(one = 1),
    earliest_ms INTEGER NOT NULL,
    latest_ms INTEGER NOT NULL,
    basis INTEGER NOT NULL,
    boot_id TEXT NOT NULL,
    boot INTEGER NOT NULL,
    wall INTEGER NOT NULL) STRICT;
CREATE TABLE pack_in_use(
    one INTEGER PRIMARY KEY CHECK(one = 1),
    id TEXT NOT NULL,
    hash BLOB NOT NULL CHECK(length(hash) = 32)) STRICT;
CREATE TABLE telemetry(
    one INTEGER PRIMARY KEY CHECK(one = 1),
    heartbeat BLOB NOT NULL) STRICT;
)sql",
                                                     R"sql(
-- Enrollments (class 1) and claims (class 5): each has a slip, numbered in one sequence.
ALTER TABLE enrollments RENAME TO slips;
ALTER TABLE slips ADD COLUMN class INTEGER NOT NULL DEFAULT 1;
)sql"};

bool has_slip(const LedgerAppend& record) {
    return record.record_class == RecordClass::enrollment || record.record_class == RecordClass::claim_filed;
}

mutual_aid::v1::PersonView own_claim(const LedgerAppend& record) {
    const auto& claim = record.body->claim_filed();
    const auto& person = claim.person();
    mutual_aid::v1::PersonView view;
    auto& own = *view.mutable_claim();
    own.set_claim_number(claim.claim_number());
    own.set_kind(claim.kind());
    own.set_masked_name(mask_name(person.name().empty() ? person.english_name() : person.name()));
    auto& filed = *own.add_steps();
    filed.set_step("filed");
    filed.set_on(platform::format_date(platform::shanghai_date(record.wall_ms)));
    filed.set_place(claim.place());
    return view;
}

/// What the person's own card or slip shows until the center has answered.
mutual_aid::v1::PersonView own_view(const LedgerAppend& record) {
    if (record.record_class == RecordClass::claim_filed) return own_claim(record);
    const auto& enrollment = record.body->enrollment();
    mutual_aid::v1::PersonView view;
    auto& own = *view.mutable_enrollment();
    own.set_record_id(platform::string_of(record.record_id));
    own.set_slip_number(enrollment.slip_number());
    own.set_state("stored_here");
    own.set_scheme(enrollment.scheme());
    own.set_plan(enrollment.plan());
    own.set_coverage_from(enrollment.coverage_from());
    own.set_coverage_to(enrollment.coverage_to());
    own.set_decided_ms(record.wall_ms);
    return view;
}

}  // namespace

LedgerError ledger_error(DatabaseError error) {
    switch (error) {
        case DatabaseError::full:
            return LedgerError::disk_full;
        case DatabaseError::busy:
            return LedgerError::busy;
        case DatabaseError::constraint:
            return LedgerError::already_there;
        case DatabaseError::io:
        case DatabaseError::corrupt:
        case DatabaseError::cannot_open:
        case DatabaseError::newer_schema:
            return LedgerError::broken;
    }
    return LedgerError::broken;
}

std::string_view name_of(LedgerError error) {
    switch (error) {
        case LedgerError::disk_full:
            return "disk_full";
        case LedgerError::busy:
            return "busy";
        case LedgerError::broken:
            return "broken";
        case LedgerError::other_ledger:
            return "other_ledger";
        case LedgerError::already_there:
            return "already_there";
        case LedgerError::cannot_seal:
            return "cannot_seal";
    }
    return "unknown";
}

platform::Hash person_tag(const platform::SymmetricKey& local_key, std::string_view number) {
    return platform::keyed_hash(local_key, "mutual-aid/v1/person_tag", {platform::view_of(number)});
}

Result<Ledger, LedgerError> Ledger::open(const std::filesystem::path& file, const LedgerName& name,
                                         std::int64_t max_pages) {
    auto database = platform::Database::open(file, {.schema = kSchema, .max_pages = max_pages});
    if (!database) return fail(ledger_error(database.error()));
    const auto stored =
        database->run("INSERT INTO ledgers VALUES(1, ?, ?, NULL, 1, 0) ON CONFLICT DO NOTHING",
                      {sql(name.id), sql(std::string_view(&name.letter, 1))});
    if (!stored) return fail(ledger_error(stored.error()));
    const auto id = database->first("SELECT id FROM ledgers WHERE ordinal = 1", {},
                                    [](const SqlRow& row) { return row.array<16>(0); });
    if (!id) return fail(ledger_error(id.error()));
    if (*id != name.id) return fail(LedgerError::other_ledger);
    return Ledger(std::move(*database), name);
}

Result<std::vector<Appended>, LedgerError> Ledger::append(std::span<const LedgerAppend> records,
                                                          const SealTo& center,
                                                          const std::optional<SealTo>& desk) {
    auto transaction = platform::Transaction::begin(database_);
    if (!transaction) return fail(ledger_error(transaction.error()));
    const auto chain = current();
    if (!chain) return fail(chain.error());
    auto place = head_of(*chain);
    if (!place) return fail(place.error());
    std::vector<Appended> out;
    for (const LedgerAppend& record : records) {
        const auto appended = append_one(record, *chain, *place, center, desk);
        if (!appended) return fail(appended.error());
        *place = {appended->seq, appended->hash};
        out.push_back(*appended);
    }
    const auto committed = transaction->commit();
    if (!committed) return fail(ledger_error(committed.error()));
    return out;
}

Result<Appended, LedgerError> Ledger::append_one(const LedgerAppend& record, const Chain& chain,
                                                 const LedgerHead& place, const SealTo& center,
                                                 const std::optional<SealTo>& desk) {
    record.body->set_ledger_id(platform::string_of(chain.id));
    record.body->set_record_id(platform::string_of(record.record_id));
    std::optional<SlipNumber> number;
    if (has_slip(record)) {
        const auto next = next_slip_number(chain.letter);
        if (!next) return fail(next.error());
        number = *next;
        if (record.record_class == RecordClass::enrollment)
            record.body->mutable_enrollment()->set_slip_number(to_text(*number));
        else
            record.body->mutable_claim_filed()->set_claim_number(to_text(*number));
    }
    const auto sealed = seal_body(center.key, *record.body);
    if (!sealed) return fail(LedgerError::cannot_seal);
    auto out = insert_entry(chain,
                            {.ledger_id = chain.id,
                             .seq = place.seq + 1,
                             .previous = place.hash,
                             .record_id = record.record_id,
                             .record_class = record.record_class,
                             .time = record.time,
                             .pack_hash = record.pack_hash,
                             .sealing_key_id = center.key_id,
                             .sealed_length = static_cast<std::uint32_t>(sealed->size()),
                             .sealed_hash = platform::hash(*sealed)},
                            record.about, *sealed);
    if (!out) return out;
    out->slip_number = number;
    Result<void, LedgerError> indexed;
    if (has_slip(record))
        indexed = insert_slip(record, chain.base + out->seq, *number, desk);
    else if (record.index_row != nullptr && desk)
        indexed = replace_index_row(record, *desk);
    if (!indexed) return fail(indexed.error());
    return out;
}

Result<Appended, LedgerError> Ledger::insert_entry(const Chain& chain, const EntryHeader& header,
                                                   const std::optional<RecordId>& about, ByteView sealed) {
    const HeaderBytes bytes = encode(header);
    const platform::Hash hash = entry_hash(bytes);
    const auto inserted = database_.run(
        "INSERT INTO entries(place, ledger, header, hash, record_id, class, about, sealed) "
        "VALUES(?,?,?,?,?,?,?,?)",
        {sql(chain.base + header.seq), sql(chain.ordinal), sql(bytes), sql(hash), sql(header.record_id),
         sql(static_cast<int>(header.record_class)), about ? sql(*about) : nullptr, sql(sealed)});
    if (!inserted) return fail(ledger_error(inserted.error()));
    return Appended{chain.id, header.seq, hash, std::nullopt};
}

Result<SlipNumber, LedgerError> Ledger::next_slip_number(char letter) {
    const auto last = database_.integer("SELECT coalesce(max(counter), 0) FROM slips");
    if (!last) return fail(ledger_error(last.error()));
    return SlipNumber{name_.slip_prefix, letter, static_cast<std::uint32_t>(*last + 1)};
}

Result<void, LedgerError> Ledger::insert_slip(const LedgerAppend& record, std::uint64_t place,
                                              const SlipNumber& number, const std::optional<SealTo>& desk) {
    Bytes index_row;
    if (record.index_row != nullptr && desk) {
        record.index_row->set_record_id(platform::string_of(record.record_id));
        record.index_row->set_slip_number(to_text(number));
        auto sealed = seal_message(desk->key, *record.index_row);
        if (!sealed) return fail(LedgerError::cannot_seal);
        index_row = std::move(*sealed);
    }
    const auto inserted = database_.run(
        "INSERT INTO slips(counter, letter, record_id, place, saved_ms, person, desk_key_id, index_row, "
        "class) VALUES(?,?,?,?,?,?,?,?,?)",
        {sql(number.counter), sql(std::string_view(&number.letter, 1)), sql(record.record_id), sql(place),
         sql(record.wall_ms), record.person ? sql(*record.person) : nullptr, sql(desk ? desk->key_id : 0),
         sql(index_row), sql(static_cast<int>(record.record_class))});
    if (!inserted) return fail(ledger_error(inserted.error()));
    const auto view = own_view(record);
    for (const platform::SealingPublicKey& reader : record.readers) {
        const auto sealed = seal_message(reader, view);
        if (!sealed) return fail(LedgerError::cannot_seal);
        const auto kept = database_.run("INSERT INTO views(recipient, counter, sealed) VALUES(?,?,?)",
                                        {sql(recipient_tag(reader)), sql(number.counter), sql(*sealed)});
        if (!kept) return fail(ledger_error(kept.error()));
    }
    return {};
}

Result<void, LedgerError> Ledger::replace_index_row(const LedgerAppend& record, const SealTo& desk) {
    platform::check(record.about.has_value(), "an index row about no enrollment");
    const auto sealed = seal_message(desk.key, *record.index_row);
    if (!sealed) return fail(LedgerError::cannot_seal);
    return of_ledger(database_.run("UPDATE slips SET desk_key_id = ?, index_row = ? WHERE record_id = ?",
                                   {sql(desk.key_id), sql(*sealed), sql(*record.about)}));
}

Result<void, LedgerError> Ledger::save_checkpoint(const TimeCheckpoint& checkpoint) {
    return of_ledger(database_.run("INSERT OR REPLACE INTO checkpoint VALUES(1,?,?,?,?,?,?)",
                                   {sql(checkpoint.interval.earliest_ms), sql(checkpoint.interval.latest_ms),
                                    sql(static_cast<int>(checkpoint.interval.basis)), sql(checkpoint.boot_id),
                                    sql(checkpoint.boot), sql(checkpoint.wall)}));
}

Result<std::optional<TimeCheckpoint>, LedgerError> Ledger::checkpoint() {
    return of_ledger(database_.first(
        "SELECT earliest_ms, latest_ms, basis, boot_id, boot, wall FROM checkpoint", {},
        [](const SqlRow& row) {
            return TimeCheckpoint{{row.integer(0), row.integer(1), static_cast<TimeBasis>(row.integer(2))},
                                  std::string(row.text(3)),
                                  row.integer(4),
                                  row.integer(5)};
        }));
}

Result<void, LedgerError> Ledger::save_pack_in_use(const PackInUse& pack) {
    return of_ledger(database_.run("INSERT OR REPLACE INTO pack_in_use VALUES(1,?,?)",
                                   {sql(std::string_view(pack.id)), sql(pack.hash)}));
}

Result<std::optional<PackInUse>, LedgerError> Ledger::pack_in_use() {
    return of_ledger(database_.first("SELECT id, hash FROM pack_in_use", {}, [](const SqlRow& row) {
        return PackInUse{std::string(row.text(0)), row.array<32>(1)};
    }));
}

Result<void, LedgerError> Ledger::save_telemetry(ByteView heartbeat) {
    return of_ledger(database_.run("INSERT OR REPLACE INTO telemetry VALUES(1,?)", {sql(heartbeat)}));
}

Result<std::optional<Bytes>, LedgerError> Ledger::telemetry() {
    return of_ledger(database_.first("SELECT heartbeat FROM telemetry", {}, [](const SqlRow& row) {
        const ByteView bytes = row.bytes(0);
        return Bytes(bytes.begin(), bytes.end());
    }));
}

}  // namespace syncing
