#include <algorithm>
#include <iterator>

#include "sync/center/sql_common.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

namespace {

using platform::ByteView;

constexpr std::string_view kReviewColumns =
    "SELECT record, station, state, reason, duplicate_of, decided_ms, box FROM enrollment ";

// A server's answer is kept whole in memory until it is read.
constexpr int kEntriesAtOnce = 1000;
constexpr int kAttachmentsAtOnce = 10;  // up to 4 MiB each

ReviewRow read_review_row(const SqlRow& row) {
    return {row.array<16>(0),           text_of(row, 1), text_of(row, 2),  text_of(row, 3),
            optional_array<16>(row, 4), row.integer(5),  bytes_of(row, 6), std::nullopt};
}

constexpr std::string_view kClaimColumns =
    "SELECT record, station, state, reason, filed_ms, box, id FROM claim ";

ReviewRow read_claim_row(const SqlRow& row) {
    return {row.array<16>(0), text_of(row, 1), text_of(row, 2),  text_of(row, 3),
            std::nullopt,     row.integer(4),  bytes_of(row, 5), row.array<16>(6)};
}

/// Of a row of attachment. What is opened is a fact; the few other entries say whose they are in their
/// headers.
constexpr std::string_view kRecordIsHere =
    "(EXISTS(SELECT 1 FROM fact WHERE fact.record = attachment.record) OR attachment.record IN "
    "(SELECT substr(header, 61, 16) FROM entry WHERE opened = 0 UNION ALL "
    "SELECT substr(header, 61, 16) FROM entry WHERE opened = 2))";

class SqlAdminStore final : public AdminStore {
  public:
    SqlAdminStore(Database database) : database_(std::move(database)) {}

    Stored<std::unique_ptr<Unit>> begin() override { return begin_unit(database_); }

    Done set_up(std::string_view city, std::string_view name, std::uint64_t epoch) override {
        return stored(database_.run("INSERT INTO center(id, city, name, epoch) VALUES(1, ?, ?, ?)",
                                    {sql(city), sql(name), sql(epoch)}));
    }

    Stored<std::string> url() override { return center_text(database_, "SELECT url FROM center"); }

    Done add_pack(const PackRow& pack) override {
        return originate(
            database_, OriginKind::pack, {pack.hash, platform::view_of(pack.id), pack.toml}, [&]() -> Done {
                return stored(
                    database_.run("INSERT INTO pack(hash, id, toml) VALUES(?, ?, ?) ON CONFLICT DO NOTHING",
                                  {sql(ByteView(pack.hash)), sql(pack.id), sql(ByteView(pack.toml))}));
            });
    }

    Stored<std::optional<StationRow>> station(std::string_view code) override {
        return stored(database_.first(
            "SELECT code, desk_key_id, desk_public_key, desk_secret_box, roster_version FROM station WHERE "
            "code = ?",
            {sql(code)}, [](const SqlRow& row) {
                return StationRow{
                    text_of(row, 0), {row.counter(1), row.array<32>(2)}, bytes_of(row, 3), row.counter(4)};
            }));
    }

    Done put_station(const StationRow& station) override {
        return originate(
            database_, OriginKind::station,
            {platform::view_of(station.code), part_of(station.desk.key_id), station.desk.public_key,
             station.desk_secret_box, part_of(station.roster_version)},
            [&]() -> Done {
                return stored(database_.run(
                    "INSERT INTO station(code, desk_key_id, desk_public_key, desk_secret_box, "
                    "roster_version) "
                    "VALUES(?, ?, ?, ?, ?) ON CONFLICT(code) DO UPDATE SET desk_key_id = "
                    "excluded.desk_key_id, "
                    "desk_public_key = excluded.desk_public_key, desk_secret_box = excluded.desk_secret_box, "
                    "roster_version = excluded.roster_version",
                    {sql(station.code), sql(station.desk.key_id), sql(ByteView(station.desk.public_key)),
                     sql(ByteView(station.desk_secret_box)), sql(station.roster_version)}));
            });
    }

    Stored<std::vector<StaffRow>> staff_of(std::string_view station) override {
        return all(database_, "SELECT id, entry FROM staff WHERE station = ? ORDER BY id", {sql(station)},
                   [](const SqlRow& row) {
                       return StaffRow{text_of(row, 0), bytes_of(row, 1)};
                   });
    }

