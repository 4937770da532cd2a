#include "platform/base/check.h"
#include "sync/center/sql_common.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

namespace {

using platform::ByteView;

EntryHeader read_header(const SqlRow& row, int column) {
    const auto header = decode_header(row.bytes(column));
    platform::check(header.has_value(), "a stored entry header is damaged");
    return *header;
}

constexpr std::string_view kEnrollmentColumns =
    "record, station, person, plan, period, state, reason, duplicate_of, decided_ms, version, box";

EnrollmentRow read_enrollment(const SqlRow& row) {
    return {row.array<16>(0), text_of(row, 1), optional_array<32>(row, 2), text_of(row, 3), text_of(row, 4),
            text_of(row, 5),  text_of(row, 6), optional_array<16>(row, 7), row.integer(8),  row.counter(9),
            bytes_of(row, 10)};
}

constexpr std::string_view kClaimColumns =
    "id, person, version, content, box, record, number, station, state, reason, enrollment, filed_ms, pages, "
    "other_person";

ClaimRow read_claim(const SqlRow& row) {
    ClaimRow claim{row.array<16>(0), row.array<32>(1), row.counter(2),
                   row.array<32>(3), bytes_of(row, 4), std::nullopt};
    if (!row.is_null(5)) {
        claim.filed = FiledClaim{row.array<16>(5), row.array<32>(6), text_of(row, 7),
                                 text_of(row, 8),  text_of(row, 9),  optional_array<16>(row, 10),
                                 row.integer(11),  row.counter(12),  row.integer(13) != 0};
    }
    return claim;
}

platform::SqlValues values_of(const ClaimRow& row) {
    platform::SqlValues values{sql(ByteView(row.id)), sql(ByteView(row.person)), sql(row.version),
                               sql(ByteView(row.content)), sql(ByteView(row.box))};
    if (!row.filed) {
        values.insert(values.end(), {nullptr, nullptr, sql(std::string_view()), sql(std::string_view()),
                                     sql(std::string_view()), nullptr, sql(0), sql(0), sql(0)});
        return values;
    }
    const FiledClaim& filed = *row.filed;
    values.insert(values.end(), {sql(ByteView(filed.record)), sql(ByteView(filed.number)), sql(filed.station),
                                 sql(filed.state), sql(filed.reason),
                                 filed.enrollment ? sql(ByteView(*filed.enrollment)) : SqlValue(nullptr),
                                 sql(filed.filed_ms), sql(filed.pages), sql(filed.other_person ? 1 : 0)});
    return values;
}

template <class Ids>
platform::SqlValues keys_of(const Ids& ids) {
    platform::SqlValues keys;
    keys.reserve(ids.size());
    for (const auto& id : ids) keys.push_back(sql(ByteView(id)));
    return keys;
}

platform::Bytes decision_record(const EnrollmentRow& row) {
    return origin_record(
        OriginKind::decision,
        {row.record, platform::view_of(row.station), row.person ? ByteView(*row.person) : ByteView(),
         platform::view_of(row.plan), platform::view_of(row.period), platform::view_of(row.state),
         platform::view_of(row.reason), row.duplicate_of ? ByteView(*row.duplicate_of) : ByteView(),
         part_of(static_cast<std::uint64_t>(row.decided_ms)), part_of(row.version), row.box});
}

// SQLite has one writer: terminals that push wait for the end of a unit.
constexpr std::size_t kUnitOfFile = 100;
constexpr std::size_t kUnitOfServer = 500;

class SqlJudgeStore final : public JudgeStore {
  public:
    SqlJudgeStore(Database database, bool on_server)
        : database_(std::move(database)), on_server_(on_server) {}

    Stored<std::unique_ptr<Unit>> begin() override { return begin_turn(database_, on_server_); }
    std::size_t unit_size() const override { return on_server_ ? kUnitOfServer : kUnitOfFile; }

    Stored<std::vector<PendingEntry>> pending(std::size_t limit) override {
        return all(database_,
                   "SELECT e.arrival, e.header, e.body, t.station, e.received_ms, e.quarantine FROM entry e "
                   "JOIN ledger l ON l.id = e.ledger JOIN terminal t ON t.id = l.terminal "
                   "WHERE e.opened = 0 ORDER BY e.arrival LIMIT ?",
                   {sql(static_cast<std::int64_t>(limit))}, [](const SqlRow& row) {
                       return PendingEntry{row.counter(0),  read_header(row, 1), bytes_of(row, 2),
                                           text_of(row, 3), row.integer(4),      row.integer(5) != 0};
                   });
    }

