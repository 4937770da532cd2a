#include <nlohmann/json.hpp>

#include "platform/code/qr.h"
#include "sync/center/claims.h"
#include "sync/center/pages/answers.h"
#include "sync/center/pages/ops.h"
#include "sync/center/review.h"

namespace syncing::center {

namespace {

using nlohmann::json;
using platform::HttpRequest;
using platform::HttpResponse;

constexpr std::size_t kNamedBadLines = 200;

/// Row by row, "1" = dark.
json qr_json(const std::string& text) {
    const auto qr = platform::qr_encode(text);
    if (!qr) return nullptr;
    json rows = json::array();
    for (int y = 0; y < qr->size; ++y) {
        std::string row;
        for (int x = 0; x < qr->size; ++x) row += qr->at(x, y) ? '1' : '0';
        rows.push_back(std::move(row));
    }
    return {{"size", qr->size}, {"rows", rows}, {"quiet", platform::kQuietZone}};
}

HttpResponse refused(OperateError error) {
    const bool again = error == OperateError::store_busy;
    return ops_problem(again ? 503 : 409, name_of(error), error_text(error), again);
}

}  // namespace

HttpResponse Ops::provision(OperatorStore& store, const Caller& caller, const HttpRequest& request,
                            std::string_view) {
    json question = object_of(request);
    if (!question.is_object()) return ops_problem(400, "bad-body", "The request cannot be read.");
    question["ask"] = "register";
    const auto answer = ask_(question);
    if (!answer) return desk_problem(answer.error());
    if (!answer->contains("code")) {
        return ops_problem(409, text_in(*answer, "error"), text_in(*answer, "why"));
    }
    const std::string code = text_in(*answer, "code");
    const std::string number = std::to_string(question.value("number", 0));
    const Done done =
        record(store, caller, "terminal_registered", text_in(question, "station") + "/" + number);
    if (!done) return ops_store_problem(done.error());
    return json_answer({{"code", code}, {"qr", qr_json(code)}});
}

HttpResponse Ops::decide(OperatorStore& store, const Caller& caller, const HttpRequest& request,
                         std::string_view about) {
    const auto line = line_for(store, caller, about);
    if (!line) return line.error();
    return decided(store, caller, request, {line->record, line->reason});
}

HttpResponse Ops::decided(OperatorStore& store, const Caller& caller, const HttpRequest& request,
                          const Question& question) {
    const json body = object_of(request);
    const std::string verdict = text_in(body, "verdict");
    if (verdict != "accept" && verdict != "refuse") {
        return ops_problem(400, "bad-body", "The verdict must be accept or refuse.");
    }
    ReviewDecision decision;
    decision.record = question.record;
    decision.accept = verdict == "accept";
    decision.reason = text_in(body, "reason");
    decision.note = text_in(body, "note");
    decision.operator_id = caller.who.id;
    {
        const std::lock_guard lock(admin_mutex_);
        const auto done = decide_review(*admin_, folder_, decision, clock_.wall());
        if (!done) return refused(done.error());
    }
    const Done done = record(store, caller, decision.accept ? "review_accepted" : "review_refused",
                             platform::to_hex(question.record) + " " + question.reason);
    if (!done) return ops_store_problem(done.error());
    const auto woken = ask_({{"ask", "work"}});
    if (!woken) return desk_problem(woken.error());
    return {204, "", {}, {}};
}

HttpResponse Ops::import(OperatorStore& store, const Caller& caller, const HttpRequest& request,
                         std::string_view) {
    ImportReport report;
    {
        const std::lock_guard lock(admin_mutex_);
        const auto imported =
            import_claims(*admin_, folder_, platform::string_of(request.body), clock_.wall());
        if (!imported) return refused(imported.error());
        report = *imported;
    }
    const Done done = record(store, caller, "claims_imported",
                             std::to_string(report.loaded) + " + " + std::to_string(report.bad.size()));
    if (!done) return ops_store_problem(done.error());
    json bad = json::array();
    for (const BadLine& line : report.bad) {
        if (bad.size() == kNamedBadLines) break;
        bad.push_back({{"line", line.line}, {"why", error_text(line.error)}, {"word", name_of(line.error)}});
    }
    const auto woken = ask_({{"ask", "work"}});
    if (!woken) return desk_problem(woken.error());
    return json_answer({{"loaded", report.loaded}, {"bad_count", report.bad.size()}, {"bad", bad}});
}

}  // namespace syncing::center
