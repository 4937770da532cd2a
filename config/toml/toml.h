// Reading TOML files that people write: every problem names file, line and key, and a key that nobody asked
// for is a problem too. The TOML library stays inside toml.cpp. Values only; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "platform/base/result.h"

namespace config {

/// What is wrong with a file, for the person who writes it. Carries no value of the file, only names of keys
/// and what is allowed.
struct FileError {
    std::string file;
    std::uint32_t line = 0;  // 0 = the whole file
    std::string key;         // "plan[0].terms[1].fee_fen"; "" = the whole file
    std::string what;
    bool operator==(const FileError&) const = default;
};
/// "xiamen.toml:12: plan[0].max_units: must be 1 or more"
std::string describe(const FileError& error);

struct TomlValue;
using TomlArray = std::vector<TomlValue>;
using TomlTable = std::vector<std::pair<std::string, TomlValue>>;  // in the order of the file's keys by name
/// Something else that TOML knows and no file of ours uses.
struct TomlOther {};

struct TomlValue {
    std::variant<TomlOther, bool, std::int64_t, std::string, TomlArray, TomlTable> value;
    std::uint32_t line = 0;
};

/// The top table. Text over 1 MiB or not TOML is an error.
platform::Result<TomlValue, FileError> parse_toml(std::string_view file, std::string_view text);
/// Reads the file, too.
platform::Result<TomlValue, FileError> read_toml(const std::string& path);

/// The first problem found; later ones are not kept.
class TomlProblem {
  public:
    explicit TomlProblem(std::string file) : file_(std::move(file)) {}
    void report(std::uint32_t line, std::string key, std::string what);
    bool found() const { return error_.has_value(); }
    const std::optional<FileError>& error() const { return error_; }

  private:
    std::string file_;
    std::optional<FileError> error_;
};

/// Takes the keys of one table. After a problem every getter returns an empty value, so a reader reads on to
/// its end and asks the TomlProblem once. Refers to the value and the problem: both must outlive it.
class TomlReader {
  public:
    /// A value that is no table is a problem.
    TomlReader(const TomlValue& table, std::string path, TomlProblem& problem);

    bool has(std::string_view key) const;
    /// Missing, of another type or empty is a problem.
    std::string text(std::string_view key);
    std::string text(std::string_view key, std::string otherwise);
    std::int64_t number(std::string_view key, std::int64_t least, std::int64_t most);
    std::int64_t number(std::string_view key, std::int64_t least, std::int64_t most, std::int64_t otherwise);
    std::optional<std::int64_t> number_if(std::string_view key, std::int64_t least, std::int64_t most);
    bool flag(std::string_view key, bool otherwise);
    /// "2014-06-01"
    std::chrono::year_month_day date(std::string_view key);
    std::vector<std::string> texts(std::string_view key);
    /// The tables of an array of tables (or of inline tables); none when the key is missing.
    std::vector<TomlReader> tables(std::string_view key);
    /// Missing is a problem.
    TomlReader table(std::string_view key);
    std::optional<TomlReader> table_if(std::string_view key);

    /// One of a closed set of words: `named` returns nothing for others; `allowed` is said in the problem.
    template <class Named>
    auto choice(std::string_view key, Named named, std::string_view allowed) {
        const std::string word = text(key);
        const auto found = named(word);
        if (!found && !problem_->found()) report(key, "must be one of " + std::string(allowed));
        return found ? *found : typename decltype(named(word))::value_type{};
    }
    template <class Named>
    auto choices(std::string_view key, Named named, std::string_view allowed) {
        std::vector<typename decltype(named(std::string()))::value_type> out;
        for (const std::string& word : texts(key)) {
            const auto found = named(word);
            if (found) out.push_back(*found);
            if (!found) report(key, "must name only " + std::string(allowed));
        }
        return out;
    }

    /// Every key that was not asked for is a problem. Call last.
    void finish();

    /// A problem of the reader's caller, at that key (or at the table when the key is missing or "").
    void report(std::string_view key, std::string what);
    std::uint32_t line() const { return line_; }

  private:
    const TomlValue* take(std::string_view key);
    const TomlValue* need(std::string_view key);
    std::string path_of(std::string_view key) const;

    const TomlTable* table_;
    std::uint32_t line_;
    std::string path_;
    TomlProblem* problem_;
    std::vector<std::string_view> taken_;
};

}  // namespace config