    Done mark_opened(std::span<const std::uint64_t> arrivals, bool readable) override {
        platform::SqlValues keys;
        for (const std::uint64_t arrival : arrivals) keys.push_back(sql(arrival));
        return run_in(readable ? "UPDATE entry SET opened = 1 WHERE arrival IN "
                               : "UPDATE entry SET opened = 2 WHERE arrival IN ",
                      keys);
    }

    Stored<std::optional<LedgerId>> predecessor(const LedgerId& ledger) override {
        return stored(
            database_.first("SELECT predecessor FROM ledger WHERE id = ? AND predecessor IS NOT NULL",
                            {sql(ByteView(ledger))}, [](const SqlRow& row) { return row.array<16>(0); }));
    }

    Stored<std::vector<RecordId>> facts_among(std::span<const RecordId> records) override {
        return all_in(database_, "SELECT record FROM fact WHERE record IN ", keys_of(records), "",
                      [](const SqlRow& row) { return row.array<16>(0); });
    }

    Done add_facts(std::span<const Fact> facts) override {
        std::vector<HeaderBytes> headers;
        for (const Fact& fact : facts) headers.push_back(encode(fact.header));
        std::vector<platform::SqlValues> rows;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            const Fact& fact = facts[i];
            rows.push_back({sql(ByteView(fact.record)), sql(ByteView(fact.target)),
                            sql(static_cast<int>(fact.record_class)), sql(fact.arrival), sql(fact.station),
                            sql(ByteView(headers[i])), sql(fact.received), sql(ByteView(fact.box)),
                            sql(fact.quarantine ? 1 : 0)});
        }
        return stored(database_.insert(
            "fact", "record, target, class, arrival, station, header, received_ms, box, quarantine", rows));
    }

    Stored<std::vector<Fact>> facts_of(std::span<const RecordId> enrollments) override {
        return all_in(
            database_,
            "SELECT record, target, arrival, station, header, received_ms, box, quarantine FROM fact WHERE "
            "target IN ",
            keys_of(enrollments), " ORDER BY arrival", [](const SqlRow& row) {
                const EntryHeader header = read_header(row, 4);
                return Fact{row.array<16>(0), row.array<16>(1), header.record_class,
                            row.counter(2),   text_of(row, 3),  header,
                            row.integer(5),   bytes_of(row, 6), row.integer(7) != 0};
            });
    }

    Stored<std::vector<EnrollmentRow>> enrollments(std::span<const RecordId> records) override {
        return all_in(database_, select_enrollments_ + " WHERE record IN ", keys_of(records), "",
                      read_enrollment);
    }

    Done put_enrollments(std::span<const EnrollmentRow> rows) override {
        std::vector<platform::SqlValues> values;
        for (const EnrollmentRow& row : rows)
            values.push_back({sql(ByteView(row.record)), sql(row.station), sql_or_null(row.person),
                              sql(row.plan), sql(row.period), sql(row.state), sql(row.reason),
                              sql_or_null(row.duplicate_of), sql(row.decided_ms), sql(row.version),
                              sql(ByteView(row.box))});
        const Done done =
            put("enrollment", kEnrollmentColumns,
                "ON CONFLICT(record) DO UPDATE SET station = excluded.station, person = "
                "excluded.person, plan = excluded.plan, period = excluded.period, state = "
                "excluded.state, reason = excluded.reason, duplicate_of = excluded.duplicate_of, "
                "decided_ms = excluded.decided_ms, version = excluded.version, box = excluded.box",
                values);
        std::vector<platform::Bytes> decisions;
        for (const EnrollmentRow& row : rows) decisions.push_back(decision_record(row));
        return done.and_then([&] { return log_origin(database_, decisions); });
    }

    Stored<std::vector<RecordId>> enrollments_with_reason(std::string_view reason) override {
        return all(database_, "SELECT record FROM enrollment WHERE reason = ? ORDER BY record", {sql(reason)},
                   [](const SqlRow& row) { return row.array<16>(0); });
    }

