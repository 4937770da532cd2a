// A simple drawing of how a benefit is worked out, with the person's place in it.
#pragma once

#include "kiosk/view/parts.h"

namespace kiosk {

/// `benefit` is the one that the claim falls under, with so many units.
void draw_benefit_chart(const Frame& frame, Rect box, const config::FoundBenefit& benefit,
                        const screen::BenefitResult& result);

}  // namespace kiosk
