#include "sync/center/claim_view.h"

#include <algorithm>
#include <array>

#include "sync/record/mask.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;

std::size_t place_of(std::string_view step) {
    constexpr std::array<std::string_view, 5> kSteps{"filed", "received", "reviewing", "decided", "paid"};
    return static_cast<std::size_t>(std::find(kSteps.begin(), kSteps.end(), step) - kSteps.begin());
}

wire::ClaimStep& step_of(wire::ClaimView& view, const std::string& step) {
    for (wire::ClaimStep& known : *view.mutable_steps()) {
        if (known.step() == step) return known;
    }
    int at = view.steps_size();
    view.add_steps()->set_step(step);
    for (; at > 0 && place_of(view.steps(at - 1).step()) > place_of(step); --at) {
        view.mutable_steps()->SwapElements(at - 1, at);
    }
    return *view.mutable_steps(at);
}

}  // namespace

void add_line(wire::ClaimView& view, const ClaimLine& line) {
    view.set_claim_number(line.claim_number);
    view.set_kind(line.kind);
    wire::ClaimStep& step = step_of(view, line.step);
    if (!line.date.empty()) step.set_on(line.date);
    if (!line.place.empty()) step.set_place(line.place);
    if (line.amount_fen) view.set_amount_fen(*line.amount_fen);
    if (line.is_final) view.set_amount_is_final(*line.is_final);
    if (!line.detail.empty()) view.set_detail(line.detail);
    if (!line.due.empty()) view.set_answer_due(line.due);
}

void add_filing(wire::ClaimView& view, const wire::ClaimFiled& claim, const Filing& filing) {
    const wire::Person& person = claim.person();
    view.set_claim_number(claim.claim_number());
    if (view.kind().empty()) view.set_kind(claim.kind());
    view.set_masked_name(mask_name(person.name().empty() ? person.english_name() : person.name()));
    wire::ClaimStep& step = step_of(view, "filed");
    if (step.on().empty()) step.set_on(filing.on);
    if (step.place().empty()) step.set_place(filing.place);
    if (view.answer_due().empty()) view.set_answer_due(filing.due);
}

void refuse(wire::ClaimView& view, const std::string& on, const std::string& why) {
    step_of(view, "decided").set_on(on);
    view.set_amount_fen(0);
    view.set_amount_is_final(true);
    if (!why.empty()) view.set_detail(why);
}

}  // namespace syncing::center