    Stored<std::vector<EnrollmentRow>> enrollments_of(std::span<const PersonTag> people) override {
        return all_in(database_, select_enrollments_ + " WHERE person IN ", keys_of(people), "",
                      read_enrollment);
    }

    Stored<std::vector<PeriodRow>> periods_of(std::span<const PersonTag> people) override {
        return all_in(
            database_, "SELECT person, plan, period, enrollment FROM person_period WHERE person IN ",
            keys_of(people), "", [](const SqlRow& row) {
                return PeriodRow{row.array<32>(0), text_of(row, 1), text_of(row, 2), row.array<16>(3)};
            });
    }

    Done hold_periods(std::span<const PeriodRow> rows) override {
        std::vector<platform::SqlValues> values;
        for (const PeriodRow& row : rows)
            values.push_back(
                {sql(ByteView(row.person)), sql(row.plan), sql(row.period), sql(ByteView(row.enrollment))});
        // A conflict must not be an error of the statement: PostgreSQL would end the whole unit with it.
        const auto held = stored(database_.put("person_period", "person, plan, period, enrollment",
                                               "ON CONFLICT DO NOTHING", values));
        if (!held) return platform::fail(held.error());
        if (*held != static_cast<std::int64_t>(rows.size())) return platform::fail(StoreError::conflict);
        return {};
    }

    Done release_periods(std::span<const RecordId> enrollments) override {
        return run_in("DELETE FROM person_period WHERE enrollment IN ", keys_of(enrollments));
    }

    Done add_person_keys(std::span<const PersonKey> keys) override {
        std::vector<platform::SqlValues> values;
        for (const PersonKey& key : keys)
            values.push_back({sql(ByteView(key.person)), sql(ByteView(key.key)), sql(key.station),
                              sql_or_null(key.only_enrollment)});
        return put("person_key", "person, key, station, only_enrollment", "ON CONFLICT DO NOTHING", values);
    }

    Stored<std::vector<PersonKey>> person_keys(std::span<const PersonTag> people) override {
        return all_in(database_,
                      "SELECT person, key, station, only_enrollment FROM person_key WHERE person IN ",
                      keys_of(people), "", [](const SqlRow& row) {
                          return PersonKey{row.array<32>(0), row.array<32>(1), text_of(row, 2),
                                           optional_array<16>(row, 3)};
                      });
    }

    Done put_aliases(std::span<const AliasRow> rows) override {
        std::vector<platform::SqlValues> values;
        for (const AliasRow& row : rows)
            values.push_back({sql(ByteView(row.alias)), sql(ByteView(row.person))});
        return put("person_alias", "alias, person",
                   "ON CONFLICT(alias) DO UPDATE SET person = excluded.person", values);
    }

    Stored<std::vector<AliasRow>> aliases(std::span<const PersonTag> tags) override {
        return all_in(database_, "SELECT alias, person FROM person_alias WHERE alias IN ", keys_of(tags), "",
                      [](const SqlRow& row) {
                          return AliasRow{row.array<32>(0), row.array<32>(1)};
                      });
    }

    Stored<std::vector<InboxClaim>> claim_inbox(std::size_t limit) override {
        return all(database_, "SELECT id, sealed FROM claim_inbox ORDER BY id LIMIT ?",
                   {sql(static_cast<std::int64_t>(limit))}, [](const SqlRow& row) {
                       return InboxClaim{row.counter(0), bytes_of(row, 1)};
                   });
    }

    Done drop_from_claim_inbox(std::uint64_t id) override {
        return run("DELETE FROM claim_inbox WHERE id = ?", {sql(id)});
    }

    Stored<std::vector<ClaimRow>> claims(std::span<const Tag> ids) override {
        return all_in(database_, select_claims_ + " WHERE id IN ", keys_of(ids), "", read_claim);
    }

    Done put_claims(std::span<const ClaimRow> rows) override {
        std::vector<platform::SqlValues> values;
        for (const ClaimRow& row : rows) values.push_back(values_of(row));
        return put("claim", kClaimColumns,
                   "ON CONFLICT(id) DO UPDATE SET person = excluded.person, version = excluded.version, "
                   "content = excluded.content, box = excluded.box, record = excluded.record, "
                   "number = excluded.number, station = excluded.station, state = excluded.state, "
                   "reason = excluded.reason, enrollment = excluded.enrollment, "
                   "filed_ms = excluded.filed_ms, pages = excluded.pages, "
                   "other_person = excluded.other_person",
                   values);
    }

