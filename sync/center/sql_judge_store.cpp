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

ClaimRow read_claim(const SqlRow& row) {
    return {row.array<16>(0), row.array<32>(1), row.counter(2), row.array<32>(3), bytes_of(row, 4)};
}

class SqlJudgeStore final : public JudgeStore {
  public:
    SqlJudgeStore(Database database, Originator origin)
        : database_(std::move(database)),
          origin_(origin),
          select_enrollment_("SELECT " + std::string(kEnrollmentColumns) +
                             " FROM enrollment WHERE record = ?"),
          select_enrollments_("SELECT " + std::string(kEnrollmentColumns) +
                              " FROM enrollment WHERE person = ? ORDER BY decided_ms, record") {}

    Stored<std::unique_ptr<Unit>> begin() override { return begin_unit(database_); }

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

    Done mark_opened(std::uint64_t arrival, bool readable) override {
        return run("UPDATE entry SET opened = ? WHERE arrival = ?", {sql(readable ? 1 : 2), sql(arrival)});
    }

    Stored<std::optional<LedgerId>> predecessor(const LedgerId& ledger) override {
        return stored(
            database_.first("SELECT predecessor FROM ledger WHERE id = ? AND predecessor IS NOT NULL",
                            {sql(ByteView(ledger))}, [](const SqlRow& row) { return row.array<16>(0); }));
    }

    Stored<bool> add_fact(const Fact& fact) override {
        const HeaderBytes header = encode(fact.header);
        return inserted(
            "INSERT INTO fact(record, target, class, arrival, station, header, received_ms, box, quarantine) "
            "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(record) DO NOTHING",
            {sql(ByteView(fact.record)), sql(ByteView(fact.target)), sql(static_cast<int>(fact.record_class)),
             sql(fact.arrival), sql(fact.station), sql(ByteView(header)), sql(fact.received),
             sql(ByteView(fact.box)), sql(fact.quarantine ? 1 : 0)});
    }

    Stored<std::vector<Fact>> facts_of(const RecordId& enrollment) override {
        return all(database_,
                   "SELECT record, target, arrival, station, header, received_ms, box, quarantine FROM fact "
                   "WHERE target = ? "
                   "ORDER BY arrival",
                   {sql(ByteView(enrollment))}, [](const SqlRow& row) {
                       const EntryHeader header = read_header(row, 4);
                       return Fact{row.array<16>(0), row.array<16>(1), header.record_class,
                                   row.counter(2),   text_of(row, 3),  header,
                                   row.integer(5),   bytes_of(row, 6), row.integer(7) != 0};
                   });
    }

    Stored<std::optional<EnrollmentRow>> enrollment(const RecordId& record) override {
        return stored(database_.first(select_enrollment_, {sql(ByteView(record))}, read_enrollment));
    }

    Done put_enrollment(const EnrollmentRow& row) override {
        return origin_.run(
            database_, OriginKind::decision,
            {row.record, platform::view_of(row.station), row.person ? ByteView(*row.person) : ByteView(),
             platform::view_of(row.plan), platform::view_of(row.period), platform::view_of(row.state),
             platform::view_of(row.reason), row.duplicate_of ? ByteView(*row.duplicate_of) : ByteView(),
             part_of(static_cast<std::uint64_t>(row.decided_ms)), part_of(row.version), row.box},
            [&]() -> Done {
                return run(
                    "INSERT INTO enrollment(record, station, person, plan, period, state, reason, "
                    "duplicate_of, "
                    "decided_ms, "
                    "version, box) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(record) DO UPDATE SET "
                    "station = excluded.station, person = excluded.person, plan = excluded.plan, period = "
                    "excluded.period, "
                    "state = excluded.state, reason = excluded.reason, duplicate_of = excluded.duplicate_of, "
                    "decided_ms = excluded.decided_ms, version = excluded.version, box = excluded.box",
                    {sql(ByteView(row.record)), sql(row.station), sql_or_null(row.person), sql(row.plan),
                     sql(row.period), sql(row.state), sql(row.reason), sql_or_null(row.duplicate_of),
                     sql(row.decided_ms), sql(row.version), sql(ByteView(row.box))});
            });
    }

    Stored<std::vector<RecordId>> enrollments_with_reason(std::string_view reason) override {
        return all(database_, "SELECT record FROM enrollment WHERE reason = ? ORDER BY record", {sql(reason)},
                   [](const SqlRow& row) { return row.array<16>(0); });
    }

    Stored<std::vector<EnrollmentRow>> enrollments_of(const PersonTag& person) override {
        return all(database_, select_enrollments_, {sql(ByteView(person))}, read_enrollment);
    }

