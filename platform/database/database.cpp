#include "platform/database/database.h"

#include "platform/base/check.h"

namespace platform {

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
    return engine_->each(statement, values, row);
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
