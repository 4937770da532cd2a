#include "platform/spreadsheet/spreadsheet.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "platform/base/check.h"
#include "platform/base/unique_fd.h"

namespace platform {

namespace {

struct Formats {
    lxw_format* title = nullptr;
    lxw_format* money = nullptr;
    lxw_format* day = nullptr;
    lxw_format* number = nullptr;
};

Formats add_formats(lxw_workbook* book) {
    Formats formats;
    formats.title = workbook_add_format(book);
    format_set_bold(formats.title);
    format_set_bg_color(formats.title, 0xF6F3EE);
    format_set_bottom(formats.title, LXW_BORDER_THIN);
    formats.money = workbook_add_format(book);
    format_set_num_format(formats.money, "#,##0.00");
    formats.day = workbook_add_format(book);
    format_set_num_format(formats.day, "yyyy-mm-dd");
    formats.number = workbook_add_format(book);
    format_set_num_format(formats.number, "#,##0");
    return formats;
}

struct Writer {
    lxw_worksheet* sheet;
    const Formats& formats;
    lxw_row_t row;
    lxw_col_t column;

    void operator()(std::monostate) const {}
    void operator()(const std::string& text) const {
        worksheet_write_string(sheet, row, column, text.c_str(), nullptr);
    }
    void operator()(std::int64_t number) const {
        worksheet_write_number(sheet, row, column, static_cast<double>(number), formats.number);
    }
    void operator()(Money money) const {
        worksheet_write_number(sheet, row, column, static_cast<double>(money.fen) / 100, formats.money);
    }
    void operator()(std::chrono::year_month_day day) const {
        lxw_datetime value{};
        value.year = static_cast<int>(day.year());
        value.month = static_cast<int>(static_cast<unsigned>(day.month()));
        value.day = static_cast<int>(static_cast<unsigned>(day.day()));
        worksheet_write_datetime(sheet, row, column, &value, formats.day);
    }
};

void add_sheet(lxw_workbook* book, const Sheet& sheet, const Formats& formats) {
    lxw_worksheet* made = workbook_add_worksheet(book, sheet.name.c_str());
    check(made != nullptr, "a sheet's name is not one");
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
        const auto at = static_cast<lxw_col_t>(i);
        worksheet_set_column(made, at, at, sheet.columns[i].width, nullptr);
        worksheet_write_string(made, 0, at, sheet.columns[i].title.c_str(), formats.title);
    }
    for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
        check(sheet.rows[r].size() == sheet.columns.size(), "a row is not as long as its sheet is wide");
        for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) {
            std::visit(Writer{made, formats, static_cast<lxw_row_t>(r + 1), static_cast<lxw_col_t>(c)},
                       sheet.rows[r][c]);
        }
    }
    worksheet_freeze_panes(made, 1, 0);
    worksheet_autofilter(made, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()),
                         static_cast<lxw_col_t>(sheet.columns.size() - 1));
}

std::optional<Bytes> content_of(const UniqueFd& file) {
    const off_t size = ::lseek(file.get(), 0, SEEK_END);
    if (size <= 0) return std::nullopt;
    Bytes content(static_cast<std::size_t>(size));
    for (std::size_t at = 0; at < content.size();) {
        const ssize_t got =
            ::pread(file.get(), content.data() + at, content.size() - at, static_cast<off_t>(at));
        if (got <= 0) return std::nullopt;
        at += static_cast<std::size_t>(got);
    }
    return content;
}

struct CsvText {
    std::string operator()(std::monostate) const { return ""; }
    std::string operator()(const std::string& text) const {
        const bool formula =
            !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string::npos;
        const std::string safe = formula ? "'" + text : text;
        if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
        std::string quoted = "\"";
        for (const char c : safe) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
        return quoted + '"';
    }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(Money money) const {
        const std::uint64_t fen =
            money.fen < 0 ? 0 - static_cast<std::uint64_t>(money.fen) : static_cast<std::uint64_t>(money.fen);
        const std::string cents = std::to_string(fen % 100 + 100).substr(1);
        return (money.fen < 0 ? "-" : "") + std::to_string(fen / 100) + "." + cents;
    }
    std::string operator()(std::chrono::year_month_day day) const {
        const auto two = [](unsigned value) { return std::to_string(value + 100).substr(1); };
        return std::to_string(static_cast<int>(day.year())) + "-" + two(static_cast<unsigned>(day.month())) +
               "-" + two(static_cast<unsigned>(day.day()));
    }
};

}  // namespace

std::optional<Bytes> to_xlsx(const std::vector<Sheet>& sheets) {
    // The library writes to a path: a file that has none but this and is gone with its descriptor.
    const UniqueFd file(::memfd_create("spreadsheet", MFD_CLOEXEC));
    if (!file) return std::nullopt;
    const std::string path = "/proc/self/fd/" + std::to_string(file.get());
    lxw_workbook* book = workbook_new(path.c_str());
    if (book == nullptr) return std::nullopt;
    const Formats formats = add_formats(book);
    for (const Sheet& sheet : sheets) add_sheet(book, sheet, formats);
    if (workbook_close(book) != LXW_NO_ERROR) return std::nullopt;
    return content_of(file);
}

std::string to_csv(const Sheet& sheet) {
    std::string out = "\xEF\xBB\xBF";
    const auto line = [&](const std::vector<Cell>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) out += ',';
            out += std::visit(CsvText{}, cells[i]);
        }
        out += "\r\n";
    };
    std::vector<Cell> titles;
    for (const Sheet::Column& column : sheet.columns) titles.emplace_back(column.title);
    line(titles);
    for (const auto& row : sheet.rows) line(row);
    return out;
}

}  // namespace platform
