// How a person's enrollment stands and where their claim is.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

char32_t icon_of(Tone tone) {
    switch (tone) {
        case Tone::done:
            return icon::kCheck;
        case Tone::info:
            return icon::kClock;
        case Tone::notice:
            return icon::kCash;
        case Tone::attention:
            return icon::kAlert;
        case Tone::plain:
        case Tone::neutral:
            return icon::kInfo;
    }
    return icon::kInfo;
}

/// Cover is promised only where it holds or is being decided.
bool has_cover(const EnrollmentStatus& it) {
    switch (it.state) {
        case EnrollmentState::stored_here:
        case EnrollmentState::received:
        case EnrollmentState::awaiting_payment:
        case EnrollmentState::accepted:
        case EnrollmentState::in_review:
            return !it.plan.empty();
        case EnrollmentState::refused:
        case EnrollmentState::withdrawn:
        case EnrollmentState::duplicate:
            return false;
    }
    return false;
}

/// What the person came for, larger than anything else when there is no claim: how it stands and what to
/// do, then which enrollment it is.
void draw_state(const Frame& frame, Rect box, const StateWords& words,
                const std::vector<std::string>& details) {
    Ui& ui = frame.ui;
    const ToneColors colors = colors_of(words.tone);
    card(ui, box, words.tone);
    const bool roomy = box.h > 360;
    const Rect inner = box.inset(space::k4, roomy ? space::k4 : 18);
    const float mark = roomy ? 84 : 56;
    const Type title{
        roomy ? type::kTitle : 48.0F, true, colors.ink, Align::left, VAlign::top, type::kTitleLine, 40};
    const Type text{roomy ? type::kLarge : type::kBody, false, color::kInk, Align::left, VAlign::top, 1.4F};
    const Type soft{type::kBody, false, color::kInkSoft, Align::left, VAlign::top, type::kTitleLine};
    const float line = roomy ? 48 : 40;
    const float words_width = inner.w - mark - space::k3;
    const float upper = std::max(mark, ui.height_of(words.title, title, words_width));
    const float middle = ui.height_of(words.text, text, inner.w);
    const float lower = line * static_cast<float>(details.size());
    const float spare = inner.h - upper - middle - lower;
    const float gap = std::clamp(spare / 4, space::k1, space::k3);
    float y = inner.y + std::max(0.0F, spare / 2 - gap);
    ui.icon(inner.x + mark / 2, y + upper / 2, icon_of(words.tone), mark, colors.ink);
    Type beside = title;
    beside.valign = VAlign::middle;
    ui.text({inner.x + mark + space::k3, y, words_width, upper}, words.title, beside);
    y += upper + gap;
    ui.text({inner.x, y, inner.w, middle}, words.text, text);
    y += middle + gap;
    for (const std::string& detail : details) {
        ui.text({inner.x, y, inner.w, line}, detail, soft);
        y += line;
    }
}

void draw_enrollment(const Frame& frame, Rect box, const StatusView& status) {
    const Ui& ui = frame.ui;
    if (status.enrollments.empty()) {
        return draw_state(
            frame, box, {ui.t("status.no_enrollment"), ui.t("status.no_enrollment_text"), Tone::neutral}, {});
    }
    const EnrollmentStatus& it = status.enrollments.front();
    StateWords words = enrollment_words(ui, it.state, it.paid);
    if (!it.reason.empty())
        words.text = reason_text(ui, it.reason) + (ui.language() == Language::zh ? "。" : ". ") + words.text;
    std::vector<std::string> details;
    if (has_cover(it)) {
        details.push_back(ui.t("status.period", {{"from", date_text(ui, it.coverage_from)},
                                                 {"to", date_text(ui, it.coverage_to)}}));
    }
    details.push_back(ui.t("status.number", {{"number", it.slip_number}}));
    draw_state(frame, box, words, details);
}

