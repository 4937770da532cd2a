// The city's service stations and district centers: a tab-separated file that people keep, read once.
// Columns: code, district, kind (district_center or station), name, address, phones (separated by ;),
// printed_name (as the newspaper misprinted it; empty where it was right). UTF-8, first line = column names;
// before it may stand a line of its own that says which edition of the file it is, "version<TAB>7". A center
// sends such a file to its terminals, where it takes the place of one with a lower version, or with none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/toml/toml.h"
#include "platform/base/result.h"

namespace config {

enum class StationKind : std::uint8_t { district_center, station };

struct Station {
    std::string code;      // "SM03"
    std::string district;  // "思明区"; stations under the city itself have their own word there
    StationKind kind = StationKind::station;
    std::string name;
    std::string address;
    std::vector<std::string> phones;
    std::string printed_name;
    bool operator==(const Station&) const = default;
};

/// In the file's order; at most kMostStations.
using Directory = std::vector<Station>;
constexpr std::size_t kMostStations = 2000;

struct DirectoryFile {
    std::int64_t version = 0;  // 1 to 999,999,999; 0 where the file names none
    Directory stations;
    bool operator==(const DirectoryFile&) const = default;
};

/// FileError::key names the column.
platform::Result<DirectoryFile, FileError> parse_directory(std::string_view file, std::string_view text);
platform::Result<DirectoryFile, FileError> load_directory(const std::string& path);

constexpr std::size_t kLargestDirectoryDocument = 128 * 1024;
/// One that a center may send: no larger than that, and with its version.
platform::Result<DirectoryFile, FileError> parse_directory_document(std::string_view file,
                                                                    std::string_view text);

/// Null when there is none.
const Station* find_station(const Directory& directory, std::string_view code);
/// The center of the station's district; null for stations under the city itself.
const Station* center_of(const Directory& directory, const Station& station);

}  // namespace config