    Done put_staff(std::string_view station, const StaffRow& staff) override {
        return originate(
            database_, OriginKind::staff,
            {platform::view_of(station), platform::view_of(staff.id), staff.entry}, [&]() -> Done {
                return stored(database_.run(
                    "INSERT INTO staff(station, id, entry) VALUES(?, ?, ?) ON CONFLICT(station, id) DO "
                    "UPDATE SET entry = excluded.entry",
                    {sql(station), sql(staff.id), sql(ByteView(staff.entry))}));
            });
    }

    Done remove_staff(std::string_view station, std::string_view id) override {
        return originate(database_, OriginKind::staff_removed,
                         {platform::view_of(station), platform::view_of(id)}, [&]() -> Done {
                             return stored(database_.run("DELETE FROM staff WHERE station = ? AND id = ?",
                                                         {sql(station), sql(id)}));
                         });
    }

    Done register_terminal(const Terminal& terminal, const platform::Hash& code,
                           platform::UtcMs expires) override {
        return originate(
            database_, OriginKind::registered,
            {terminal.id, platform::view_of(terminal.station), part_of(terminal.number),
             platform::view_of(terminal.prefix), code, part_of(static_cast<std::uint64_t>(expires))},
            [&]() -> Done {
                const auto done =
                    database_
                        .run(
                            "INSERT INTO terminal(id, station, number, prefix) VALUES(?, ?, ?, ?) ON "
                            "CONFLICT(id) DO "
                            "NOTHING",
                            {sql(ByteView(terminal.id)), sql(terminal.station), sql(terminal.number),
                             sql(terminal.prefix)})
                        .and_then([&] {
                            return database_.run(
                                "DELETE FROM provisioning_code WHERE terminal = ? AND request IS NULL",
                                {sql(ByteView(terminal.id))});
                        })
                        .and_then([&] {
                            return database_.run(
                                "INSERT INTO provisioning_code(code, terminal, expires_ms) VALUES(?, ?, ?)",
                                {sql(ByteView(code)), sql(ByteView(terminal.id)), sql(expires)});
                        });
                return stored(done);
            });
    }

    Stored<std::optional<Terminal>> terminal_at(std::string_view station, std::uint32_t number) override {
        return stored(database_.first(
            "SELECT id, station, number, prefix, revoked, provisioned_ms, disputed FROM terminal WHERE "
            "station = ? AND number = ?",
            {sql(station), sql(number)}, read_terminal));
    }

    Done revoke(const platform::TerminalId& id) override {
        return originate(database_, OriginKind::revoked, {id}, [&]() -> Done {
            return stored(database_.run("UPDATE terminal SET revoked = 1 WHERE id = ?", {sql(ByteView(id))}));
        });
    }

    Done settle(const platform::TerminalId& id) override {
        return originate(database_, OriginKind::settled, {id}, [&]() -> Done {
            return stored(database_.run("UPDATE terminal SET disputed = 0 WHERE id = ?", {sql(ByteView(id))})
                              .and_then([&] {
                                  return database_.run(
                                      "UPDATE ledger SET successor = NULL WHERE terminal = ?",
                                      {sql(ByteView(id))});
                              }));
        });
    }

    Done add_to_claim_inbox(ByteView sealed) override {
        return originate(database_, OriginKind::claim_line, {sealed}, [&]() -> Done {
            return stored(database_.run("INSERT INTO claim_inbox(sealed) VALUES(?)", {sql(sealed)}));
        });
    }

    Stored<std::vector<ReviewRow>> review_queue(std::size_t limit) override {
        const SqlValue most = sql(static_cast<std::int64_t>(limit));
        auto rows =
            all(database_,
                std::string(kReviewColumns) + "WHERE state = 'in_review' ORDER BY decided_ms, record LIMIT ?",
                {most}, read_review_row);
        if (!rows) return rows;
        auto claims =
            all(database_,
                std::string(kClaimColumns) + "WHERE state = 'in_review' ORDER BY filed_ms, record LIMIT ?",
                {most}, read_claim_row);
        if (!claims) return claims;
        std::ranges::move(*claims, std::back_inserter(*rows));
        std::ranges::stable_sort(*rows, {}, &ReviewRow::decided_ms);
        if (rows->size() > limit) rows->resize(limit);
        return rows;
    }

    Stored<std::optional<ReviewRow>> review_row(const RecordId& record) override {
        auto row = stored(database_.first(std::string(kReviewColumns) + "WHERE record = ?",
                                          {sql(ByteView(record))}, read_review_row));
        if (!row || *row) return row;
        return stored(database_.first(std::string(kClaimColumns) + "WHERE record = ?",
                                      {sql(ByteView(record))}, read_claim_row));
    }

