#include <algorithm>

#include "platform/base/check.h"
#include "sync/center/sql_common.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

namespace {

using platform::ByteView;

constexpr std::int64_t kHourMs = 3'600'000;

class SqlServeStore final : public ServeStore {
  public:
    SqlServeStore(Database database) : database_(std::move(database)) {}

    Stored<std::unique_ptr<Unit>> begin() override { return begin_unit(database_); }

    Stored<std::uint64_t> epoch() override {
        const auto epoch = database_.integer("SELECT epoch FROM center");
        if (!epoch) return platform::fail(store_error(epoch.error()));
        return static_cast<std::uint64_t>(*epoch);
    }

    Stored<std::string> center_name() override { return center_text(database_, "SELECT name FROM center"); }
    Stored<std::uint32_t> least_wire() override {
        return stored(database_.integer("SELECT least_wire FROM center")).map([](std::int64_t version) {
            return static_cast<std::uint32_t>(version);
        });
    }

    Done set_least_wire(std::uint32_t version) override {
        return stored(database_.run("UPDATE center SET least_wire = ?", {sql(std::int64_t{version})}));
    }

    Done set_url(std::string_view url) override {
        return stored(database_.run("UPDATE center SET url = ?", {sql(url)}));
    }

    Stored<std::optional<Terminal>> terminal(const platform::TerminalId& id) override {
        return stored(
            database_.first("SELECT id, station, number, prefix, revoked, provisioned_ms, disputed FROM "
                            "terminal WHERE id = ?",
                            {sql(ByteView(id))}, read_terminal));
    }

    Stored<std::optional<platform::Bytes>> certificate(const platform::TerminalId& id) override {
        return stored(
            database_.first("SELECT certificate FROM terminal WHERE id = ? AND certificate IS NOT NULL",
                            {sql(ByteView(id))}, [](const SqlRow& row) { return bytes_of(row, 0); }));
    }

    Done set_certificate(const platform::TerminalId& id, ByteView der) override {
        return stored(
            database_.run("UPDATE terminal SET certificate = ? WHERE id = ?", {sql(der), sql(ByteView(id))}));
    }

    Stored<std::optional<Ledger>> ledger(const LedgerId& id) override {
        return stored(
            database_.first(std::string(kSelectLedger) + " WHERE id = ?", {sql(ByteView(id))}, read_ledger));
    }

    Stored<std::vector<Ledger>> ledgers_of(const platform::TerminalId& id) override {
        return all(database_, std::string(kSelectLedger) + " WHERE terminal = ? ORDER BY letter",
                   {sql(ByteView(id))}, read_ledger);
    }

    Done hand_over(const Ledger& successor) override {
        const auto closed = database_.run("UPDATE ledger SET successor = ? WHERE id = ?",
                                          {sql(ByteView(successor.id)), sql_or_null(successor.predecessor)});
        if (!closed) return stored(closed);
        const auto known = ledger(successor.id);
        if (!known) return platform::fail(known.error());
        return *known ? Done() : add_ledger(successor);
    }

    Done dispute(const platform::TerminalId& id) override {
        return stored(database_.run("UPDATE terminal SET disputed = 1 WHERE id = ?", {sql(ByteView(id))}));
    }

    Stored<platform::Hash> entry_hash(const LedgerId& id, std::uint64_t seq) override {
        auto found = stored(database_.first("SELECT hash FROM entry WHERE ledger = ? AND seq = ?",
                                            {sql(ByteView(id)), sql(seq)},
                                            [](const SqlRow& row) { return row.array<32>(0); }));
        if (!found) return platform::fail(found.error());
        platform::check(found->has_value(), "a held entry is missing");
        return **found;
    }

