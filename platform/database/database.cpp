#include "platform/database/database.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "platform/base/check.h"

namespace platform {

namespace {

/// How many keys or rows one statement takes. Few sizes: every statement is prepared once and kept.
constexpr std::array<std::size_t, 3> kKeys{512, 64, 4};
constexpr std::array<std::size_t, 3> kRows{128, 16, 1};

std::string marks(std::size_t count) {
    std::string text = "?";
    for (std::size_t i = 1; i < count; ++i) text += ", ?";
    return text;
}

}  // namespace

std::string_view name_of(DatabaseError error) {
    switch (error) {
        case DatabaseError::busy:
            return "busy";
        case DatabaseError::full:
            return "disk_full";
        case DatabaseError::io:
            return "disk_failed";
        case DatabaseError::corrupt:
            return "corrupt";
        case DatabaseError::constraint:
            return "constraint";
        case DatabaseError::cannot_open:
            return "cannot_open";
        case DatabaseError::newer_schema:
            return "newer_schema";
    }
    return "unknown";
}

ByteView SqlRow::bytes_of_size(int column, std::size_t size) const {
    const ByteView found = bytes(column);
    check(found.size() == size, "column has another length");
    return found;
}

Result<void, DatabaseError> Database::run(std::string_view statement,
                                          std::initializer_list<SqlValue> values) {
    return each(statement, values, [](const SqlRow&) { check(false, "unexpected row"); });
}

Result<void, DatabaseError> Database::each(std::string_view statement, std::initializer_list<SqlValue> values,
                                           const std::function<void(const SqlRow&)>& row) {
    return engine_->each(statement, {values.begin(), values.size()}, row);
}

Result<std::int64_t, DatabaseError> Database::put(std::string_view table, std::string_view columns,
                                                  std::string_view on_conflict,
                                                  std::span<const SqlValues> rows) {
    check(rows.empty() || in_transaction(), "rows are put inside a transaction");
    std::int64_t put = 0;
    while (!rows.empty()) {
        const std::size_t count =
            *std::find_if(kRows.begin(), kRows.end(), [&](std::size_t size) { return size <= rows.size(); });
        const std::string row_marks = "(" + marks(rows.front().size()) + ")";
        std::string statement = fmt::format("INSERT INTO {}({}) VALUES{}", table, columns, row_marks);
        SqlValues values;
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0) statement += ", " + row_marks;
            values.insert(values.end(), rows[i].begin(), rows[i].end());
        }
        statement.append(" ").append(on_conflict);
        const auto done = engine_->each(statement, values, [](const SqlRow&) {});
        if (!done) return fail(done.error());
        put += changes();
        rows = rows.subspan(count);
    }
    return put;
}

Result<void, DatabaseError> Database::each_in(std::string_view before, std::span<const SqlValue> keys,
                                              std::string_view after,
                                              const std::function<void(const SqlRow&)>& row) {
    while (!keys.empty()) {
        std::size_t count = kKeys.front();
        for (const std::size_t size : kKeys) {
            if (size >= keys.size()) count = size;
        }
        SqlValues values(keys.begin(),
                         keys.begin() + static_cast<std::ptrdiff_t>(std::min(count, keys.size())));
        keys = keys.subspan(values.size());
        // The last one again for the marks that are left: that gives no row twice.
        values.resize(count, values.back());
        const auto done = engine_->each(fmt::format("{}({}){}", before, marks(count), after), values, row);
        if (!done) return done;
    }
    return {};
}

Result<std::int64_t, DatabaseError> Database::integer(std::string_view statement,
                                                      std::initializer_list<SqlValue> values) {
    const auto found = first(statement, values, [](const SqlRow& row) { return row.integer(0); });
    if (!found) return fail(found.error());
    check(found->has_value(), "statement gave no row");
    return **found;
}

Result<Transaction, DatabaseError> Transaction::begin(Database& database) {
    const auto begun = database.engine_->begin();
    if (!begun) return fail(begun.error());
    return Transaction(database.engine_.get());
}

Transaction::Transaction(Transaction&& other) noexcept : engine_(std::exchange(other.engine_, nullptr)) {}

Transaction::~Transaction() {
    if (engine_ != nullptr) engine_->rollback();
}

Result<void, DatabaseError> Transaction::commit() {
    const auto committed = engine_->commit();
    if (committed) engine_ = nullptr;
    return committed;
}

}  // namespace platform
