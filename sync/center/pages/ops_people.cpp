#include <charconv>
#include <nlohmann/json.hpp>

#include "sync/center/judge.h"
#include "sync/center/pages/answers.h"
#include "sync/center/pages/ops.h"

namespace syncing::center {

namespace {

using nlohmann::json;
using platform::HttpRequest;
using platform::HttpResponse;

constexpr std::size_t kPage = 50;
/// So many enrollments are opened at once while a slip is looked for.
constexpr std::size_t kHandful = 25;

/// "JL03-B000313" is the 313th of its terminal.
std::uint64_t counter_of(std::string_view slip) {
    const std::size_t digits = slip.find_last_not_of("0123456789") + 1;
    std::uint64_t counter = 0;
    std::from_chars(slip.data() + digits, slip.data() + slip.size(), counter);
    return counter;
}

std::string place_text(const EnrollmentLine& line) {
    return std::to_string(line.decided_ms) + "-" + platform::to_hex(line.record);
}

/// What place_text gave; nothing when it is anything else.
std::optional<EnrollmentPlace> parse_place(std::string_view text) {
    EnrollmentPlace place;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), place.decided_ms);
    if (error != std::errc() || end == text.data() + text.size() || *end != '-') return std::nullopt;
    const auto bytes = platform::from_hex(text.substr(static_cast<std::size_t>(end + 1 - text.data())));
    const auto record = bytes ? platform::array_of<16>(*bytes) : std::nullopt;
    if (!record) return std::nullopt;
    place.record = *record;
    return place;
}

std::string name_of_station(const config::Directory& directory, const std::string& code) {
    const config::Station* station = config::find_station(directory, code);
    return station == nullptr ? code : station->name;
}

}  // namespace

json Ops::line_json(const EnrollmentLine& line) const {
    json out{{"record", platform::to_hex(line.record)},
             {"station", line.station},
             {"station_name", name_of_station(directory_, line.station)},
             {"plan", line.plan},
             {"period", line.period},
             {"state", line.state},
             {"reason", line.reason},
             {"decided", line.decided_ms}};
    if (line.duplicate_of) out["duplicate_of"] = platform::to_hex(*line.duplicate_of);
    return out;
}

platform::Result<json, DeskError> Ops::lines_with_names(const std::vector<EnrollmentLine>& lines) const {
    json question{{"ask", "names"}, {"records", json::array()}};
    for (const EnrollmentLine& line : lines) question["records"].push_back(platform::to_hex(line.record));
    const auto names = ask_(question);
    if (!names) return platform::fail(names.error());
    if (!names->contains("rows")) return platform::fail(DeskError::broken);
    std::map<std::string, json> known;
    for (const json& row : (*names)["rows"]) known[row["record"].get<std::string>()] = row;
    json rows = json::array();
    for (const EnrollmentLine& line : lines) {
        json row = line_json(line);
        if (const auto found = known.find(row["record"].get<std::string>()); found != known.end()) {
            row.update(found->second);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

HttpResponse Ops::enrollments(OperatorStore& store, const Caller& caller, const HttpRequest& request,
                              std::string_view) {
    const EnrollmentFilter filter{station_in(caller, request),
                                  std::string(request.parameter("state").value_or("")),
                                  request.parameter("state") == name_of(State::in_review)};
    std::optional<EnrollmentPlace> after;
    if (const auto text = request.parameter("after")) {
        after = parse_place(*text);
        if (!after) return ops_problem(400, "bad-query", "after must be where a page ended.");
    }
    if (const auto slip = request.parameter("slip"))
        return find_slip(store, filter.station, std::string(*slip));
    auto lines = store.enrollments(filter, after, kPage + 1);
    if (!lines) return ops_store_problem(lines.error());
    json answer{{"more", nullptr}};
    if (lines->size() > kPage) {
        lines->pop_back();
        answer["more"] = place_text(lines->back());
    }
    const auto rows = lines_with_names(*lines);
    if (!rows) return desk_problem(rows.error());
    answer["rows"] = *rows;
    return json_answer(answer);
}

HttpResponse Ops::find_slip(OperatorStore& store, const std::string& only_station, const std::string& slip) {
    const auto ledgers = store.ledgers_of(slip.substr(0, slip.find('-')));
    if (!ledgers) return ops_store_problem(ledgers.error());
    json answer{{"rows", json::array()}, {"more", nullptr}};
    for (const HeldLedger& ledger : *ledgers) {
        const auto row = slip_in(store, ledger, slip);
        if (!row) return row.error();
        if (row->is_null()) continue;
        if (only_station.empty() || (*row)["station"] == only_station) answer["rows"].push_back(*row);
        break;
    }
    return json_answer(answer);
}

platform::Result<json, HttpResponse> Ops::slip_in(OperatorStore& store, const HeldLedger& ledger,
                                                  const std::string& slip) const {
    std::uint64_t low = 1;
    std::uint64_t end = ledger.held_seq + 1;
    while (low < end) {
        const std::uint64_t from = end - low > 2 * kHandful ? low + (end - low) / 2 : low;
        const auto written = store.written(ledger.id, from, kHandful);
        if (!written) return platform::fail(ops_store_problem(written.error()));
        if (written->empty()) {
            end = from;
            continue;
        }
        std::vector<EnrollmentLine> lines;
        for (const WrittenLine& one : *written) lines.push_back(one.line);
        const auto rows = lines_with_names(lines);
        if (!rows) return platform::fail(desk_problem(rows.error()));
        for (const json& row : *rows)
            if (row.value("slip", "") == slip) return row;
        if (counter_of(rows->front().value("slip", "")) > counter_of(slip))
            end = from;
        else
            low = written->back().seq + 1;
    }
    return json();
}

HttpResponse Ops::open_enrollment(OperatorStore& store, const Caller& caller, const HttpRequest&,
                                  std::string_view about) {
    const auto line = line_for(store, caller, about);
    if (!line) return line.error();
    // Written before anything is shown: nobody sees a person without a trace of it.
    const Done done = record(store, caller, "enrollment_opened", std::string(about));
    if (!done) return ops_store_problem(done.error());
    const auto opened = ask_({{"ask", "open"}, {"record", about}});
    if (!opened) return desk_problem(opened.error());
    json answer = *opened;
    answer["line"] = line_json(*line);
    return json_answer(answer);
}

platform::Result<EnrollmentLine, HttpResponse> Ops::line_for(OperatorStore& store, const Caller& caller,
                                                             std::string_view about) {
    const auto bytes = platform::from_hex(about);
    const auto record = bytes ? platform::array_of<16>(*bytes) : std::nullopt;
    if (!record) return platform::fail(nothing_there());
    const auto line = store.enrollment(*record);
    if (!line) return platform::fail(ops_store_problem(line.error()));
    const bool hidden = *line && caller.who.role == Role::station && (*line)->station != caller.who.station;
    if (!*line || hidden) return platform::fail(nothing_there());
    return **line;
}

}  // namespace syncing::center
