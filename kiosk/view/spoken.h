// What the terminal says aloud of the screen it shows: what the screen is, and what to do. Pure.
//
// A sentence that tells something of the person there is marked, and without a headset it is left out: a hall
// full of people listens.
#pragma once

#include <string>
#include <vector>

#include "kiosk/flow/state.h"
#include "kiosk/ui/strings.h"

namespace kiosk {

struct Sentence {
    std::string text;
    bool personal = false;
};
std::vector<Sentence> spoken(const State& state, const Wording& wording);

/// The sentences that may be heard, as one text. Where something had to be left out, it says so.
std::string spoken_text(const Context& context, const State& state, const Wording& wording);

}  // namespace kiosk
