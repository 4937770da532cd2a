#include "kiosk/app/recorder.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string_view>

namespace kiosk {

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr std::size_t kKeptFrames = 100'000;
constexpr auto kRecent = std::chrono::seconds(10);

// In the order of the Screen variant.
constexpr std::array<std::string_view, std::variant_size_v<Screen>> kScreenNames{"home",
                                                                                 "consent",
                                                                                 "place_card",
                                                                                 "confirm_person",
                                                                                 "perhaps_enrolled",
                                                                                 "work",
                                                                                 "phone",
                                                                                 "papers",
                                                                                 "join_union",
                                                                                 "plan",
                                                                                 "review",
                                                                                 "saving",
                                                                                 "saved",
                                                                                 "refused",
                                                                                 "ask_status",
                                                                                 "status",
                                                                                 "question",
                                                                                 "benefit_result",
                                                                                 "claim_way",
                                                                                 "join_result",
                                                                                 "group_way",
                                                                                 "group_result",
                                                                                 "districts",
                                                                                 "stations",
                                                                                 "station_search",
                                                                                 "station_detail",
                                                                                 "sign_in",
                                                                                 "desk",
                                                                                 "desk_entry",
                                                                                 "pay_single",
                                                                                 "pay_run",
                                                                                 "correct",
                                                                                 "withdraw",
                                                                                 "claim_look_up",
                                                                                 "sync",
                                                                                 "file_codes",
                                                                                 "devices",
                                                                                 "type_card",
                                                                                 "claim_card",
                                                                                 "claim_facts",
                                                                                 "claim_papers",
                                                                                 "claim_photograph",
                                                                                 "claim_review",
                                                                                 "claim_saved"};
static_assert(!kScreenNames.back().empty(), "every screen has a name");

constexpr std::string_view name_of(CardTrouble trouble) {
    switch (trouble) {
        case CardTrouble::place_again:
            return "place_again";
        case CardTrouble::not_an_id_card:
            return "not_an_id_card";
        case CardTrouble::ask_staff:
            return "ask_staff";
        case CardTrouble::expired:
            return "expired";
        case CardTrouble::reader_missing:
            return "reader_missing";
        case CardTrouble::reader_defect:
            return "reader_defect";
    }
    return {};
}

/// What the screen says is wrong with the card, "" for nothing.
std::string_view trouble_of(const Screen& screen) {
    return std::visit(
        [](const auto& shown) -> std::string_view {
            if constexpr (requires { name_of(*shown.trouble); }) {
                return shown.trouble ? name_of(*shown.trouble) : std::string_view();
            } else {
                return {};
            }
        },
        screen);
}

/// What an inquiry or a search has come to so far, null on other screens. Nobody has shown a card for it.
nlohmann::json answer_of(const Screen& screen) {
    nlohmann::json out;
    const auto refuse = [&](const std::vector<config::Refusal>& refusals) {
        out["refusals"] = nlohmann::json::array();
        for (const config::Refusal refusal : refusals) out["refusals"].push_back(config::name_of(refusal));
    };
    if (const auto* question = std::get_if<screen::Question>(&screen)) {
        out = {{"answered", question->replies.size()}, {"typed", question->typed}};
    } else if (const auto* benefit = std::get_if<screen::BenefitResult>(&screen)) {
        if (benefit->answer.benefit_fen) out["benefit_fen"] = *benefit->answer.benefit_fen;
        out["steps"] = benefit->answer.steps.size();
        refuse(benefit->answer.refusals);
    } else if (const auto* join = std::get_if<screen::JoinResult>(&screen)) {
        out["may_join"] = std::ranges::any_of(join->quotes, &config::QuoteAnswer::ok);
    } else if (const auto* group = std::get_if<screen::GroupResult>(&screen)) {
        out = {{"ok", group->answer.ok}, {"required", group->answer.required.value_or(0)}};
    } else if (const auto* search = std::get_if<screen::StationSearch>(&screen)) {
        out["found"] = search->found.size();
    }
    return out;
}

void replace_file(const std::filesystem::path& path, const std::string& text) {
    const auto next = path.string() + ".next";
    std::ofstream(next) << text << '\n';
    std::error_code ignored;  // a recording that cannot be written must not disturb the terminal
    std::filesystem::rename(next, path, ignored);
}

}  // namespace

std::string screen_name(const State& state) {
    std::string name(kScreenNames[state.screen.index()]);
    if (state.countdown) return name + "+countdown";
    if (state.message) return name + "+message";
    return name;
}

Recorder::Recorder(std::filesystem::path widgets_file, std::filesystem::path figures_file,
                   std::chrono::steady_clock::time_point started)
    : widgets_file_(std::move(widgets_file)), figures_file_(std::move(figures_file)), started_(started) {}

void Recorder::frame_begins() {
    frame_began_ = std::chrono::steady_clock::now();
}

void Recorder::frame_ends(const State& state, const Ui& ui) {
    const auto ended = std::chrono::steady_clock::now();
    if (frames_++ == 0) first_frame_ms_ = Milliseconds(ended - started_).count();
    if (!figures_file_.empty() && frame_ms_.size() < kKeptFrames) {
        frame_ms_.push_back(static_cast<float>(Milliseconds(ended - frame_began_).count()));
        recent_.push_back(ended);
        while (recent_.front() < ended - kRecent) recent_.pop_front();
    }
    if (widgets_file_.empty()) return;
    nlohmann::json widgets = nlohmann::json::object();
    for (const Widget& widget : ui.widgets()) {
        const Rect& box = widget.pixels;
        widgets[widget.id] = {
            {"x", box.x}, {"y", box.y}, {"w", box.w}, {"h", box.h}, {"enabled", widget.enabled}};
    }
    nlohmann::json record{{"screen", screen_name(state)},
                          {"trouble", trouble_of(state.screen)},
                          {"language", state.shell.language == Language::zh ? "zh" : "en"},
                          {"answer", answer_of(state.screen)},
                          {"widgets", std::move(widgets)}};
    const std::string what = record.dump();
    if (what == last_written_) return;
    last_written_ = what;
    record["frame"] = frames_;
    replace_file(widgets_file_, record.dump());
}

void Recorder::write_figures() const {
    if (figures_file_.empty()) return;
    std::vector<float> sorted = frame_ms_;
    std::sort(sorted.begin(), sorted.end());
    const auto at = [&](double share) {
        return sorted.empty()
                   ? 0.0F
                   : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
    };
    const auto since = std::chrono::steady_clock::now() - kRecent;
    const auto recent =
        std::count_if(recent_.begin(), recent_.end(), [&](auto at_time) { return at_time >= since; });
    const nlohmann::json figures{{"first_frame_ms", first_frame_ms_}, {"frames", frames_},
                                 {"frame_p50_ms", at(0.5)},           {"frame_p99_ms", at(0.99)},
                                 {"frame_max_ms", at(1.0)},           {"frames_in_last_10_s", recent}};
    replace_file(figures_file_, figures.dump());
}

}  // namespace kiosk
