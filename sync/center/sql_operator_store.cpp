#include "sync/center/sql_common.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

namespace {

using platform::ByteView;

Operator read_operator(const SqlRow& row) {
    const auto role = role_named(row.text(2));
    return {text_of(row, 0), text_of(row, 1), role.value_or(Role::station), text_of(row, 3), text_of(row, 4),
            row.integer(5),  row.integer(6)};
}

constexpr std::string_view kSelectOperator =
    "SELECT id, name, role, station, password, failures, failed_ms FROM operator_account";

constexpr std::string_view kSelectLine =
    "SELECT record, station, plan, period, state, reason, duplicate_of, decided_ms FROM enrollment";
constexpr std::string_view kSelectWritten =
    "SELECT n.record, n.station, n.plan, n.period, n.state, n.reason, n.duplicate_of, n.decided_ms, e.seq "
    "FROM entry e JOIN fact f ON f.arrival = e.arrival JOIN enrollment n ON n.record = f.record";

EnrollmentLine read_line(const SqlRow& row) {
    return {row.array<16>(0),
            text_of(row, 1),
            text_of(row, 2),
            text_of(row, 3),
            text_of(row, 4),
            text_of(row, 5),
            optional_array<16>(row, 6),
            row.integer(7)};
}

class SqlOperatorStore final : public OperatorStore {
  public:
    explicit SqlOperatorStore(Database database) : database_(std::move(database)) {}

    Stored<std::unique_ptr<Unit>> begin() override { return begin_unit(database_); }

    Stored<std::optional<Operator>> find_operator(std::string_view id) override {
        return stored(
            database_.first(std::string(kSelectOperator) + " WHERE id = ?", {sql(id)}, read_operator));
    }

    Stored<std::vector<Operator>> operators() override {
        return all(database_, std::string(kSelectOperator) + " ORDER BY id", {}, read_operator);
    }

    Done put_operator(const Operator& row) override {
        return stored(database_.run(
            "INSERT INTO operator_account(id, name, role, station, password, failures, failed_ms) "
            "VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET name = excluded.name, role = "
            "excluded.role, station = excluded.station, password = excluded.password, failures = "
            "excluded.failures, failed_ms = excluded.failed_ms",
            {sql(row.id), sql(row.name), sql(name_of(row.role)), sql(row.station), sql(row.password),
             sql(row.failures), sql(row.failed_at)}));
    }

    Done remove_operator(std::string_view id) override {
        return end_sessions_of(id).and_then(
            [&] { return stored(database_.run("DELETE FROM operator_account WHERE id = ?", {sql(id)})); });
    }

    Done add_session(const Session& session) override {
        return stored(database_.run(
            "INSERT INTO operator_session(token, operator_id, began_ms, seen_ms) VALUES(?, ?, ?, ?)",
            {sql(ByteView(session.token)), sql(session.operator_id), sql(session.began), sql(session.seen)}));
    }

    Stored<std::optional<Session>> session(const platform::Hash& token) override {
        return stored(database_.first(
            "SELECT token, operator_id, began_ms, seen_ms FROM operator_session WHERE token = ?",
            {sql(ByteView(token))}, [](const SqlRow& row) {
                return Session{row.array<32>(0), text_of(row, 1), row.integer(2), row.integer(3)};
            }));
    }

    Done touch_session(const platform::Hash& token, platform::UtcMs seen) override {
        return stored(database_.run("UPDATE operator_session SET seen_ms = ? WHERE token = ?",
                                    {sql(seen), sql(ByteView(token))}));
    }

    Done end_session(const platform::Hash& token) override {
        return stored(database_.run("DELETE FROM operator_session WHERE token = ?", {sql(ByteView(token))}));
    }

    Done end_sessions_of(std::string_view operator_id) override {
        return stored(
            database_.run("DELETE FROM operator_session WHERE operator_id = ?", {sql(operator_id)}));
    }

    Done end_old_sessions(platform::UtcMs began_before, platform::UtcMs seen_before) override {
        return stored(database_.run("DELETE FROM operator_session WHERE began_ms < ? OR seen_ms < ?",
                                    {sql(began_before), sql(seen_before)}));
    }

    Done add_audit(const AuditRow& row) override {
        return stored(database_.run(
            "INSERT INTO operator_audit(at_ms, who, action, subject, origin) VALUES(?, ?, ?, ?, ?)",
            {sql(row.at), sql(row.who), sql(row.action), sql(row.subject), sql(row.from)}));
    }

