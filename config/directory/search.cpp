#include "config/directory/search.h"

#include <algorithm>

#include "platform/base/utf8.h"

namespace config {

namespace {

constexpr std::size_t kNowhere = std::string::npos;

/// Lower case, ü as pinyin is typed.
char32_t lower(char32_t c) {
    if (c == U'ü' || c == U'Ü') return U'v';
    return c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c;
}
/// A letter, digit or ideograph; brackets, dots, hyphens are nothing that people search for.
bool is_searched(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || (c >= 0x3400 && c < 0xFE00) ||
           c >= 0x20000;
}

std::u32string query_of(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size() && out.size() < StationIndex::kLongestQuery;) {
        const char32_t c = lower(platform::next_character(text, at));
        if (is_searched(c)) out.push_back(c);
    }
    return out;
}

void add_once(std::vector<std::u32string>& to, std::u32string spelling) {
    if (std::find(to.begin(), to.end(), spelling) == to.end()) to.push_back(std::move(spelling));
}

/// The spellings under which a reading is found: zh as z, v as u.
std::vector<std::u32string> spellings_of(const std::vector<std::string>& readings) {
    std::vector<std::u32string> out;
    for (const std::string& reading : readings) {
        const std::u32string plain(reading.begin(), reading.end());
        add_once(out, plain);
        if (const auto v = plain.find(U'v'); v != kNowhere) {
            std::u32string u = plain;
            u[v] = U'u';
            add_once(out, std::move(u));
        }
        if (plain.size() > 1 && plain[1] == U'h') add_once(out, plain.substr(0, 1) + plain.substr(2));
    }
    return out;
}

/// How much of a reading may stand for the whole: z or zh, j, a.
std::size_t initial_of(std::u32string_view reading) {
    return reading.size() > 1 && reading[1] == U'h' ? 2 : 1;
}

std::size_t shared_start(std::u32string_view a, std::u32string_view b) {
    const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return static_cast<std::size_t>(differ.first - a.begin());
}

}  // namespace

StationIndex::StationIndex(Directory directory, const Readings& readings) : directory_(std::move(directory)) {
    for (std::size_t i = 0; i < directory_.size(); ++i) {
        const Station& station = directory_[i];
        auto district = std::find_if(districts_.begin(), districts_.end(),
                                     [&](const District& other) { return other.name == station.district; });
        if (district == districts_.end()) district = districts_.insert(district, {station.district, {}});
        const bool center = station.kind == StationKind::district_center;
        district->stations.insert(center ? district->stations.begin() : district->stations.end(), i);

        Row row{line_of(station.name, readings), line_of(station.printed_name, readings),
                line_of(station.district, readings), line_of(station.address, readings)};
        for (const std::string& phone : station.phones) row.push_back(line_of(phone, readings));
        rows_.push_back(std::move(row));
    }
}

StationIndex::Line StationIndex::line_of(std::string_view text, const Readings& readings) {
    Line out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = lower(platform::next_character(text, at));
        if (is_searched(c)) out.push_back({c, spellings_of(readings(c))});
    }
    return out;
}

/// Reads the line character by character and keeps, as bits, all the places in the query where that may have
/// brought the reader.
bool StationIndex::begins(const Line& line, std::size_t at, std::u32string_view query) {
    static_assert(kLongestQuery < 64);
    const std::uint64_t end = std::uint64_t{1} << query.size();
    std::uint64_t reached = 1;
    for (; at < line.size() && reached != 0; ++at) {
        std::uint64_t next = 0;
        for (std::size_t from = 0; from < query.size(); ++from) {
            if ((reached >> from & 1) == 0) continue;
            const std::u32string_view rest = query.substr(from);
            if (rest.front() == line[at].itself) next |= std::uint64_t{1} << (from + 1);
            for (const std::u32string& reading : line[at].readings) {
                const std::size_t shared = shared_start(reading, rest);
                if (shared == rest.size()) return true;
                if (shared == reading.size()) next |= std::uint64_t{1} << (from + shared);
                if (shared >= initial_of(reading)) next |= std::uint64_t{1} << (from + initial_of(reading));
            }
        }
        if ((next & end) != 0) return true;
        reached = next;
    }
    return false;
}

std::size_t StationIndex::find(const Line& line, std::u32string_view query) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (begins(line, at, query)) return at;
    }
    return kNowhere;
}

std::vector<std::size_t> StationIndex::search(std::string_view text) const {
    const std::u32string query = query_of(text);
    if (query.empty()) return {};
    struct Hit {
        std::size_t worth;  // less is better
        std::size_t row;
    };
    std::vector<Hit> hits;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        const Row& lines = rows_[row];
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::size_t at = find(lines[i], query);
            if (at == kNowhere) continue;
            const bool in_name = i == 0;
            hits.push_back({in_name ? std::min<std::size_t>(at, 1) : i + 1, row});
            break;
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.worth < b.worth; });
    std::vector<std::size_t> out;
    for (const Hit& hit : hits) out.push_back(hit.row);
    return out;
}

std::vector<Text> kinds_decided_by(const Pack& pack, Route route) {
    std::vector<Text> out;
    for (const ClaimKind& kind : pack.kinds) {
        if (kind.route == route) out.push_back(kind.name);
    }
    return out;
}

}  // namespace config
