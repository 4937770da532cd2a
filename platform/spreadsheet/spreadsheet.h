// Tables as files that office programs open: XLSX (libxlsxwriter) and CSV. Pure but for memory files of the
// kernel's; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/base/bytes.h"

namespace platform {

struct Money {
    std::int64_t fen = 0;
};
/// Nothing, text, a whole number, an amount of money, a day.
using Cell = std::variant<std::monostate, std::string, std::int64_t, Money, std::chrono::year_month_day>;

struct Sheet {
    std::string name;  // at most 31 characters, none of []:*?/\ .
    struct Column {
        std::string title;
        double width = 12;  // in characters
    };
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;  // each as long as `columns`
};

/// The first row stays in sight and filters the others. Nothing when there is no memory for it.
std::optional<Bytes> to_xlsx(const std::vector<Sheet>& sheets);

/// RFC 4180 in UTF-8 with the mark that makes office programs read it as such. Text that such a program would
/// run as a formula gets an apostrophe in front.
std::string to_csv(const Sheet& sheet);

}  // namespace platform