    Stored<std::vector<AuditRow>> audit(std::uint64_t before, std::size_t limit) override {
        const std::int64_t below = before == 0 ? INT64_MAX : static_cast<std::int64_t>(before);
        return all(database_,
                   "SELECT id, at_ms, who, action, subject, origin FROM operator_audit WHERE id < ? ORDER BY "
                   "id DESC LIMIT ?",
                   {sql(below), sql(static_cast<std::int64_t>(limit))}, [](const SqlRow& row) {
                       return AuditRow{row.counter(0),  row.integer(1),  text_of(row, 2),
                                       text_of(row, 3), text_of(row, 4), text_of(row, 5)};
                   });
    }

    Stored<std::string> center_name() override { return center_text(database_, "SELECT name FROM center"); }

    Stored<std::vector<FleetRow>> fleet() override {
        return all(
            database_,
            "SELECT t.id, t.station, t.number, t.prefix, t.revoked, t.provisioned_ms, t.disputed, t.seen_ms, "
            "t.heartbeat, l.held_seq FROM terminal t LEFT JOIN ledger l ON l.terminal = t.id AND l.successor "
            "IS NULL ORDER BY t.station, t.number, l.letter",
            {}, [](const SqlRow& row) {
                FleetRow read{read_terminal(row), std::nullopt, {}, 0, !row.is_null(9)};
                if (!row.is_null(7)) read.seen = row.integer(7);
                if (!row.is_null(8)) read.heartbeat = bytes_of(row, 8);
                if (read.has_ledger) read.held_seq = row.counter(9);
                return read;
            });
    }

    Stored<std::vector<Arrivals>> arrivals_by_hour(std::int64_t from_hour) override {
        return all(database_,
                   "SELECT terminal, hour, entries, enrollments, contacts FROM arrival WHERE hour >= ? ORDER "
                   "BY hour, terminal",
                   {sql(from_hour)}, read_arrivals);
    }

    Stored<std::vector<Arrivals>> arrivals_by_day(std::int64_t from_day, std::int64_t to_day) override {
        // Asia/Shanghai is eight hours ahead, all the year. Sums of whole numbers are cast: a server makes
        // decimals of them.
        return all(database_,
                   "SELECT terminal, (hour + 8) / 24 AS day, CAST(sum(entries) AS BIGINT), "
                   "CAST(sum(enrollments) AS BIGINT), CAST(sum(contacts) AS BIGINT) FROM arrival WHERE hour "
                   ">= ? AND hour < ? GROUP BY terminal, (hour + 8) / 24 ORDER BY day, terminal",
                   {sql(from_day * 24 - 8), sql(to_day * 24 - 8)}, read_arrivals);
    }

    Stored<std::int64_t> enrollments_in(std::string_view state, std::string_view station) override {
        return stored(
            station.empty()
                ? database_.integer("SELECT count(*) FROM enrollment WHERE state = ?", {sql(state)})
                : database_.integer("SELECT count(*) FROM enrollment WHERE state = ? AND station = ?",
                                    {sql(state), sql(station)}));
    }

    Stored<std::vector<StationCount>> enrollments_by_station(std::string_view station) override {
        const auto read = [](const SqlRow& row) {
            return StationCount{text_of(row, 0), text_of(row, 1), row.integer(2)};
        };
        if (station.empty()) {
            return all(
                database_,
                "SELECT station, state, count(*) FROM enrollment GROUP BY station, state ORDER BY station, "
                "state",
                {}, read);
        }
        return all(
            database_,
            "SELECT station, state, count(*) FROM enrollment WHERE station = ? GROUP BY station, state "
            "ORDER BY state",
            {sql(station)}, read);
    }

    Stored<std::vector<EnrollmentLine>> enrollments(const EnrollmentFilter& filter,
                                                    const std::optional<EnrollmentPlace>& after,
                                                    std::size_t limit) override {
        const RecordId none{};
        const EnrollmentPlace from =
            after.value_or(EnrollmentPlace{filter.oldest_first ? -1 : INT64_MAX, none});
        std::string statement(kSelectLine);
        statement += filter.oldest_first ? " WHERE (decided_ms, record) > (?1, ?2)"
                                         : " WHERE (decided_ms, record) < (?1, ?2)";
        // A value that is not asked for must still be named: a server counts them.
        statement += filter.station.empty() ? " AND ?3 = ''" : " AND station = ?3";
        statement += filter.state.empty() ? " AND ?4 = ''" : " AND state = ?4";
        statement += filter.oldest_first ? " ORDER BY decided_ms, record LIMIT ?5"
                                         : " ORDER BY decided_ms DESC, record DESC LIMIT ?5";
        return all(database_, statement,
                   {sql(from.decided_ms), sql(ByteView(from.record)), sql(filter.station), sql(filter.state),
                    sql(static_cast<std::int64_t>(limit))},
                   read_line);
    }

