#include "sync/center/pages/ops.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "platform/log/log.h"
#include "sync/center/judge.h"
#include "sync/center/pages/answers.h"
#include "sync/center/pages/fleet.h"

namespace syncing::center {

namespace {

using nlohmann::json;
using platform::HttpRequest;
using platform::HttpResponse;

constexpr std::string_view kPrefix = "/ops/v1/";
constexpr std::size_t kAuditPage = 100;

/// What stands for {} in the pattern; nothing when the path is another.
std::optional<std::string_view> match(std::string_view pattern, std::string_view path) {
    const std::size_t hole = pattern.find("{}");
    if (hole == std::string_view::npos)
        return pattern == path ? std::optional<std::string_view>("") : std::nullopt;
    const std::string_view tail = pattern.substr(hole + 2);
    if (path.size() <= hole + tail.size() || !path.starts_with(pattern.substr(0, hole)) ||
        !path.ends_with(tail))
        return std::nullopt;
    const std::string_view about = path.substr(hole, path.size() - hole - tail.size());
    if (about.find('/') != std::string_view::npos) return std::nullopt;
    return about;
}

bool comes_from_our_pages(const HttpRequest& request) {
    if (request.method == "GET") return true;
    if (!request.header("x-operators-pages")) return false;
    const auto origin = request.header("origin");
    const auto host = request.header("host");
    return !origin || (host && *origin == "https://" + std::string(*host));
}

/// What lists are narrowed to goes into the audit and into file names: codes and words, nothing else.
bool narrows_by_words(const HttpRequest& request) {
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    return std::ranges::all_of(std::array{"station", "state"}, [&](const char* name) {
        const auto text = request.parameter(name);
        return !text || text->find_first_not_of(kLetters) == std::string_view::npos;
    });
}

}  // namespace

std::string station_in(const Caller& caller, const HttpRequest& request) {
    if (caller.who.role == Role::station) return caller.who.station;
    return std::string(request.parameter("station").value_or(""));
}

const Ops::Route Ops::kRoutes[] = {
    {"GET", "/ops/v1/fleet", Act::see_fleet, &Ops::fleet},
    {"GET", "/ops/v1/summary", Act::export_rows, &Ops::summary},
    {"GET", "/ops/v1/audit", Act::see_audit, &Ops::audit},
    {"GET", "/ops/v1/enrollments", Act::see_reviews, &Ops::enrollments},
    {"POST", "/ops/v1/enrollments/{}/open", Act::open_enrollment, &Ops::open_enrollment},
    {"POST", "/ops/v1/enrollments/{}/decision", Act::decide, &Ops::decide},
    {"POST", "/ops/v1/terminals", Act::provision, &Ops::provision},
    {"GET", "/ops/v1/claims", Act::see_claims, &Ops::claims},
    {"POST", "/ops/v1/claims", Act::import_claims, &Ops::import},
    {"POST", "/ops/v1/claims/{}/open", Act::open_enrollment, &Ops::open_claim},
    {"POST", "/ops/v1/claims/{}/decision", Act::decide, &Ops::decide_claim},
    {"GET", "/ops/v1/papers/{}", Act::open_enrollment, &Ops::paper},
    {"GET", "/ops/v1/exports/enrollments.{}", Act::export_rows, &Ops::download},
    {"GET", "/ops/v1/exports/claims.{}", Act::export_rows, &Ops::download_claims},
};

Ops::Ops(Parts parts)
    : stores_(std::move(parts.stores)),
      folder_(std::move(parts.folder)),
      directory_(std::move(parts.directory)),
      files_(std::move(parts.files)),
      clock_(parts.clock),
      admin_(std::move(parts.admin)),
      ask_(std::move(parts.ask)) {}

HttpResponse Ops::handle(const HttpRequest& request) {
    HttpResponse response = request.path.starts_with(kPrefix) ? api(request)
                            : request.method == "GET"         ? files_.answer(request)
                                                              : nothing_there();
    add_security_headers(response);
    return response;
}

HttpResponse Ops::api(const HttpRequest& request) {
    if (!comes_from_our_pages(request)) {
        return ops_problem(403, "cross-origin", "Changes are taken from the operators' pages alone.");
    }
    if (request.path == "/ops/v1/session") {
        const auto store = stores_.borrow();
        return session_request(*store, request);
    }
    return for_operator(request);
}

HttpResponse Ops::for_operator(const HttpRequest& request) {
    const auto store = stores_.borrow();
    const auto caller = caller_of(*store, request);
    if (!caller) return ops_store_problem(caller.error());
    if (!*caller) return ops_problem(401, "signed-out", "Sign in first.");
    bool known = false;
    for (const Route& route : kRoutes) {
        const auto about = match(route.path, request.path);
        if (!about) continue;
        known = true;
        if (route.method != request.method) continue;
        if (!may((*caller)->who.role, route.act)) return not_allowed();
        if (!narrows_by_words(request))
            return ops_problem(400, "bad-query", "station must be a station's code and state a word.");
        return (this->*route.handler)(*store, **caller, request, *about);
    }
    return known ? ops_problem(405, "method", "This address takes another method.") : nothing_there();
}

Done Ops::record(OperatorStore& store, const Caller& caller, std::string_view action, std::string subject) {
    return store.add_audit(
        {0, clock_.wall(), caller.who.id, std::string(action), std::move(subject), caller.address});
}

Stored<std::vector<Arrivals>> Ops::past_days(OperatorStore& store, platform::UtcMs now) {
    const std::lock_guard lock(past_mutex_);
    if (past_until_ != day_of(now)) {
        auto days = store.arrivals_by_day(first_day(now), day_of(now));
        if (!days) return platform::fail(days.error());
        past_ = std::move(*days);
        past_until_ = day_of(now);
    }
    return past_;
}

Stored<std::vector<PackEdition>> Ops::editions(OperatorStore& store, platform::UtcMs now) {
    const auto packs = store.packs();
    if (!packs) return platform::fail(packs.error());
    std::string key = std::to_string(day_of(now));
    for (const PackRow& pack : *packs) key += platform::to_hex(pack.hash);
    const std::lock_guard lock(past_mutex_);
    if (editions_of_ != key) {
        editions_ = syncing::center::editions_of(*packs, now);
        editions_of_ = key;
    }
    return editions_;
}

HttpResponse Ops::fleet(OperatorStore& store, const Caller& caller, const HttpRequest&, std::string_view) {
    const platform::UtcMs now = clock_.wall();
    auto rows = store.fleet();
    if (!rows) return ops_store_problem(rows.error());
    const auto days = past_days(store, now);
    if (!days) return ops_store_problem(days.error());
    const auto hours =
        store.arrivals_by_hour(platform::start_of_day(platform::shanghai_date(now)) / 3'600'000);
    if (!hours) return ops_store_problem(hours.error());
    std::vector<std::pair<std::string, std::int64_t>> states;
    for (const State state : {State::in_review, State::duplicate}) {
        const auto count = store.enrollments_in(name_of(state), caller.who.station);
        if (!count) return ops_store_problem(count.error());
        states.emplace_back(name_of(state), *count);
    }
    const auto packs = editions(store, now);
    if (!packs) return ops_store_problem(packs.error());
    std::vector<Arrivals> todays = *hours;
    if (caller.who.role == Role::station) {
        std::erase_if(*rows, [&](const FleetRow& row) { return row.terminal.station != caller.who.station; });
        std::erase_if(todays, [&](const Arrivals& hour) {
            return std::none_of(rows->begin(), rows->end(),
                                [&](const FleetRow& row) { return row.terminal.id == hour.terminal; });
        });
    }
    return json_answer(fleet_json({now, *rows, *days, todays, *packs, states, &directory_}));
}

HttpResponse Ops::summary(OperatorStore& store, const Caller& caller, const HttpRequest&, std::string_view) {
    const auto counts = store.enrollments_by_station(caller.who.station);
    if (!counts) return ops_store_problem(counts.error());
    json stations = json::object();
    for (const StationCount& count : *counts) stations[count.station][count.state] = count.count;
    json rows = json::array();
    for (const auto& [code, states] : stations.items()) {
        const config::Station* station = config::find_station(directory_, code);
        rows.push_back(
            {{"station", code}, {"name", station == nullptr ? code : station->name}, {"states", states}});
    }
    return json_answer({{"rows", rows}});
}

HttpResponse Ops::audit(OperatorStore& store, const Caller&, const HttpRequest& request, std::string_view) {
    std::uint64_t before = 0;
    if (const auto text = request.parameter("before")) {
        const std::string digits(*text);
        if (digits.empty() || digits.size() > 18 ||
            digits.find_first_not_of("0123456789") != std::string::npos) {
            return ops_problem(400, "bad-query", "before must be a number.");
        }
        before = std::stoull(digits);
    }
    const auto rows = store.audit(before, kAuditPage + 1);
    if (!rows) return ops_store_problem(rows.error());
    json list = json::array();
    for (const AuditRow& row : *rows) {
        if (list.size() == kAuditPage) break;
        list.push_back({{"id", row.id},
                        {"at", row.at},
                        {"who", row.who},
                        {"action", row.action},
                        {"subject", row.subject},
                        {"from", row.from}});
    }
    return json_answer({{"rows", list}, {"more", rows->size() > kAuditPage}});
}

}  // namespace syncing::center