    Stored<std::optional<RecordId>> holder_of_period(const PersonTag& person, std::string_view plan,
                                                     std::string_view period) override {
        return stored(database_.first(
            "SELECT enrollment FROM person_period WHERE person = ? AND plan = ? AND period = ?",
            {sql(ByteView(person)), sql(plan), sql(period)},
            [](const SqlRow& row) { return row.array<16>(0); }));
    }

    Done hold_period(const PersonTag& person, std::string_view plan, std::string_view period,
                     const RecordId& enrollment) override {
        // A conflict must not be an error of the statement: PostgreSQL would end the whole unit with it.
        const auto held = inserted(
            "INSERT INTO person_period(person, plan, period, enrollment) VALUES(?, ?, ?, ?) ON CONFLICT DO "
            "NOTHING",
            {sql(ByteView(person)), sql(plan), sql(period), sql(ByteView(enrollment))});
        if (!held) return platform::fail(held.error());
        if (!*held) return platform::fail(StoreError::conflict);
        return {};
    }

    Done release_period(const RecordId& enrollment) override {
        return run("DELETE FROM person_period WHERE enrollment = ?", {sql(ByteView(enrollment))});
    }

    Stored<bool> add_person_key(const PersonKey& key) override {
        return inserted(
            "INSERT INTO person_key(person, key, station, only_enrollment) VALUES(?, ?, ?, ?) ON CONFLICT DO "
            "NOTHING",
            {sql(ByteView(key.person)), sql(ByteView(key.key)), sql(key.station),
             sql_or_null(key.only_enrollment)});
    }

    Stored<std::vector<PersonKey>> person_keys(const PersonTag& person) override {
        return all(database_, "SELECT person, key, station, only_enrollment FROM person_key WHERE person = ?",
                   {sql(ByteView(person))}, [](const SqlRow& row) {
                       return PersonKey{row.array<32>(0), row.array<32>(1), text_of(row, 2),
                                        optional_array<16>(row, 3)};
                   });
    }

    Done add_alias(const PersonTag& alias, const PersonTag& person) override {
        return run(
            "INSERT INTO person_alias(alias, person) VALUES(?, ?) ON CONFLICT(alias) DO UPDATE SET "
            "person = excluded.person",
            {sql(ByteView(alias)), sql(ByteView(person))});
    }

    Stored<PersonTag> resolve(const PersonTag& person) override {
        auto found =
            stored(database_.first("SELECT person FROM person_alias WHERE alias = ?", {sql(ByteView(person))},
                                   [](const SqlRow& row) { return row.array<32>(0); }));
        if (!found) return platform::fail(found.error());
        return found->value_or(person);
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

    Stored<std::optional<ClaimRow>> claim(const Tag& id) override {
        return stored(database_.first("SELECT id, person, version, content, box FROM claim WHERE id = ?",
                                      {sql(ByteView(id))}, read_claim));
    }

    Done put_claim(const ClaimRow& row) override {
        return run(
            "INSERT INTO claim(id, person, version, content, box) VALUES(?, ?, ?, ?, ?) ON CONFLICT(id) "
            "DO UPDATE SET person = excluded.person, version = excluded.version, content = "
            "excluded.content, box = excluded.box",
            {sql(ByteView(row.id)), sql(ByteView(row.person)), sql(row.version), sql(ByteView(row.content)),
             sql(ByteView(row.box))});
    }

    Stored<std::vector<ClaimRow>> claims_of(const PersonTag& person) override {
        return all(database_,
                   "SELECT id, person, version, content, box FROM claim WHERE person = ? ORDER BY id",
                   {sql(ByteView(person))}, read_claim);
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

    Done add_review(const RecordId& record, ByteView box) override {
        return run("INSERT INTO review(record, box) VALUES(?, ?)", {sql(ByteView(record)), sql(box)});
    }

    Stored<std::vector<platform::Bytes>> reviews_of(const RecordId& record) override {
        return all(database_, "SELECT box FROM review WHERE record = ? ORDER BY id", {sql(ByteView(record))},
                   [](const SqlRow& row) { return bytes_of(row, 0); });
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

    Done publish(const Piece& piece) override { return publish_piece(database_, piece); }

  private:
    Done run(std::string_view statement, std::initializer_list<SqlValue> values) {
        return stored(database_.run(statement, values));
    }
    Stored<bool> inserted(std::string_view statement, std::initializer_list<SqlValue> values) {
        const Done done = run(statement, values);
        if (!done) return platform::fail(done.error());
        return database_.changes() > 0;
    }

    Database database_;
    const Originator origin_;
    const std::string select_enrollment_;
    const std::string select_enrollments_;
};

}  // namespace

Stored<std::unique_ptr<JudgeStore>> open_judge_store(const std::string& address) {
    auto database = open_center_database(address);
    if (!database) return platform::fail(database.error());
    return std::make_unique<SqlJudgeStore>(std::move(*database), Originator(address));
}

}  // namespace syncing::center