    Stored<std::vector<ClaimRow>> claims_of(std::span<const PersonTag> people) override {
        return all_in(database_, select_claims_ + " WHERE person IN ", keys_of(people), "", read_claim);
    }

    Stored<std::vector<ClaimRow>> claims_numbered(const platform::Hash& number) override {
        return all(database_, select_claims_ + " WHERE number = ?", {sql(ByteView(number))}, read_claim);
    }

    Stored<std::vector<RecordId>> claims_with_reason(std::string_view reason) override {
        return all(database_, "SELECT record FROM claim WHERE state = 'in_review' AND reason = ?",
                   {sql(reason)}, [](const SqlRow& row) { return row.array<16>(0); });
    }

    Stored<std::vector<InboxReview>> review_inbox(std::size_t limit) override {
        return all(database_, "SELECT id, sealed FROM review_inbox ORDER BY id LIMIT ?",
                   {sql(static_cast<std::int64_t>(limit))}, [](const SqlRow& row) {
                       return InboxReview{row.counter(0), bytes_of(row, 1)};
                   });
    }

    Done drop_from_review_inbox(std::uint64_t id) override {
        return run("DELETE FROM review_inbox WHERE id = ?", {sql(id)});
    }

    Done add_review(const FindingRow& row) override {
        return run("INSERT INTO review(record, box) VALUES(?, ?)",
                   {sql(ByteView(row.record)), sql(ByteView(row.box))});
    }

    Stored<std::vector<FindingRow>> reviews_of(std::span<const RecordId> records) override {
        return all_in(database_, "SELECT record, box FROM review WHERE record IN ", keys_of(records),
                      " ORDER BY id", [](const SqlRow& row) {
                          return FindingRow{row.array<16>(0), bytes_of(row, 1)};
                      });
    }

    Stored<std::vector<PackRow>> packs() override {
        return all(database_, "SELECT hash, id, toml FROM pack", {}, [](const SqlRow& row) {
            return PackRow{row.array<32>(0), text_of(row, 1), bytes_of(row, 2)};
        });
    }

    Stored<std::optional<Desk>> desk(std::string_view station) override {
        return stored(database_.first("SELECT desk_key_id, desk_public_key FROM station WHERE code = ?",
                                      {sql(station)}, [](const SqlRow& row) {
                                          return Desk{row.counter(0), row.array<32>(1)};
                                      }));
    }

    Done publish(std::span<const Piece> pieces) override { return publish_pieces(database_, pieces); }

  private:
    Done run(std::string_view statement, std::initializer_list<SqlValue> values) {
        return stored(database_.run(statement, values));
    }
    Done run_in(std::string_view statement, const platform::SqlValues& keys) {
        return stored(database_.each_in(statement, keys, "", [](const SqlRow&) {}));
    }
    Done put(std::string_view table, std::string_view columns, std::string_view on_conflict,
             const std::vector<platform::SqlValues>& rows) {
        const auto done = database_.put(table, columns, on_conflict, rows);
        if (!done) return platform::fail(store_error(done.error()));
        return {};
    }
    const std::string select_enrollments_ = "SELECT " + std::string(kEnrollmentColumns) + " FROM enrollment";
    const std::string select_claims_ = "SELECT " + std::string(kClaimColumns) + " FROM claim";
    Database database_;
    const bool on_server_;
};

}  // namespace

Stored<std::optional<EnrollmentRow>> JudgeStore::enrollment(const RecordId& record) {
    auto rows = enrollments({&record, 1});
    if (!rows) return platform::fail(rows.error());
    return rows->empty() ? std::nullopt : std::optional(std::move(rows->front()));
}

Stored<std::unique_ptr<JudgeStore>> open_judge_store(const std::string& address) {
    auto database = open_center_database(address);
    if (!database) return platform::fail(database.error());
    return std::make_unique<SqlJudgeStore>(std::move(*database), platform::is_postgres_address(address));
}

}  // namespace syncing::center
