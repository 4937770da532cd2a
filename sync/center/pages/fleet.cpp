#include "sync/center/pages/fleet.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>

#include "config/scheme/pack.h"
#include "config/scheme/rules.h"
#include "sync/center/pages/forecast.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using nlohmann::json;
using platform::UtcMs;

constexpr UtcMs kDay = 24LL * 3600 * 1000;
constexpr UtcMs kOnline = 2LL * 3600 * 1000;
/// Beyond this a clock is named among what needs somebody.
constexpr std::int64_t kDriftSeconds = 30;

struct Days {
    std::array<DayFigures, kFleetDays> figures{};
    std::int64_t month = 0;
    std::int64_t today = 0;
};

std::map<platform::TerminalId, Days> days_by_terminal(const FleetInput& input) {
    std::map<platform::TerminalId, Days> found;
    const std::int64_t today = day_of(input.now);
    const auto date = platform::shanghai_date(input.now);
    const std::int64_t month = day_of(platform::start_of_day(date.year() / date.month() / 1));
    for (const Arrivals& day : input.days) {
        Days& days = found[day.terminal];
        const std::int64_t at = day.when - (today - kFleetDays);
        if (at >= 0 && at < kFleetDays)
            days.figures[static_cast<std::size_t>(at)] = {day.entries, day.contacts};
        if (day.when >= month) days.month += day.enrollments;
    }
    for (const Arrivals& hour : input.hours) {
        found[hour.terminal].today += hour.enrollments;
        found[hour.terminal].month += hour.enrollments;
    }
    return found;
}

std::string_view state_of(const FleetRow& row) {
    if (row.terminal.revoked) return "revoked";
    if (row.terminal.disputed) return "disputed";
    return row.terminal.provisioned ? "working" : "registered";
}

std::string paper_of(const wire::Heartbeat& beat) {
    for (const wire::DeviceHealth& device : beat.devices()) {
        if (device.device() != "printer") continue;
        if (device.state() == "ready") return "ok";
        if (device.state() == "needs_care") return "low";
        return device.trouble() == "paper_out" ? "out" : "unknown";
    }
    return "none";
}

json devices_of(const wire::Heartbeat& beat) {
    json devices = json::array();
    for (const wire::DeviceHealth& device : beat.devices()) {
        devices.push_back({{"device", device.device()},
                           {"state", device.state()},
                           {"uses", device.uses()},
                           {"failures", device.failures()},
                           {"trouble", device.trouble()}});
    }
    return devices;
}

/// The pack it works with, and whether a newer edition is waiting for it.
json pack_of(const wire::Heartbeat& beat, std::span<const PackEdition> packs) {
    json pack{{"id", beat.pack_id()}, {"edition", nullptr}, {"current", true}};
    std::int64_t newest = 0;
    for (const PackEdition& known : packs) {
        if (known.id == beat.pack_id()) newest = std::max(newest, known.edition);
        if (platform::string_of(known.hash) == beat.pack_hash()) pack["edition"] = known.edition;
    }
    if (newest != 0) pack["current"] = pack["edition"] == newest;
    return pack;
}

/// Which documents of the center it works with, by version; null from a terminal that does not say.
json documents_of(const wire::Heartbeat& beat) {
    if (!beat.has_directory_version()) return {};
    return {{"settings", beat.settings_version()},
            {"station_settings", beat.station_settings_version()},
            {"directory", beat.directory_version()}};
}

std::optional<UtcMs> window_end(const FleetInput& input) {
    std::optional<UtcMs> end;
    for (const PackEdition& pack : input.packs) {
        const bool used = std::any_of(input.rows.begin(), input.rows.end(), [&](const FleetRow& row) {
            wire::Heartbeat beat;
            return beat.ParseFromArray(row.heartbeat.data(), static_cast<int>(row.heartbeat.size())) &&
                   beat.pack_id() == pack.id;
        });
        if (used && pack.window_end && (!end || *pack.window_end < *end)) end = pack.window_end;
    }
    return end;
}

std::string name_in(const config::Directory* directory, const std::string& code) {
    const config::Station* station = directory == nullptr ? nullptr : config::find_station(*directory, code);
    return station == nullptr ? code : station->name;
}

class Fleet {
  public:
    explicit Fleet(const FleetInput& input)
        : input_(input), window_end_(window_end(input)), days_(days_by_terminal(input)) {}

    json all() && {
        json terminals = json::array();
        for (const FleetRow& row : input_.rows) terminals.push_back(terminal(row));
        json totals{{"working", working_},
                    {"online", online_},
                    {"today", today_},
                    {"month", month_},
                    {"gaps", gaps_},
                    {"late", late_},
                    {"late_entries", late_entries_}};
        json states = json::object();
        for (const auto& [state, count] : input_.states) states[state] = count;
        return {{"now", input_.now},
                {"window_end", window_end_ ? json(*window_end_) : json()},
                {"first_day", day_of(input_.now) - kFleetDays},
                {"totals", std::move(totals)},
                {"states", std::move(states)},
                {"hours", hours()},
                {"terminals", std::move(terminals)},
                {"care", std::move(care_)}};
    }

