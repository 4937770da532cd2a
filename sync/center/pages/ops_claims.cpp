// Claims: the board, and one that was filed at a station with its photographed papers.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "sync/center/pages/answers.h"
#include "sync/center/pages/ops.h"

namespace syncing::center {

namespace {

using nlohmann::json;
using platform::HttpRequest;
using platform::HttpResponse;

constexpr std::size_t kClaims = 500;
constexpr std::size_t kInReview = 100;

template <std::size_t N>
std::optional<platform::ByteArray<N>> parse_hex(std::string_view text) {
    const auto bytes = platform::from_hex(text);
    return bytes ? platform::array_of<N>(*bytes) : std::nullopt;
}

/// By what it begins with; nothing for all else. What a terminal sends is never shown as anything but a
/// picture.
std::optional<std::string_view> picture_type(platform::ByteView bytes) {
    constexpr std::array<std::uint8_t, 3> kJpeg{0xFF, 0xD8, 0xFF};
    constexpr std::array<std::uint8_t, 8> kPng{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    const auto begins = [&](const auto& magic) {
        return bytes.size() > magic.size() && std::equal(magic.begin(), magic.end(), bytes.begin());
    };
    if (begins(kJpeg)) return "image/jpeg";
    if (begins(kPng)) return "image/png";
    return std::nullopt;
}

}  // namespace

HttpResponse Ops::claims(OperatorStore& store, const Caller& caller, const HttpRequest& request,
                         std::string_view) {
    const bool in_review = request.parameter("state") == "in_review";
    const std::string station = station_in(caller, request);
    Tag after{};
    if (const auto text = request.parameter("after")) {
        const auto tag = parse_hex<16>(*text);
        if (!tag) return ops_problem(400, "bad-query", "after must be where a page ended.");
        after = *tag;
    }
    auto ids =
        in_review ? store.claims_in_review(station, kInReview) : store.claims(station, after, kClaims + 1);
    if (!ids) return ops_store_problem(ids.error());
    const bool more = ids->size() > kClaims;
    if (more) ids->pop_back();
    const auto rows = claim_rows(store, *ids);
    if (!rows) return rows.error();
    return json_answer({{"rows", *rows}, {"more", more ? json(platform::to_hex(ids->back())) : json()}});
}

platform::Result<json, HttpResponse> Ops::claim_rows(OperatorStore& store, std::span<const Tag> ids) const {
    json question{{"ask", "claims"}, {"ids", json::array()}};
    for (const Tag& id : ids) question["ids"].push_back(platform::to_hex(id));
    auto answer = ask_(question);
    if (!answer) return platform::fail(desk_problem(answer.error()));
    if (!answer->contains("rows")) return platform::fail(desk_problem(DeskError::broken));
    json rows = std::move((*answer)["rows"]);
    const Done done = add_arrived(store, rows);
    if (!done) return platform::fail(ops_store_problem(done.error()));
    return rows;
}

Done Ops::add_arrived(OperatorStore& store, json& rows) const {
    std::vector<RecordId> records;
    for (const json& row : rows) {
        if (!row.contains("filed")) continue;
        if (const auto record = parse_hex<16>(text_in(row["filed"], "record"))) records.push_back(*record);
    }
    const auto held = store.held_papers(records);
    if (!held) return platform::fail(held.error());
    std::map<std::string, int> arrived;
    for (const HeldPaper& paper : *held) ++arrived[platform::to_hex(paper.record)];
    for (json& row : rows) {
        if (!row.contains("filed")) continue;
        json& filed = row["filed"];
        filed["arrived"] = arrived[text_in(filed, "record")];
        const config::Station* station = config::find_station(directory_, text_in(filed, "station"));
        filed["station_name"] = station == nullptr ? text_in(filed, "station") : station->name;
    }
    return {};
}

platform::Result<FiledLine, HttpResponse> Ops::claim_for(OperatorStore& store, const Caller& caller,
                                                         std::string_view about) {
    const auto record = parse_hex<16>(about);
    if (!record) return platform::fail(nothing_there());
    const auto line = store.filed_claim(*record);
    if (!line) return platform::fail(ops_store_problem(line.error()));
    const bool hidden = *line && caller.who.role == Role::station && (*line)->station != caller.who.station;
    if (!*line || hidden) return platform::fail(nothing_there());
    return **line;
}

HttpResponse Ops::open_claim(OperatorStore& store, const Caller& caller, const HttpRequest&,
                             std::string_view about) {
    const auto line = claim_for(store, caller, about);
    if (!line) return line.error();
    // Written before anything is shown: nobody sees a person without a trace of it.
    const Done done = record(store, caller, "claim_opened", std::string(about));
    if (!done) return ops_store_problem(done.error());
    auto answer = ask_({{"ask", "claim"}, {"record", about}});
    if (!answer) return desk_problem(answer.error());
    const auto held = store.held_papers({&line->record, 1});
    if (!held) return ops_store_problem(held.error());
    std::set<std::string> arrived;
    for (const HeldPaper& paper : *held) arrived.insert(platform::to_hex(paper.attachment));
    if (!answer->contains("papers")) return json_answer(*answer);
    for (json& paper : (*answer)["papers"]) {
        json pages = json::array();
        for (const json& page : paper["pages"])
            pages.push_back({{"attachment", page}, {"arrived", arrived.contains(page.get<std::string>())}});
        paper["pages"] = std::move(pages);
    }
    return json_answer(*answer);
}

HttpResponse Ops::decide_claim(OperatorStore& store, const Caller& caller, const HttpRequest& request,
                               std::string_view about) {
    const auto line = claim_for(store, caller, about);
    if (!line) return line.error();
    return decided(store, caller, request, {line->record, line->reason});
}

HttpResponse Ops::paper(OperatorStore& store, const Caller& caller, const HttpRequest&,
                        std::string_view about) {
    const std::size_t dash = std::min(about.find('-'), about.size());
    const auto line = claim_for(store, caller, about.substr(0, dash));
    if (!line) return line.error();
    const auto attachment = parse_hex<32>(about.substr(std::min(dash + 1, about.size())));
    if (!attachment) return nothing_there();
    const Done done = record(store, caller, "paper_opened", std::string(about.substr(0, dash + 9)));
    if (!done) return ops_store_problem(done.error());
    const auto answer = ask_({{"ask", "paper"},
                              {"record", platform::to_hex(line->record)},
                              {"attachment", platform::to_hex(*attachment)}});
    if (!answer) return desk_problem(answer.error());
    auto bytes = platform::from_base64(text_in(*answer, "base64"));
    if (!answer->contains("base64") || !bytes) return nothing_there();
    const auto type = picture_type(*bytes);
    if (!type) return ops_problem(409, "not-a-picture", "This paper is not a JPEG or PNG picture.");
    return {200, std::string(*type), std::move(*bytes), {}};
}

}  // namespace syncing::center