    Done append(const LedgerId& id, std::span<const RangeEntry> entries, platform::UtcMs received) override {
        if (entries.empty()) return {};
        const auto moved =
            database_.run("UPDATE ledger SET held_seq = ?, held_hash = ? WHERE id = ? AND held_seq = ?",
                          {sql(entries.back().header.seq), sql(ByteView(entries.back().hash)),
                           sql(ByteView(id)), sql(entries.front().header.seq - 1)});
        if (!moved) return stored(moved);
        // Another connection has taken in a range of this ledger since its head was read.
        if (database_.changes() != 1) return platform::fail(StoreError::busy);
        std::vector<platform::SqlValues> rows;
        rows.reserve(entries.size());
        for (const RangeEntry& entry : entries) {
            rows.push_back({sql(ByteView(id)), sql(entry.header.seq), sql(ByteView(entry.hash)),
                            sql(ByteView(entry.header_bytes)), sql(ByteView(entry.sealed_body)),
                            sql(received)});
        }
        return stored(database_.insert("entry", "ledger, seq, hash, header, body, received_ms", rows))
            .and_then([&] { return count_arrival(id, entries, received); });
    }

    Done quarantine(const LedgerId& id, std::uint64_t first, std::uint64_t last) override {
        return stored(
            database_.run("UPDATE entry SET quarantine = 1 WHERE ledger = ? AND seq >= ? AND seq <= ?",
                          {sql(ByteView(id)), sql(first), sql(last)}));
    }

    Done log_quarantine(std::string_view path, ByteView body, platform::UtcMs at) override {
        return originate(database_, OriginKind::quarantine,
                         {platform::view_of(path), body, part_of(static_cast<std::uint64_t>(at))},
                         [] { return Done(); });
    }

    Stored<std::optional<ProvisioningCodeRow>> provisioning_code(const platform::Hash& code) override {
        return stored(database_.first(
            "SELECT t.id, t.station, t.number, t.prefix, t.revoked, t.provisioned_ms, t.disputed, "
            "c.expires_ms, c.request, c.answer "
            "FROM provisioning_code c JOIN terminal t ON t.id = c.terminal WHERE c.code = ?",
            {sql(ByteView(code))}, [](const SqlRow& row) {
                return ProvisioningCodeRow{read_terminal(row), row.integer(7), optional_array<32>(row, 8),
                                           row.is_null(9) ? platform::Bytes() : bytes_of(row, 9)};
            }));
    }

    Done redeem(const Redemption& redemption, const platform::TerminalId& terminal) override {
        return originate(
            database_, OriginKind::provisioned,
            {redemption.code, redemption.request, redemption.answer, redemption.certificate,
             redemption.ledger.id, redemption.ledger.terminal, redemption.ledger.key, redemption.slip_key,
             part_of(static_cast<std::uint64_t>(redemption.at))},
            [&]() -> Done {
                const auto done =
                    database_
                        .run("UPDATE provisioning_code SET request = ?, answer = ? WHERE code = ?",
                             {sql(ByteView(redemption.request)), sql(ByteView(redemption.answer)),
                              sql(ByteView(redemption.code))})
                        .and_then([&] {
                            return database_.run(
                                "UPDATE terminal SET slip_key = ?, certificate = ?, provisioned_ms = ? WHERE "
                                "id = ?",
                                {sql(ByteView(redemption.slip_key)), sql(ByteView(redemption.certificate)),
                                 sql(redemption.at), sql(ByteView(terminal))});
                        });
                return done ? add_ledger(redemption.ledger) : stored(done);
            });
    }

    Stored<std::optional<AttachmentRow>> attachment(const platform::TerminalId& terminal,
                                                    const platform::Hash& id) override {
        return stored(database_.first(std::string(kSelectAttachment) + "WHERE terminal = ? AND id = ?",
                                      {sql(ByteView(terminal)), sql(ByteView(id))}, read_attachment));
    }

    Done add_to_attachment(const AttachmentRow& row, ByteView data, platform::UtcMs now) override {
        const auto known = database_.run(
            "INSERT INTO attachment(terminal, id, record, size) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING",
            {sql(ByteView(row.terminal)), sql(ByteView(row.id)), sql(ByteView(row.record)), sql(row.size)});
        if (!known) return stored(known);
        const auto moved = database_.run(
            "UPDATE attachment SET held = ?, last_ms = ? WHERE terminal = ? AND id = ? AND held = ?",
            {sql(row.held + data.size()), sql(now), sql(ByteView(row.terminal)), sql(ByteView(row.id)),
             sql(row.held)});
        if (!moved) return stored(moved);
        // Another connection has added to it since it was read.
        if (database_.changes() != 1) return platform::fail(StoreError::busy);
        return stored(
            database_.run("INSERT INTO attachment_piece(terminal, id, start, data) VALUES(?, ?, ?, ?)",
                          {sql(ByteView(row.terminal)), sql(ByteView(row.id)), sql(row.held), sql(data)}));
    }

