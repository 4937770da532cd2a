// Typing with Latin letters on the screen: keys, what has been typed, and the words it may mean.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/ui.h"

namespace kiosk {

/// A character key, or erase.
struct KeyPress {
    char character = 0;  // '0'…'9', 'a'…'z', '\''; 0 = erase
};
/// Digits, letters as on a PC, apostrophe and erase on four rows, each key as large as the box allows; ids
/// "key.0" … "key.z", "key.apostrophe", "key.erase".
std::optional<KeyPress> keyboard(Ui& ui, Rect box);

/// Words to choose from, side by side in `slots` places; an arrow behind them when there are more. Ids
/// "candidate.N" with N from `first` on, and "candidate.more".
struct CandidatePick {
    std::optional<std::size_t> index;  // nothing = more were asked for
};
std::optional<CandidatePick> candidate_row(Ui& ui, Rect box, const std::vector<std::string>& words,
                                           std::size_t first, std::size_t slots, bool more);

/// One line that is being typed into: `words` are characters, `letters` what still waits to become some.
void input_line(Ui& ui, Rect box, char32_t icon, std::string_view words, std::string_view letters,
                std::string_view prompt);

}  // namespace kiosk
