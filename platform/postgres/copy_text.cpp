#include "platform/postgres/copy_text.h"

#include <algorithm>
#include <charconv>

namespace platform {

namespace {

constexpr std::string_view kTableStart = "COPY ";
constexpr std::string_view kTableMiddle = ") FROM stdin;";

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + separator.size());
    }
    parts.push_back(text);
    return parts;
}

/// A backslash and a letter for what would end a line or a column; any other character after it is itself.
char unescaped(char c) {
    switch (c) {
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        case 'v':
            return '\v';
        default:
            return c;
    }
}

CopyValue value_of(std::string_view field) {
    if (field == "\\N") return std::nullopt;
    std::string out;
    out.reserve(field.size());
    for (std::size_t i = 0; i < field.size(); ++i) {
        const bool escaped = field[i] == '\\' && i + 1 < field.size();
        out += escaped ? unescaped(field[++i]) : field[i];
    }
    return out;
}

}  // namespace

std::optional<std::int64_t> copy_integer(const CopyValue& value) {
    if (!value) return std::nullopt;
    std::int64_t number = 0;
    const char* end = value->data() + value->size();
    const auto read = std::from_chars(value->data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
}

std::optional<Bytes> copy_bytes(const CopyValue& value) {
    if (!value || !value->starts_with("\\x")) return std::nullopt;
    return from_hex(std::string_view(*value).substr(2));
}

bool CopyReader::line(std::string_view line) {
    if (!in_table_) return begin_table(line);
    if (line == "\\.") {
        in_table_ = false;
        return true;
    }
    return wanted_ == nullptr || row(line);
}

bool CopyReader::begin_table(std::string_view line) {
    const auto columns_at = line.find(" (");
    if (!line.starts_with(kTableStart) || !line.ends_with(kTableMiddle) ||
        columns_at == std::string_view::npos)
        return true;
    in_table_ = true;
    std::string_view name = line.substr(kTableStart.size(), columns_at - kTableStart.size());
    name.remove_prefix(name.rfind('.') + 1);
    const auto table = std::ranges::find(tables_, name, &CopyTable::name);
    wanted_ = table == tables_.end() ? nullptr : &*table;
    if (wanted_ == nullptr) return true;
    line.remove_suffix(kTableMiddle.size());
    const auto columns = split(line.substr(columns_at + 2), ", ");
    places_.clear();
    for (const std::string& column : wanted_->columns) {
        const auto place = std::ranges::find(columns, column);
        if (place == columns.end()) return false;
        places_.push_back(static_cast<std::size_t>(place - columns.begin()));
    }
    values_.resize(places_.size());
    return true;
}

bool CopyReader::row(std::string_view line) {
    const auto fields = split(line, "\t");
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (places_[i] >= fields.size()) return false;
        values_[i] = value_of(fields[places_[i]]);
    }
    wanted_->row(values_);
    return true;
}

}  // namespace platform
