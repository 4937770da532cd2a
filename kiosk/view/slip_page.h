// The slip on paper: what the saved screen says, with the station, what to do next and the code. Pure but for
// the fonts it draws with; any thread that has fonts of its own.
#pragma once

#include "kiosk/flow/values.h"
#include "kiosk/ui/strings.h"
#include "platform/font/fonts.h"
#include "platform/printer/raster.h"

namespace kiosk {

/// `width` in dots of 1/8 mm: 384 at 58 mm paper, 576 at 80 mm. The page is as high as it needs to be.
platform::Raster slip_page(platform::Fonts& fonts, const Strings& strings, const SlipPaper& paper, int width);

}  // namespace kiosk
