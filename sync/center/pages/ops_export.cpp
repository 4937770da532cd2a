#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "sync/center/pages/answers.h"
#include "sync/center/pages/export.h"
#include "sync/center/pages/ops.h"

namespace syncing::center {

namespace {

using nlohmann::json;
using platform::HttpRequest;
using platform::HttpResponse;
using platform::Sheet;

constexpr std::size_t kBatch = 1000;
/// What a sheet holds is 1,048,576; more than this belongs to a report of its own.
constexpr std::size_t kMost = 200'000;

HttpResponse too_many() {
    return ops_problem(413, "too-many", "More than 200,000 rows; export station by station.");
}

std::string_view language_in(const HttpRequest& request) {
    return request.parameter("lang").value_or("zh");
}

std::string or_all(const std::string& text, const char* all) {
    return text.empty() ? all : text;
}

}  // namespace

HttpResponse Ops::download(OperatorStore& store, const Caller& caller, const HttpRequest& request,
                           std::string_view about) {
    if (about != "csv" && about != "xlsx") return nothing_there();
    const EnrollmentFilter filter{station_in(caller, request),
                                  std::string(request.parameter("state").value_or("")), true};
    json all = json::array();
    std::optional<EnrollmentPlace> after;
    while (all.size() < kMost) {
        const auto lines = store.enrollments(filter, after, kBatch);
        if (!lines) return ops_store_problem(lines.error());
        const auto rows = lines_with_names(*lines);
        if (!rows) return desk_problem(rows.error());
        for (const json& row : *rows) all.push_back(row);
        if (lines->size() < kBatch) break;
        after = EnrollmentPlace{lines->back().decided_ms, lines->back().record};
    }
    if (all.size() >= kMost) return too_many();
    const std::string_view language = language_in(request);
    return handed_out(store, caller,
                      {"enrollments",
                       "exported",
                       about,
                       filter,
                       {enrollment_sheet(all, language), station_sheet(all, language)}});
}

HttpResponse Ops::download_claims(OperatorStore& store, const Caller& caller, const HttpRequest& request,
                                  std::string_view about) {
    if (about != "csv" && about != "xlsx") return nothing_there();
    const EnrollmentFilter filter{station_in(caller, request), "", false};
    const std::string_view language = language_in(request);
    Sheet sheet = claim_sheet(json::array(), language);
    Tag after{};
    while (sheet.rows.size() < kMost) {
        const auto ids = store.claims(filter.station, after, kBatch);
        if (!ids) return ops_store_problem(ids.error());
        const auto rows = claim_rows(store, *ids);
        if (!rows) return rows.error();
        std::ranges::move(claim_sheet(*rows, language).rows, std::back_inserter(sheet.rows));
        if (ids->size() < kBatch) break;
        after = ids->back();
    }
    if (sheet.rows.size() >= kMost) return too_many();
    // The store has them in an order that says nothing.
    std::ranges::sort(sheet.rows, {}, [](const auto& row) { return std::get<std::string>(row.front()); });
    return handed_out(store, caller, {"claims", "claims_exported", about, filter, {std::move(sheet)}});
}

HttpResponse Ops::handed_out(OperatorStore& store, const Caller& caller, const Taken& taken) {
    const std::string kind(taken.kind);
    const std::size_t rows = taken.sheets.front().rows.size();
    const Done done = record(store, caller, taken.action,
                             kind + " " + or_all(taken.filter.station, "*") + " " +
                                 or_all(taken.filter.state, "*") + " " + std::to_string(rows));
    if (!done) return ops_store_problem(done.error());
    HttpResponse response{200, "text/csv; charset=utf-8", {}, {}};
    if (kind == "csv") {
        const std::string csv = platform::to_csv(taken.sheets.front());
        response.body.assign(csv.begin(), csv.end());
    } else {
        auto book = platform::to_xlsx(taken.sheets);
        if (!book) return ops_problem(503, "no-memory", "There is no memory for the file; try again.", true);
        response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        response.body = std::move(*book);
    }
    const std::string name = std::string(taken.what) + "-" + or_all(taken.filter.station, "all") + "-" +
                             platform::format_date(platform::shanghai_date(clock_.wall())) + "." + kind;
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

}  // namespace syncing::center
