#include "kiosk/view/claim_parts.h"

namespace kiosk {

std::string claim_kind_text(const Frame& frame, const std::string& kind) {
    const config::ClaimKind* known = frame.context.pack.find_kind(kind);
    return known == nullptr ? kind : words(frame.ui, known->name);
}

std::string claim_paper_text(const Frame& frame, const ClaimPaper& paper) {
    const auto& listed = frame.context.pack.claim_papers;
    if (listed.empty()) return frame.ui.t("claim.any_paper");
    if (paper.listed == 0 || paper.listed > listed.size()) return frame.ui.t("claim.other_paper");
    return words(frame.ui, listed[paper.listed - 1]);
}

void draw_ground(const Frame& frame, Rect box, const ClaimDraft& claim) {
    Ui& ui = frame.ui;
    if (!claim.enrollment) {
        return banner(ui, box, Tone::notice, icon::kInfo, ui.t("claim.unknown"), ui.t("claim.unknown_text"));
    }
    const EnrollmentStatus& known = *claim.enrollment;
    const std::string from = platform::format_date(known.coverage_from);
    const std::string to = platform::format_date(known.coverage_to);
    if (claim.uncovered) {
        return banner(
            ui, box, Tone::attention, icon::kAlert, ui.t("claim.uncovered"),
            ui.t("claim.uncovered_text", {{"number", known.slip_number}, {"from", from}, {"to", to}}));
    }
    const std::string period = known.plan.empty() ? ui.t("claim.known_here")
                                                  : ui.t("claim.known_text", {{"from", from}, {"to", to}});
    banner(ui, box, Tone::done, icon::kShield, ui.t("claim.known", {{"number", known.slip_number}}), period);
}

}  // namespace kiosk
