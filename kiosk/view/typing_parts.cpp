#include "kiosk/view/typing_parts.h"

#include "kiosk/ui/keyboard.h"

namespace kiosk {

std::string dashed(const std::string& digits) {
    std::string text = digits.substr(0, 4);
    if (digits.size() > 4) text += "-" + digits.substr(4, 2);
    if (digits.size() > 6) text += "-" + digits.substr(6);
    return text;
}

void draw_keys(const Frame& frame, Rect box, Answer& answer) {
    const auto key = keyboard(frame.ui, box);
    if (!key) return;
    when(answer, key->character != 0, PressKey{key->character});
    when(answer, key->character == 0, Tap::erase);
}

void draw_candidates(const Frame& frame, Rect box, const Typing& typing, Answer& answer) {
    constexpr std::size_t kSlots = Typing::kCandidatesPerPage;
    const std::size_t first = typing.page * kSlots;
    std::vector<std::string> words;
    for (std::size_t i = first; i < typing.candidates.size() && i < first + kSlots; ++i) {
        words.push_back(typing.candidates[i].word);
    }
    const auto pick = candidate_row(frame.ui, box, words, first, kSlots, typing.candidates.size() > kSlots);
    if (!pick) return;
    when(answer, pick->index.has_value(), ChooseCandidate{pick->index.value_or(0)});
    when(answer, !pick->index, Tap::more_candidates);
}

}  // namespace kiosk
