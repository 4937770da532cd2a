#include "config/toml/toml.h"

#include <toml++/toml.h>
#include <algorithm>

#include "platform/base/file.h"
#include "platform/clock/clock.h"

namespace config {

namespace {

constexpr std::size_t kMaxFile = 1 << 20;

TomlValue copy_of(const toml::node& node) {
    TomlValue out;
    out.line = node.source().begin.line;
    if (const auto* flag = node.as_boolean()) out.value = flag->get();
    if (const auto* number = node.as_integer()) out.value = number->get();
    if (const auto* text = node.as_string()) out.value = text->get();
    if (const auto* array = node.as_array()) {
        TomlArray items;
        for (const toml::node& item : *array) items.push_back(copy_of(item));
        out.value = std::move(items);
    }
    if (const auto* table = node.as_table()) {
        TomlTable rows;
        for (const auto& [key, item] : *table) rows.emplace_back(std::string(key.str()), copy_of(item));
        out.value = std::move(rows);
    }
    return out;
}

}  // namespace

std::string describe(const FileError& error) {
    std::string out = error.file;
    if (error.line != 0) out += ":" + std::to_string(error.line);
    if (!error.key.empty()) out += ": " + error.key;
    return out + ": " + error.what;
}

platform::Result<TomlValue, FileError> parse_toml(std::string_view file, std::string_view text) {
    if (text.size() > kMaxFile) {
        return platform::fail(FileError{std::string(file), 0, "", "the file is larger than 1 MiB"});
    }
    try {
        return copy_of(toml::parse(text));
    } catch (const toml::parse_error& error) {
        return platform::fail(FileError{std::string(file), error.source().begin.line, "",
                                        "not TOML: " + std::string(error.description())});
    }
}

platform::Result<TomlValue, FileError> read_toml(const std::string& path) {
    const auto bytes = platform::read_file(path, kMaxFile + 1);
    if (!bytes) return platform::fail(FileError{path, 0, "", "the file cannot be read"});
    return parse_toml(path, platform::string_of(*bytes));
}

void TomlProblem::report(std::uint32_t line, std::string key, std::string what) {
    if (!error_) error_ = FileError{file_, line, std::move(key), std::move(what)};
}

TomlReader::TomlReader(const TomlValue& table, std::string path, TomlProblem& problem)
    : table_(std::get_if<TomlTable>(&table.value)),
      line_(table.line),
      path_(std::move(path)),
      problem_(&problem) {
    if (table_ == nullptr) report("", "must be a table");
}

bool TomlReader::has(std::string_view key) const {
    return table_ != nullptr &&
           std::any_of(table_->begin(), table_->end(), [&](const auto& row) { return row.first == key; });
}

const TomlValue* TomlReader::take(std::string_view key) {
    if (table_ == nullptr) return nullptr;
    taken_.push_back(key);
    const auto row = std::find_if(table_->begin(), table_->end(),
                                  [&](const auto& candidate) { return candidate.first == key; });
    return row == table_->end() ? nullptr : &row->second;
}

const TomlValue* TomlReader::need(std::string_view key) {
    const TomlValue* value = take(key);
    if (value == nullptr) report(key, "is missing");
    return value;
}

std::string TomlReader::path_of(std::string_view key) const {
    if (key.empty()) return path_;
    return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void TomlReader::report(std::string_view key, std::string what) {
    std::uint32_t line = line_;
    if (table_ != nullptr) {
        for (const auto& [name, value] : *table_) {
            if (name == key) line = value.line;
        }
    }
    problem_->report(line, path_of(key), std::move(what));
}

std::string TomlReader::text(std::string_view key) {
    const TomlValue* value = need(key);
    if (value == nullptr) return {};
    const auto* text = std::get_if<std::string>(&value->value);
    if (text == nullptr || text->empty()) {
        report(key, "must be a text that is not empty");
        return {};
    }
    return *text;
}

std::string TomlReader::text(std::string_view key, std::string otherwise) {
    return has(key) ? text(key) : (take(key), std::move(otherwise));
}

std::int64_t TomlReader::number(std::string_view key, std::int64_t least, std::int64_t most) {
    const TomlValue* value = need(key);
    if (value == nullptr) return least;
    const auto* number = std::get_if<std::int64_t>(&value->value);
    if (number == nullptr || *number < least || *number > most) {
        report(key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        return least;
    }
    return *number;
}

std::optional<std::int64_t> TomlReader::number_if(std::string_view key, std::int64_t least,
                                                  std::int64_t most) {
    if (has(key)) return number(key, least, most);
    take(key);
    return std::nullopt;
}

std::int64_t TomlReader::number(std::string_view key, std::int64_t least, std::int64_t most,
                                std::int64_t otherwise) {
    return number_if(key, least, most).value_or(otherwise);
}

bool TomlReader::flag(std::string_view key, bool otherwise) {
    const TomlValue* value = take(key);
    if (value == nullptr) return otherwise;
    const auto* flag = std::get_if<bool>(&value->value);
    if (flag == nullptr) report(key, "must be true or false");
    return flag == nullptr ? otherwise : *flag;
}

std::chrono::year_month_day TomlReader::date(std::string_view key) {
    const auto date = platform::parse_date(text(key));
    if (!date) report(key, "must be a date like \"2014-06-30\"");
    return date.value_or(std::chrono::year_month_day{});
}

std::vector<std::string> TomlReader::texts(std::string_view key) {
    std::vector<std::string> out;
    const TomlValue* value = take(key);
    if (value == nullptr) return out;
    const auto* items = std::get_if<TomlArray>(&value->value);
    if (items == nullptr) {
        report(key, "must be a list of texts");
        return out;
    }
    for (const TomlValue& item : *items) {
        const auto* text = std::get_if<std::string>(&item.value);
        if (text == nullptr || text->empty()) report(key, "must be a list of texts that are not empty");
        if (text != nullptr) out.push_back(*text);
    }
    return out;
}

std::vector<TomlReader> TomlReader::tables(std::string_view key) {
    std::vector<TomlReader> out;
    const TomlValue* value = take(key);
    if (value == nullptr) return out;
    const auto* items = std::get_if<TomlArray>(&value->value);
    if (items == nullptr) {
        report(key, "must be a list of tables");
        return out;
    }
    for (std::size_t i = 0; i < items->size(); ++i) {
        out.emplace_back((*items)[i], path_of(key) + "[" + std::to_string(i) + "]", *problem_);
    }
    return out;
}

TomlReader TomlReader::table(std::string_view key) {
    static const TomlValue kEmpty{TomlTable{}, 0};
    const TomlValue* value = need(key);
    return TomlReader(value == nullptr ? kEmpty : *value, path_of(key), *problem_);
}

std::optional<TomlReader> TomlReader::table_if(std::string_view key) {
    if (has(key)) return table(key);
    take(key);
    return std::nullopt;
}

void TomlReader::finish() {
    if (table_ == nullptr) return;
    for (const auto& [key, value] : *table_) {
        if (std::find(taken_.begin(), taken_.end(), key) != taken_.end()) continue;
        problem_->report(value.line, path_of(key), "is not a key that is known here");
    }
}

}  // namespace config
