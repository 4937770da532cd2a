// The city's service stations and district centers: a tab-separated file that people keep, read once.
// Columns: code, district, kind (district_center or station), name, address, phones (separated by ;),
// printed_name (as the newspaper misprinted it; empty where it was right). UTF-8, first line = column names.
#pragma once

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

/// In the file's order. FileError::key names the column.
using Directory = std::vector<Station>;
platform::Result<Directory, FileError> parse_directory(std::string_view file, std::string_view text);
platform::Result<Directory, FileError> load_directory(const std::string& path);

/// Null when there is none.
const Station* find_station(const Directory& directory, std::string_view code);
/// The center of the station's district; null for stations under the city itself.
const Station* center_of(const Directory& directory, const Station& station);

}  // namespace config
