#include "config/directory/directory.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "platform/base/file.h"
#include "platform/base/utf8.h"

namespace config {

namespace {

constexpr std::size_t kMaxFile = 1 << 20;
constexpr std::string_view kVersion = "version\t";
constexpr std::int64_t kHighestVersion = 999'999'999;
constexpr std::array<std::string_view, 7> kColumns{"code",    "district", "kind",        "name",
                                                   "address", "phones",   "printed_name"};

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> out(1);
    for (const char c : text) {
        if (c == at) {
            out.emplace_back();
        } else {
            out.back().push_back(c);
        }
    }
    return out;
}

bool is_phone(const std::string& text) {
    return text.size() >= 3 && text.size() <= 20 &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

constexpr std::string_view kColumnsExpected =
    "must name the columns: code, district, kind, name, address, phones, printed_name";

/// What is wrong with a row, if anything: the column and the problem.
using Wrong = std::pair<std::string_view, std::string_view>;

platform::Result<Station, Wrong> read_row(std::string_view line) {
    std::vector<std::string> cells = split(line, '\t');
    if (cells.size() != kColumns.size())
        return platform::fail(Wrong{"", "must have 7 columns, separated by tabs"});
    Station out{cells[0], cells[1], StationKind::station, cells[3], cells[4], {}, cells[6]};
    for (std::size_t column = 0; column < cells.size(); ++column) {
        if (!platform::is_text(cells[column]))
            return platform::fail(Wrong{kColumns[column], "must be UTF-8 text"});
    }
    for (const std::size_t column : {0U, 1U, 3U, 4U}) {
        if (cells[column].empty()) return platform::fail(Wrong{kColumns[column], "is empty"});
    }
    if (cells[2] == "district_center") {
        out.kind = StationKind::district_center;
    } else if (cells[2] != "station") {
        return platform::fail(Wrong{"kind", "must be district_center or station"});
    }
    if (!cells[5].empty()) out.phones = split(cells[5], ';');
    if (!std::all_of(out.phones.begin(), out.phones.end(), is_phone)) {
        return platform::fail(Wrong{"phones", "must be digits and -, separated by ;"});
    }
    return out;
}

bool is_second_center(const Directory& directory, const Station& station) {
    return station.kind == StationKind::district_center && center_of(directory, station) != nullptr;
}

using Added = platform::Result<void, Wrong>;

Added add_row(Directory& to, std::string_view line) {
    if (to.size() == kMostStations) return platform::fail(Wrong{"", "is a row too many: 2000 at most"});
    auto station = read_row(line);
    if (!station) return platform::fail(station.error());
    if (find_station(to, station->code) != nullptr)
        return platform::fail(Wrong{"code", "is used by another row"});
    if (is_second_center(to, *station))
        return platform::fail(Wrong{"kind", "is the district's second center"});
    to.push_back(std::move(*station));
    return {};
}

bool names_columns(std::string_view line) {
    const auto names = split(line, '\t');
    return std::equal(names.begin(), names.end(), kColumns.begin(), kColumns.end());
}

std::optional<std::int64_t> read_version(std::string_view line) {
    const std::string_view digits = line.substr(kVersion.size());
    std::int64_t version = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    if (!whole || version < 1 || version > kHighestVersion) return std::nullopt;
    return version;
}

}  // namespace

platform::Result<DirectoryFile, FileError> parse_directory(std::string_view file, std::string_view text) {
    std::uint32_t number = 1;
    const auto fail = [&](std::string_view key, std::string_view problem) {
        return platform::fail(FileError{std::string(file), number, std::string(key), std::string(problem)});
    };
    DirectoryFile out;
    bool named = false;
    for (std::string& line : split(text, '\n')) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (number == 1 && line.starts_with(kVersion)) {
            const auto version = read_version(line);
            if (!version) return fail("version", "must be a whole number from 1 to 999999999");
            out.version = *version;
        } else if (!named) {
            if (!names_columns(line)) return fail("", kColumnsExpected);
            named = true;
        } else if (!line.empty()) {
            const Added added = add_row(out.stations, line);
            if (!added) return fail(added.error().first, added.error().second);
        }
        ++number;
    }
    number = 0;
    if (!named) return fail("", kColumnsExpected);
    if (out.stations.empty()) return fail("", "lists no station");
    return out;
}

platform::Result<DirectoryFile, FileError> load_directory(const std::string& path) {
    const auto bytes = platform::read_file(path, kMaxFile);
    if (!bytes) return platform::fail(FileError{path, 0, "", "the file cannot be read"});
    return parse_directory(path, platform::string_of(*bytes));
}

platform::Result<DirectoryFile, FileError> parse_directory_document(std::string_view file,
                                                                    std::string_view text) {
    if (text.size() > kLargestDirectoryDocument)
        return platform::fail(FileError{std::string(file), 0, "", "is larger than 128 KiB"});
    auto read = parse_directory(file, text);
    if (read && read->version == 0) {
        return platform::fail(FileError{std::string(file), 1, "version",
                                        "is missing: the first line must be the word version, a tab and a "
                                        "number"});
    }
    return read;
}

const Station* find_station(const Directory& directory, std::string_view code) {
    const auto found = std::find_if(directory.begin(), directory.end(),
                                    [&](const Station& other) { return other.code == code; });
    return found == directory.end() ? nullptr : &*found;
}

const Station* center_of(const Directory& directory, const Station& station) {
    const auto found = std::find_if(directory.begin(), directory.end(), [&](const Station& other) {
        return other.kind == StationKind::district_center && other.district == station.district;
    });
    return found == directory.end() ? nullptr : &*found;
}

}  // namespace config
