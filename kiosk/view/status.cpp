// How a person's enrollment stands and where their claim is.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

void draw_enrollment(const Frame& frame, Rect box, const StatusView& status) {
    Ui& ui = frame.ui;
    if (status.enrollments.empty()) {
        banner(ui, box, Tone::neutral, icon::kInfo, ui.t("status.no_enrollment"),
               ui.t("status.no_enrollment_text"));
        return;
    }
    const EnrollmentStatus& it = status.enrollments.front();
    StateWords words = enrollment_words(ui, it.state, it.paid);
    if (!it.reason.empty())
        words.text = reason_text(ui, it.reason) + (ui.language() == Language::zh ? "。" : ". ") + words.text;
    const ToneColors colors = colors_of(words.tone);
    card(ui, box, words.tone);
    const Rect inner = box.inset(space::k4, 22);
    const bool done = words.tone == Tone::done;
    const float mark = done ? 64.0F : 0.0F;
    if (done) ui.icon(inner.x + 26, inner.y + 30, icon::kCheck, 60, colors.ink);
    ui.text({inner.x + mark, inner.y, inner.w - mark, 60}, words.title,
            {44, true, colors.ink, Align::left, VAlign::middle, type::kTitleLine});
    const std::string period = ui.t(
        "status.period", {{"from", date_text(ui, it.coverage_from)}, {"to", date_text(ui, it.coverage_to)}});
    const Type soft{type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine};
    ui.text({inner.x, inner.y + 66, inner.w, 44}, period, soft);
    ui.text({inner.x, inner.y + 110, inner.w, 44}, ui.t("status.number", {{"number", it.slip_number}}), soft);
    ui.text({inner.x, inner.y + 160, inner.w, inner.h - 160}, words.text,
            {type::kBody, false, color::kInk, Align::left, VAlign::top, 1.35F});
}

void draw_amount(const Frame& frame, Rect box, const ClaimStatus& claim) {
    Ui& ui = frame.ui;
    card(ui, box);
    const Rect inner = box.inset(space::k4, 20);
    const config::ClaimKind* kind = frame.context.pack.find_kind(claim.kind);
    const std::string name = kind == nullptr ? claim.kind : words(ui, kind->name);
    const Type soft{30, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine};
    ui.text(inner.top(40), ui.t(claim.amount_is_final ? "status.final" : "status.expected", {{"kind", name}}),
            soft);
    if (claim.amount_fen > 0) {
        const Color ink = claim.amount_is_final ? color::kDone : color::kInk;
        figure(ui, inner.x, inner.y + 40, amount_text(ui, claim.amount_fen), ui.t("money.unit"),
               type::kAmount, type::kLarge, ink);
    } else {
        ui.text({inner.x, inner.y + 48, inner.w, 80}, ui.t("status.amount_unknown"),
                {44, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    }
    if (!claim.detail.empty()) {
        ui.text({inner.x, inner.y + 146, inner.w, inner.h - 146}, claim.detail,
                {28, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine, 22});
    }
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
        it.title = named == nullptr ? ui.t("claim_step." + step_key(step.kind)) : words(ui, named->name);
        const bool waits = step.kind == ClaimStepKind::reviewing && i + 1 == reached;
        it.moment = waits || i == reached ? Moment::now : i < reached ? Moment::done : Moment::later;
        if (waits) it.moment = Moment::now;
        if (!waits && i == reached && reached > 0 &&
            claim.steps[reached - 1].kind == ClaimStepKind::reviewing)
            it.moment = Moment::later;
        if (step.on) it.detail = day_text(ui, *step.on) + (step.place.empty() ? "" : " " + step.place);
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
    ui.text(body.top(84), hello,
            {type::kTitle, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    const Rect room = body.below(84 + space::k2);
    // In portrait the closing line goes below both parts, in landscape below the left one.
    constexpr float kFoot = 44 + space::k2 + 96;
    const bool tall = frame.portrait();
    const Rect main{room.x, room.y, room.w, room.h - (tall ? kFoot + space::k3 : 0)};
    const Halves parts = halves(frame, main, tall ? 0.42F : 0.46F, space::k3);
    const Rect left =
        tall ? parts.first
             : Rect{parts.first.x, parts.first.y, parts.first.w, parts.first.h - kFoot - space::k2};
    const bool claims = !status.claims.empty();
    const float upper = std::min(claims ? left.h - 226 - space::k2 : left.h, 290.0F);
    draw_enrollment(frame, left.top(upper), status);
    if (claims) draw_amount(frame, left.below(upper + space::k2).top(226), status.claims.front());
    draw_claim(frame, parts.second, status);
    const Rect foot = tall ? room.foot(kFoot) : parts.first.foot(kFoot);
    ui.text(foot.top(44), as_of(frame, status),
            {28, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine, 20});
    when(answer, next_button(frame, "status.done", foot.foot(96), ui.t("status.done")), Tap::done);
    return answer;
}

}  // namespace kiosk
