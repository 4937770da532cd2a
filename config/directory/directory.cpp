#include "config/directory/directory.h"

#include <algorithm>
#include <array>

#include "platform/base/file.h"

namespace config {

namespace {

constexpr std::size_t kMaxFile = 1 << 20;
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

/// What is wrong with a row, if anything: the column and the problem.
using Wrong = std::pair<std::string_view, std::string_view>;

platform::Result<Station, Wrong> read_row(std::string_view line) {
    std::vector<std::string> cells = split(line, '\t');
    if (cells.size() != kColumns.size())
        return platform::fail(Wrong{"", "must have 7 columns, separated by tabs"});
    Station out{cells[0], cells[1], StationKind::station, cells[3], cells[4], {}, cells[6]};
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

}  // namespace

platform::Result<Directory, FileError> parse_directory(std::string_view file, std::string_view text) {
    const auto fail = [&](std::uint32_t line, Wrong wrong) {
        return platform::fail(
            FileError{std::string(file), line, std::string(wrong.first), std::string(wrong.second)});
    };
    Directory out;
    std::uint32_t number = 0;
    for (std::string& line : split(text, '\n')) {
        ++number;
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (number == 1) {
            const auto names = split(line, '\t');
            if (!std::equal(names.begin(), names.end(), kColumns.begin(), kColumns.end())) {
                return fail(1, {"",
                                "the first line must name the columns: code, district, kind, name, address, "
                                "phones, printed_name"});
            }
            continue;
        }
        if (line.empty()) continue;
        auto station = read_row(line);
        if (!station) return fail(number, station.error());
        if (find_station(out, station->code) != nullptr)
            return fail(number, {"code", "is used by another row"});
        if (is_second_center(out, *station)) return fail(number, {"kind", "is the district's second center"});
        out.push_back(std::move(*station));
    }
    if (out.empty()) return fail(0, {"", "lists no station"});
    return out;
}

platform::Result<Directory, FileError> load_directory(const std::string& path) {
    const auto bytes = platform::read_file(path, kMaxFile);
    if (!bytes) return platform::fail(FileError{path, 0, "", "the file cannot be read"});
    return parse_directory(path, platform::string_of(*bytes));
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
