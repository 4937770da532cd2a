// What the screens of a claim share.
#pragma once

#include "kiosk/view/parts.h"

namespace kiosk {

/// "" where the pack names no kinds.
std::string claim_kind_text(const Frame& frame, const std::string& kind);
std::string claim_paper_text(const Frame& frame, const ClaimPaper& paper);
/// The enrollment that the claim would rest on, or that none is known here.
void draw_ground(const Frame& frame, Rect box, const ClaimDraft& claim);

}  // namespace kiosk