    Stored<std::optional<EnrollmentLine>> enrollment(const RecordId& record) override {
        return stored(database_.first(std::string(kSelectLine) + " WHERE record = ?", {sql(ByteView(record))},
                                      read_line));
    }

    Stored<std::vector<HeldLedger>> ledgers_of(std::string_view prefix) override {
        return all(database_,
                   "SELECT l.id, l.held_seq FROM ledger l JOIN terminal t ON t.id = l.terminal WHERE "
                   "t.prefix = ? ORDER BY l.letter DESC",
                   {sql(prefix)}, [](const SqlRow& row) {
                       return HeldLedger{row.array<16>(0), row.counter(1)};
                   });
    }

    Stored<std::vector<WrittenLine>> written(const LedgerId& ledger, std::uint64_t seq,
                                             std::size_t limit) override {
        return all(database_,
                   std::string(kSelectWritten) + " WHERE e.ledger = ? AND e.seq >= ? ORDER BY e.seq LIMIT ?",
                   {sql(ByteView(ledger)), sql(seq), sql(static_cast<std::int64_t>(limit))},
                   [](const SqlRow& row) {
                       return WrittenLine{read_line(row), row.counter(8)};
                   });
    }

    Stored<std::vector<Tag>> claims(std::string_view station, const Tag& after, std::size_t limit) override {
        std::string statement = "SELECT id FROM claim WHERE id > ?1";
        statement += station.empty()
                         ? " AND ?2 = ''"
                         : " AND (station = ?2 OR EXISTS (SELECT 1 FROM enrollment n WHERE n.person = "
                           "claim.person AND n.station = ?2))";
        statement += " ORDER BY id LIMIT ?3";
        return all(database_, statement,
                   {sql(ByteView(after)), sql(station), sql(static_cast<std::int64_t>(limit))},
                   [](const SqlRow& row) { return row.array<16>(0); });
    }

    Stored<std::vector<Tag>> claims_in_review(std::string_view station, std::size_t limit) override {
        std::string statement = "SELECT id FROM claim WHERE state = 'in_review'";
        statement += station.empty() ? " AND ?1 = ''" : " AND station = ?1";
        return all(database_, statement + " ORDER BY filed_ms, record LIMIT ?2",
                   {sql(station), sql(static_cast<std::int64_t>(limit))},
                   [](const SqlRow& row) { return row.array<16>(0); });
    }

    Stored<std::optional<FiledLine>> filed_claim(const RecordId& record) override {
        return stored(database_.first("SELECT id, record, station, state, reason FROM claim WHERE record = ?",
                                      {sql(ByteView(record))}, [](const SqlRow& row) {
                                          return FiledLine{row.array<16>(0), row.array<16>(1),
                                                           text_of(row, 2), text_of(row, 3), text_of(row, 4)};
                                      }));
    }

    Stored<std::vector<HeldPaper>> held_papers(std::span<const RecordId> records) override {
        platform::SqlValues keys;
        for (const RecordId& record : records) keys.push_back(sql(ByteView(record)));
        std::vector<HeldPaper> held;
        const auto done =
            database_.each_in("SELECT record, id FROM attachment WHERE held = size AND record IN ", keys, "",
                              [&](const SqlRow& row) {
                                  held.push_back({row.array<16>(0), row.array<32>(1)});
                              });
        if (!done) return platform::fail(store_error(done.error()));
        return held;
    }

    Stored<std::vector<PackRow>> packs() override {
        return all(database_, "SELECT hash, id, toml FROM pack ORDER BY id", {}, [](const SqlRow& row) {
            return PackRow{row.array<32>(0), text_of(row, 1), bytes_of(row, 2)};
        });
    }

  private:
    static Arrivals read_arrivals(const SqlRow& row) {
        return {row.array<16>(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4)};
    }

    Database database_;
};

}  // namespace

std::string_view name_of(Role role) {
    switch (role) {
        case Role::station:
            return "station";
        case Role::district:
            return "district";
        case Role::city:
            return "city";
    }
    return "unknown";
}

std::optional<Role> role_named(std::string_view name) {
    for (const Role role : {Role::station, Role::district, Role::city}) {
        if (name == name_of(role)) return role;
    }
    return std::nullopt;
}

Stored<std::unique_ptr<OperatorStore>> open_operator_store(const std::string& address) {
    auto database = open_center_database(address);
    if (!database) return platform::fail(database.error());
    return std::make_unique<SqlOperatorStore>(std::move(*database));
}

}  // namespace syncing::center