    Stored<std::vector<RecordId>> known_of(const RecordId& enrollment) override {
        return all(database_, "SELECT record FROM fact WHERE target = ? ORDER BY arrival",
                   {sql(ByteView(enrollment))}, [](const SqlRow& row) { return row.array<16>(0); });
    }

    Done add_to_review_inbox(ByteView sealed) override {
        return originate(database_, OriginKind::review, {sealed}, [&]() -> Done {
            return stored(database_.run("INSERT INTO review_inbox(sealed) VALUES(?)", {sql(sealed)}));
        });
    }

    Stored<std::uint64_t> last_origin() override {
        const auto last = database_.integer("SELECT coalesce(max(seq), 0) FROM origin");
        if (!last) return platform::fail(store_error(last.error()));
        return static_cast<std::uint64_t>(*last);
    }

    Stored<std::vector<OriginRow>> origin_after(std::uint64_t seq, std::size_t limit) override {
        return all(database_, "SELECT seq, record FROM origin WHERE seq > ? ORDER BY seq LIMIT ?",
                   {sql(seq), sql(static_cast<std::int64_t>(limit))}, [](const SqlRow& row) {
                       return OriginRow{row.counter(0), bytes_of(row, 1)};
                   });
    }

    Done publish(const Piece& piece) override {
        return originate(database_, OriginKind::piece,
                         {platform::view_of(piece.station), piece.slot, piece.update},
                         [&] { return publish_piece(database_, piece); });
    }

    Stored<std::optional<platform::Bytes>> published(const platform::Hash& slot) override {
        return stored(database_.first("SELECT body FROM piece WHERE slot = ?", {sql(ByteView(slot))},
                                      [](const SqlRow& row) { return bytes_of(row, 0); }));
    }

    Stored<Status> status() override {
        auto status = stored(database_.first(
            "SELECT (SELECT epoch FROM center), (SELECT count(*) FROM terminal), "
            "(SELECT count(*) FROM terminal WHERE provisioned_ms IS NOT NULL), (SELECT count(*) FROM entry), "
            "(SELECT count(*) FROM entry WHERE opened = 0), (SELECT count(*) FROM entry WHERE opened = 2), "
            "(SELECT count(*) FROM claim), (SELECT count(*) FROM terminal WHERE disputed = 1)",
            {}, [](const SqlRow& row) {
                return Status{row.counter(0), row.integer(1), row.integer(2),
                              row.integer(3), row.integer(4), row.integer(5),
                              row.integer(6), row.integer(7), {}};
            }));
        if (!status) return platform::fail(status.error());
        auto states = all(database_, "SELECT state, count(*) FROM enrollment GROUP BY state ORDER BY state",
                          {}, [](const SqlRow& row) { return std::pair(text_of(row, 0), row.integer(1)); });
        if (!states) return platform::fail(states.error());
        (*status)->enrollments = std::move(*states);
        return std::move(**status);
    }

    Done copy_to(const std::filesystem::path& file) override {
        return stored(database_.run("VACUUM INTO ?", {sql(std::string_view(file.native()))}));
    }

    Stored<std::vector<Ledger>> ledgers() override { return all(database_, kSelectLedger, {}, read_ledger); }

    Done set_backed_up(std::span<const Ledger> ledgers) override {
        for (const Ledger& ledger : ledgers) {
            const auto done = database_.run("UPDATE ledger SET backed_up_seq = ? WHERE id = ?",
                                            {sql(ledger.held_seq), sql(ByteView(ledger.id))});
            if (!done) return stored(done);
        }
        return {};
    }

    Done settle_attachments(platform::UtcMs now, platform::UtcMs before) override {
        return stored(
            database_.run("UPDATE attachment SET last_ms = ? WHERE last_ms = 0", {sql(now)}).and_then([&] {
                return database_.run("UPDATE attachment SET last_ms = NULL WHERE last_ms <= ? AND " +
                                         std::string(kRecordIsHere),
                                     {sql(before)});
            }));
    }

    Stored<std::vector<AttachmentRow>> orphans(platform::UtcMs before, std::size_t limit) override {
        return attachments("WHERE last_ms <= ? AND NOT " + std::string(kRecordIsHere) + " LIMIT ?",
                           {sql(before), sql(static_cast<std::int64_t>(limit))});
    }

    Stored<std::vector<AttachmentRow>> unfinished_of_revoked(std::size_t limit) override {
        return attachments(
            "WHERE terminal IN (SELECT id FROM terminal WHERE revoked = 1) AND held < size LIMIT ?",
            {sql(static_cast<std::int64_t>(limit))});
    }