void draw_amount(const Frame& frame, Rect box, const ClaimStatus& claim) {
    Ui& ui = frame.ui;
    card(ui, box);
    const config::ClaimKind* kind = frame.context.pack.find_kind(claim.kind);
    const std::string name = kind == nullptr ? claim.kind : words(ui, kind->name);
    constexpr float kName = 44;
    constexpr float kFigure = 104;
    const float below = claim.detail.empty() ? 0 : 40;
    const Rect inner = box.inset(space::k4, std::max(0.0F, (box.h - kName - kFigure - below) / 2));
    const Type soft{type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine, 22};
    ui.text(inner.top(kName),
            ui.t(claim.amount_is_final ? "status.final" : "status.expected", {{"kind", name}}), soft);
    if (claim.amount_fen > 0) {
        const Color ink = claim.amount_is_final ? color::kDone : color::kInk;
        figure(ui, inner.x, inner.y + kName, amount_text(claim.amount_fen), ui.t("money.unit"), type::kAmount,
               type::kLarge, ink);
    } else {
        ui.text(inner.below(kName).top(kFigure), ui.t("status.amount_unknown"),
                {44, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    }
    if (below > 0) ui.text(inner.below(kName + kFigure).top(below), claim.detail, soft);
}

std::string step_key(ClaimStepKind kind) {
    switch (kind) {
        case ClaimStepKind::filed:
            return "filed";
        case ClaimStepKind::received:
            return "received";
        case ClaimStepKind::reviewing:
            return "reviewing";
        case ClaimStepKind::decided:
            return "decided";
        case ClaimStepKind::paid:
            return "paid";
    }
    return {};
}

/// The center names stations in Chinese; this one is known in both languages.
std::string here(const Frame& frame, const std::string& place) {
    const LocalText& station = frame.context.station.name;
    return place == station.zh ? station.in(frame.ui.language()) : place;
}

/// The last step that has happened is under way while the next has not; what is paid is done.
std::vector<TimelineStep> steps_of(const Frame& frame, const ClaimStatus& claim) {
    const Ui& ui = frame.ui;
    std::size_t reached = 0;
    for (std::size_t i = 0; i < claim.steps.size(); ++i) {
        if (claim.steps[i].on) reached = i + 1;
    }
    std::vector<TimelineStep> out;
    for (std::size_t i = 0; i < claim.steps.size(); ++i) {
        const ClaimStep& step = claim.steps[i];
        const config::ClaimStepName* named = frame.context.pack.find_claim_step(step_key(step.kind));
        TimelineStep it;
        const bool reviewed = step.kind == ClaimStepKind::reviewing && i + 1 < reached;
        it.title = reviewed           ? ui.t("claim_step.review_began")
                   : named == nullptr ? ui.t("claim_step." + step_key(step.kind))
                                      : words(ui, named->name);
        const bool waits = step.kind == ClaimStepKind::reviewing && i + 1 == reached;
        it.moment = waits || i == reached ? Moment::now : i < reached ? Moment::done : Moment::later;
        if (waits) it.moment = Moment::now;
        if (!waits && i == reached && reached > 0 &&
            claim.steps[reached - 1].kind == ClaimStepKind::reviewing)
            it.moment = Moment::later;
        if (step.on) {
            const std::string day = day_text(ui, *step.on);
            it.detail = waits ? ui.t("status.since", {{"date", day}}) : day;
            if (!step.place.empty())
                it.detail += (ui.language() == Language::zh ? " " : ", ") + here(frame, step.place);
        }
        if (it.moment == Moment::now && claim.answer_due) {
            const std::string due = ui.t("status.answer_by", {{"date", day_text(ui, *claim.answer_due)}});
            it.detail += (it.detail.empty() ? "" : ui.language() == Language::zh ? "，" : ", ") + due;
        }
        out.push_back(std::move(it));
    }
    return out;
}

void draw_claim(const Frame& frame, Rect box, const StatusView& status) {
    Ui& ui = frame.ui;
    if (status.claims.empty()) {
        card(ui, box);
        icon_tile(ui, box.center_x() - 60, box.center_y() - 150, 120, icon::kList, Tone::neutral);
        ui.text({box.x + space::k4, box.center_y(), box.w - 2 * space::k4, 60}, ui.t("status.no_claims"),
                {type::kLarge, true, color::kInk, Align::center, VAlign::middle, type::kTitleLine});
        ui.text({box.x + space::k5, box.center_y() + 68, box.w - 2 * space::k5, 100},
                ui.t("status.no_claims_text"),
                {type::kBody, false, color::kInkSoft, Align::center, VAlign::top, 1.4F});
        return;
    }
    card(ui, box);
    const Rect inner = box.inset(space::k4, 30);
    const ClaimStatus& claim = status.claims.front();
    ui.text(inner.top(60), ui.t("status.claim", {{"number", claim.number}}),
            {44, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    timeline(ui, inner.below(60 + 22), steps_of(frame, claim));
}

std::string as_of(const Frame& frame, const StatusView& status) {
    const Ui& ui = frame.ui;
    if (!status.as_of) return ui.t("status.never");
    std::string text = ui.t("status.as_of", {{"when", when_text(ui, *status.as_of, frame.now())}});
    const std::size_t more = std::max<std::size_t>(1, status.enrollments.size()) +
                             std::max<std::size_t>(1, status.claims.size()) - 2;
    if (more > 0)
        text += (ui.language() == Language::zh ? "。" : ". ") +
                ui.t("status.more", {{"count", std::to_string(more)}});
    return text;
}

}  // namespace

Answer draw(const Frame& frame, const screen::Status& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    Rect body = frame.body;
    if (screen.by_staff) {
        DeskFrame desk = draw_desk_frame(frame);
        body = desk.room;
        answer = desk.answer;
    }
    const StatusView& status = screen.status;
    const std::string name = screen.person ? screen.person->name : status.masked_name;
    const std::string hello = name.empty()      ? ui.t("status.hello_unknown")
                              : screen.by_staff ? name
                                                : ui.t("status.hello", {{"name", name}});
    ui.text(body.top(64), hello, {48, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    const Rect room = body.below(64 + space::k3);
    // In portrait the closing line goes below both parts, in landscape below the left one.
    constexpr float kFoot = 44 + space::k2 + space::kMainAction;
    constexpr float kAmount = 226;
    const bool tall = frame.portrait();
    const bool claims = !status.claims.empty();
    const Rect main = tall ? room.top(room.h - kFoot - space::k3) : room;
    const float share = claims ? (tall ? 0.42F : 0.46F) : (tall ? 0.58F : 0.55F);
    const Halves parts = halves(frame, main, share, space::k3);
    const Rect left = tall ? parts.first : parts.first.top(parts.first.h - kFoot - space::k2);
    const float upper = claims ? left.h - kAmount - space::k2 : left.h;
    draw_enrollment(frame, left.top(upper), status);
    if (claims) draw_amount(frame, left.foot(kAmount), status.claims.front());
    draw_claim(frame, parts.second, status);
    const Rect foot = tall ? room.foot(kFoot) : parts.first.foot(kFoot);
    ui.text(foot.top(44), as_of(frame, status),
            {28, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine, 20});
    when(answer, next_button(frame, "status.done", foot.foot(space::kMainAction), ui.t("status.done")),
         Tap::done);
    return answer;
}

}  // namespace kiosk
