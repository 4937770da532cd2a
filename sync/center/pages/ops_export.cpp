#include <nlohmann/json.hpp>

#include "sync/center/pages/answers.h"
#include "sync/center/pages/export.h"
#include "sync/center/pages/ops.h"

namespace syncing::center {

namespace {

using nlohmann::json;
using platform::HttpRequest;
using platform::HttpResponse;

constexpr std::size_t kBatch = 1000;
/// What a sheet holds is 1,048,576; more than this belongs to a report of its own.
constexpr std::size_t kMost = 200'000;

}  // namespace

HttpResponse Ops::download(OperatorStore& store, const Caller& caller, const HttpRequest& request,
                           std::string_view about) {
    if (about != "csv" && about != "xlsx") return nothing_there();
    EnrollmentFilter filter{std::string(request.parameter("station").value_or("")),
                            std::string(request.parameter("state").value_or("")), true};
    if (caller.who.role == Role::station) filter.station = caller.who.station;
    const std::string_view language = request.parameter("lang").value_or("zh");
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
    if (all.size() >= kMost)
        return ops_problem(413, "too-many", "More than 200,000 rows; export station by station.");
    const Done done =
        record(store, caller, "exported",
               std::string(about) + " " + (filter.station.empty() ? "*" : filter.station) + " " +
                   (filter.state.empty() ? "*" : filter.state) + " " + std::to_string(all.size()));
    if (!done) return ops_store_problem(done.error());
    const std::string name = "enrollments-" + (filter.station.empty() ? std::string("all") : filter.station) +
                             "-" + platform::format_date(platform::shanghai_date(clock_.wall())) + "." +
                             std::string(about);
    HttpResponse response{200, "text/csv; charset=utf-8", {}, {}};
    if (about == "csv") {
        const std::string csv = platform::to_csv(enrollment_sheet(all, language));
        response.body.assign(csv.begin(), csv.end());
    } else {
        auto book = platform::to_xlsx({enrollment_sheet(all, language), station_sheet(all, language)});
        if (!book) return ops_problem(503, "no-memory", "There is no memory for the file; try again.", true);
        response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        response.body = std::move(*book);
    }
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

}  // namespace syncing::center