  private:
    json hours() const {
        std::array<std::int64_t, 24> counts{};
        const UtcMs start = platform::start_of_day(platform::shanghai_date(input_.now));
        for (const Arrivals& hour : input_.hours) {
            const std::int64_t at = hour.when - start / 3'600'000;
            if (at >= 0 && at < 24) counts[static_cast<std::size_t>(at)] += hour.enrollments;
        }
        return counts;
    }

    void needs_care(const FleetRow& row, std::string_view what, std::int64_t value) {
        care_.push_back({{"station", row.terminal.station},
                         {"name", name_in(input_.directory, row.terminal.station)},
                         {"number", row.terminal.number},
                         {"what", what},
                         {"value", value},
                         {"seen", row.seen ? json(*row.seen) : json()}});
    }

    void count(const FleetRow& row, const Days& days) {
        if (state_of(row) == "working") ++working_;
        if (row.seen && input_.now - *row.seen < kOnline) ++online_;
        today_ += days.today;
        month_ += days.month;
    }

    json terminal(const FleetRow& row) {
        wire::Heartbeat beat;
        const bool told = !row.heartbeat.empty() &&
                          beat.ParseFromArray(row.heartbeat.data(), static_cast<int>(row.heartbeat.size()));
        const Days& days = days_[row.terminal.id];
        count(row, days);
        const std::uint64_t written = std::max(beat.written_seq(), row.held_seq);
        const std::uint64_t gap =
            beat.acknowledged_seq() > row.held_seq ? beat.acknowledged_seq() - row.held_seq : 0;
        const std::int64_t drift =
            told ? (beat.wall_ms() - *row.seen + (beat.wall_ms() < *row.seen ? -500 : 500)) / 1000 : 0;
        const Forecast outlook =
            forecast({input_.now, window_end_, row.seen, written - row.held_seq, days.figures});
        const std::string paper = paper_of(beat);
        json daily = json::array();
        for (const DayFigures& day : days.figures) daily.push_back(day.entries);
        gaps_ += static_cast<std::int64_t>(gap);
        name_troubles(row, outlook, static_cast<std::int64_t>(gap), drift, paper);
        json pack = told ? pack_of(beat, input_.packs) : json();
        if (told && !pack["current"].get<bool>()) needs_care(row, "old_pack", 0);
        return {{"station", row.terminal.station},
                {"name", name_in(input_.directory, row.terminal.station)},
                {"number", row.terminal.number},
                {"prefix", row.terminal.prefix},
                {"state", state_of(row)},
                {"written", written},
                {"held", row.held_seq},
                {"gap", gap},
                {"seen", row.seen ? json(*row.seen) : json()},
                {"days", std::move(daily)},
                {"today", days.today},
                {"drift", told ? json(drift) : json()},
                {"paper", told ? json(paper) : json()},
                {"pack", std::move(pack)},
                {"documents", documents_of(beat)},
                {"software", beat.software_version()},
                {"devices", devices_of(beat)},
                {"outlook", name_of(outlook.outlook)},
                {"missing", outlook.missing}};
    }

    void name_troubles(const FleetRow& row, const Forecast& outlook, std::int64_t gap, std::int64_t drift,
                       const std::string& paper) {
        if (row.terminal.revoked) return;
        if (row.terminal.disputed) needs_care(row, "disputed", 0);
        if (outlook.outlook == Outlook::late || outlook.outlook == Outlook::at_risk) {
            ++late_;
            late_entries_ += outlook.missing;
            needs_care(row, name_of(outlook.outlook), outlook.missing);
        } else if (row.seen && input_.now - *row.seen > 2 * kDay) {
            needs_care(row, "silent", (input_.now - *row.seen) / kDay);
        }
        if (gap > 0) needs_care(row, "gap", gap);
        if (paper == "out" || paper == "low") needs_care(row, "paper_" + paper, 0);
        if (std::llabs(drift) > kDriftSeconds) needs_care(row, "clock", drift);
    }

    const FleetInput& input_;
    std::optional<UtcMs> window_end_;
    std::map<platform::TerminalId, Days> days_;
    json care_ = json::array();
    std::int64_t working_ = 0, online_ = 0, today_ = 0, month_ = 0, gaps_ = 0, late_ = 0, late_entries_ = 0;
};

}  // namespace

std::vector<PackEdition> editions_of(const std::vector<PackRow>& packs, UtcMs now) {
    std::vector<PackEdition> editions;
    for (const PackRow& row : packs) {
        const auto pack = config::load_pack(row.id + ".toml", row.toml);
        if (!pack) continue;
        const config::WindowState window = config::window_on(*pack, platform::shanghai_date(now));
        PackEdition edition{row.hash, row.id, pack->edition, std::nullopt};
        if (window.open && window.window)
            edition.window_end = platform::start_of_day(window.window->to) + kDay;
        editions.push_back(std::move(edition));
    }
    return editions;
}

std::int64_t day_of(UtcMs at) {
    return (at + platform::kShanghaiOffsetMs) / kDay;
}

std::int64_t first_day(UtcMs now) {
    const auto date = platform::shanghai_date(now);
    const std::int64_t month = day_of(platform::start_of_day(date.year() / date.month() / 1));
    return std::min(month, day_of(now) - kFleetDays);
}

json fleet_json(const FleetInput& input) {
    return Fleet(input).all();
}

}  // namespace syncing::center