    Done drop(std::span<const AttachmentRow> attachments) override {
        for (const AttachmentRow& one : attachments) {
            const Done dropped = drop_attachment(database_, one.terminal, one.id);
            if (!dropped) return dropped;
        }
        return {};
    }

    Stored<std::vector<AttachmentRow>> new_attachments() override {
        return attachments("WHERE backed_up = 0 AND held = size AND " + std::string(kRecordIsHere), {});
    }

    Done set_backed_up(std::span<const AttachmentRow> attachments) override {
        for (const AttachmentRow& one : attachments) {
            const auto done =
                database_.run("UPDATE attachment SET backed_up = 1 WHERE terminal = ? AND id = ?",
                              {sql(ByteView(one.terminal)), sql(ByteView(one.id))});
            if (!done) return stored(done);
        }
        return {};
    }

    Stored<std::vector<platform::Bytes>> attachments_of(const RecordId& record) override {
        const auto rows =
            attachments("WHERE record = ? AND held = size ORDER BY id", {sql(ByteView(record))});
        if (!rows) return platform::fail(rows.error());
        std::vector<platform::Bytes> out;
        for (const AttachmentRow& row : *rows) {
            auto bytes = attachment_bytes(database_, row.terminal, row.id);
            if (!bytes) return platform::fail(bytes.error());
            out.push_back(std::move(*bytes));
        }
        return out;
    }

    Done set_epoch(std::uint64_t epoch) override {
        return stored(database_.run("UPDATE center SET epoch = ?", {sql(epoch)}));
    }

    Stored<bool> sound() override {
        auto found = stored(database_.first("PRAGMA integrity_check(1)", {},
                                            [](const SqlRow& row) { return text_of(row, 0) == "ok"; }));
        if (!found) return platform::fail(found.error());
        return found->value_or(false);
    }

    Done each_entry(const EntrySeen& seen) override {
        platform::Bytes ledger;
        std::uint64_t seq = 0;
        for (bool more = true; more;) {
            more = false;
            const platform::Bytes after = ledger;
            const auto done = database_.each(
                "SELECT ledger, seq, header, hash, body FROM entry WHERE (ledger, seq) > (?, ?) ORDER BY "
                "ledger, seq LIMIT ?",
                {sql(ByteView(after)), sql(seq), sql(kEntriesAtOnce)}, [&](const SqlRow& row) {
                    seen(row.array<16>(0), row.counter(1), row.bytes(2), row.bytes(3), row.bytes(4));
                    ledger = bytes_of(row, 0);
                    seq = row.counter(1);
                    more = true;
                });
            if (!done) return stored(done);
        }
        return {};
    }

    Done each_piece(const PieceSeen& seen) override {
        AttachmentRow last;
        platform::Bytes terminal;  // "" = before the first
        for (bool more = true; more;) {
            more = false;
            const platform::Hash after = last.id;
            // One statement: what is deleted meanwhile is there with all of its pieces or not at all.
            const auto done = database_.each(
                "SELECT a.terminal, a.id, a.record, a.size, a.held, a.backed_up, p.start, p.data FROM "
                "(SELECT terminal, id, record, size, held, backed_up FROM attachment WHERE held = size AND "
                "(terminal, id) > (?, ?) ORDER BY terminal, id LIMIT ?) a LEFT JOIN attachment_piece p ON "
                "p.terminal = a.terminal AND p.id = a.id ORDER BY a.terminal, a.id, p.start",
                {sql(ByteView(terminal)), sql(ByteView(after)), sql(kAttachmentsAtOnce)},
                [&](const SqlRow& row) {
                    last = read_attachment(row);
                    const bool lost = row.is_null(6);
                    seen(last, lost ? 0 : row.counter(6), lost ? ByteView() : row.bytes(7));
                    more = true;
                });
            if (!done) return stored(done);
            terminal.assign(last.terminal.begin(), last.terminal.end());
        }
        return {};
    }

  private:
    Stored<std::vector<AttachmentRow>> attachments(std::string_view which,
                                                   std::initializer_list<platform::SqlValue> values) {
        return all(database_, std::string(kSelectAttachment) + std::string(which), values, read_attachment);
    }

    Database database_;
};

}  // namespace

Stored<std::unique_ptr<AdminStore>> open_admin_store(const std::string& address) {
    auto database = open_center_database(address);
    if (!database) return platform::fail(database.error());
    return std::make_unique<SqlAdminStore>(std::move(*database));
}

}  // namespace syncing::center