    Stored<platform::Hash> attachment_hash(const platform::TerminalId& terminal,
                                           const platform::Hash& id) override {
        return attachment_bytes(database_, terminal, id).map([](const platform::Bytes& all) {
            return platform::hash(all);
        });
    }

    Done drop_attachment(const platform::TerminalId& terminal, const platform::Hash& id) override {
        return center::drop_attachment(database_, terminal, id);
    }

    Done heartbeat(const platform::TerminalId& id, ByteView heartbeat, platform::UtcMs now) override {
        const auto unit = begin_unit(database_);
        if (!unit) return platform::fail(unit.error());
        return stored(
                   database_
                       .run("UPDATE terminal SET heartbeat = ?, seen_ms = ? WHERE id = ?",
                            {sql(heartbeat), sql(now), sql(ByteView(id))})
                       .and_then([&] {
                           return database_.run(
                               "INSERT INTO arrival(hour, terminal, entries, enrollments, contacts) "
                               "VALUES(?, ?, 0, 0, 1) ON CONFLICT(hour, terminal) DO UPDATE SET contacts = "
                               "arrival.contacts + 1",
                               {sql(now / kHourMs), sql(ByteView(id))});
                       }))
            .and_then([&] { return (*unit)->commit(); });
    }

    Done publish(const Piece& piece) override {
        return originate(database_, OriginKind::piece,
                         {platform::view_of(piece.station), piece.slot, piece.update},
                         [&] { return publish_piece(database_, piece); });
    }

    Stored<std::vector<PieceAt>> pieces(std::string_view station, std::uint64_t cursor,
                                        std::size_t limit) override {
        return all(
            database_,
            "SELECT cursor, body FROM (SELECT * FROM (SELECT cursor, body FROM piece WHERE station = '' AND "
            "cursor > ?1 ORDER BY cursor LIMIT ?3) AS everybody UNION ALL SELECT * FROM (SELECT cursor, body "
            "FROM piece WHERE station = ?2 AND cursor > ?1 ORDER BY cursor LIMIT ?3) AS theirs) AS pieces "
            "ORDER BY cursor LIMIT ?3",
            {sql(cursor), sql(station), sql(static_cast<std::int64_t>(limit))}, [](const SqlRow& row) {
                return PieceAt{row.counter(0), bytes_of(row, 1)};
            });
    }

  private:
    Done count_arrival(const LedgerId& id, std::span<const RangeEntry> entries, platform::UtcMs received) {
        const auto enrollments = std::count_if(entries.begin(), entries.end(), [](const RangeEntry& entry) {
            return entry.header.record_class == RecordClass::enrollment;
        });
        return stored(database_.run(
            "INSERT INTO arrival(hour, terminal, entries, enrollments, contacts) VALUES(?, (SELECT terminal "
            "FROM ledger WHERE id = ?), ?, ?, 0) ON CONFLICT(hour, terminal) DO UPDATE SET entries = "
            "arrival.entries + excluded.entries, enrollments = arrival.enrollments + excluded.enrollments",
            {sql(received / kHourMs), sql(ByteView(id)), sql(static_cast<std::int64_t>(entries.size())),
             sql(static_cast<std::int64_t>(enrollments))}));
    }

    Done add_ledger(const Ledger& ledger) {
        return stored(database_.run(
            "INSERT INTO ledger(id, terminal, public_key, held_seq, held_hash, letter, predecessor) "
            "VALUES(?, ?, ?, ?, ?, ?, ?)",
            {sql(ByteView(ledger.id)), sql(ByteView(ledger.terminal)), sql(ByteView(ledger.key)),
             sql(ledger.held_seq), sql(ByteView(ledger.held_hash)), sql(std::string_view(&ledger.letter, 1)),
             sql_or_null(ledger.predecessor)}));
    }

    Database database_;
};

}  // namespace

Stored<std::unique_ptr<ServeStore>> open_serve_store(const std::string& address) {
    auto database = open_center_database(address);
    if (!database) return platform::fail(database.error());
    return std::make_unique<SqlServeStore>(std::move(*database));
}

}  // namespace syncing::center
