// The rows of a dump as pg_restore writes them out: SQL in which a table is "COPY schema.table (columns) FROM
// stdin;", a line for each row and "\." (PostgreSQL 15, "COPY", section "Text Format"). Pure.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"

namespace platform {

/// One column of one row; none is NULL.
using CopyValue = std::optional<std::string>;
/// Nothing when it is not an integer of 64 bits.
std::optional<std::int64_t> copy_integer(const CopyValue& value);
/// Nothing when it is not a bytea in hexadecimal.
std::optional<Bytes> copy_bytes(const CopyValue& value);

/// What is wanted of a table: its columns in the order in which each row brings them.
struct CopyTable {
    std::string name;  // without its schema
    std::vector<std::string> columns;
    std::function<void(std::span<const CopyValue>)> row;
};

class CopyReader {
  public:
    explicit CopyReader(std::span<const CopyTable> tables) : tables_(tables) {}
    /// The next line, without its line end. False when a wanted table lacks a column, or a row has too few.
    bool line(std::string_view line);
    /// False inside of a table: the text was cut off there.
    bool between_tables() const { return !in_table_; }

  private:
    bool begin_table(std::string_view line);
    bool row(std::string_view line);

    std::span<const CopyTable> tables_;
    const CopyTable* wanted_ = nullptr;  // the table that it is in, if its rows are
    std::vector<std::size_t> places_;    // of the wanted columns in a row
    std::vector<CopyValue> values_;
    bool in_table_ = false;
};

}  // namespace platform
