// What the stores share. Private to this folder.
#pragma once

#include <memory>
#include <string>

#include "platform/database/database.h"
#include "platform/postgres/postgres.h"
#include "sync/center/origin.h"
#include "sync/center/store.h"

namespace syncing::center {

using platform::Database;
using platform::sql;
using platform::SqlRow;
using platform::SqlValue;

StoreError store_error(platform::DatabaseError error);

Stored<Database> open_center_database(const std::string& address);
Stored<std::unique_ptr<Unit>> begin_unit(Database& database);
/// A unit of an adjudicator. On a server they take turns by units of work, as they do with SQLite: two that
/// judged the same entries at once would undo each other.
Stored<std::unique_ptr<Unit>> begin_turn(Database& database, bool on_server);

/// How many scripts have made the schema what it is.
constexpr std::size_t kCenterSchemas = 11;

/// Database results as store results.
Done stored(const platform::Result<void, platform::DatabaseError>& result);
template <class T>
Stored<T> stored(platform::Result<T, platform::DatabaseError> result) {
    if (!result) return platform::fail(store_error(result.error()));
    return std::move(*result);
}

/// Every row of an answer, each through `read`.
template <class Read>
auto all(Database& database, std::string_view statement, std::initializer_list<SqlValue> values,
         const Read& read) -> Stored<std::vector<decltype(read(std::declval<const SqlRow&>()))>> {
    std::vector<decltype(read(std::declval<const SqlRow&>()))> rows;
    const auto done = database.each(statement, values, [&](const SqlRow& row) { rows.push_back(read(row)); });
    if (!done) return platform::fail(store_error(done.error()));
    return rows;
}

/// The same of Database::each_in.
template <class Read>
auto all_in(Database& database, std::string_view before, const platform::SqlValues& keys,
            std::string_view after, const Read& read)
    -> Stored<std::vector<decltype(read(std::declval<const SqlRow&>()))>> {
    std::vector<decltype(read(std::declval<const SqlRow&>()))> rows;
    const auto done =
        database.each_in(before, keys, after, [&](const SqlRow& row) { rows.push_back(read(row)); });
    if (!done) return platform::fail(store_error(done.error()));
    return rows;
}

platform::Bytes bytes_of(const SqlRow& row, int column);
std::string text_of(const SqlRow& row, int column);
template <std::size_t N>
std::optional<platform::ByteArray<N>> optional_array(const SqlRow& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return row.array<N>(column);
}
template <std::size_t N>
SqlValue sql_or_null(const std::optional<platform::ByteArray<N>>& value) {
    if (!value) return nullptr;
    return platform::ByteView(*value);
}

/// Columns id, station, number, prefix, revoked, provisioned_ms, disputed, in this order from the first.
Terminal read_terminal(const SqlRow& row);
constexpr std::string_view kSelectLedger =
    "SELECT id, terminal, public_key, held_seq, held_hash, letter, predecessor, successor, backed_up_seq "
    "FROM ledger";
Ledger read_ledger(const SqlRow& row);
constexpr std::string_view kSelectAttachment =
    "SELECT terminal, id, record, size, held, backed_up FROM attachment ";
AttachmentRow read_attachment(const SqlRow& row);
Done drop_attachment(Database& database, const platform::TerminalId& terminal, const platform::Hash& id);
Stored<platform::Bytes> attachment_bytes(Database& database, const platform::TerminalId& terminal,
                                         const platform::Hash& id);
/// The one text that a statement gives; "" when there is no row.
Stored<std::string> center_text(Database& database, std::string_view statement);
Done publish_pieces(Database& database, std::span<const Piece> pieces);
inline Done publish_piece(Database& database, const Piece& piece) {
    return publish_pieces(database, {&piece, 1});
}

/// Adds records to the log of what the center itself originates, under the next numbers. Inside a unit.
Done log_origin(Database& database, std::span<const platform::Bytes> records);
/// A change that the center itself originates, and its record in the log: both or neither.
template <class Change>
Done originate(Database& database, OriginKind kind, std::initializer_list<platform::ByteView> parts,
               const Change& change) {
    const platform::Bytes record = origin_record(kind, parts);
    if (database.in_transaction())
        return change().and_then([&] { return log_origin(database, {&record, 1}); });
    const auto unit = begin_unit(database);
    if (!unit) return platform::fail(unit.error());
    return change()
        .and_then([&] {
            return log_origin(database, {&record, 1});
        })
        .and_then([&] { return (*unit)->commit(); });
}
/// A number as a part of a record.
inline platform::Bytes part_of(std::uint64_t number) {
    platform::Bytes bytes;
    platform::append_u64(bytes, number);
    return bytes;
}

}  // namespace syncing::center
