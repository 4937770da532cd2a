// Typing Chinese: letters first, then the words they stand for are chosen, from the left.
#include <algorithm>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

constexpr std::size_t kMostBytes = 60;       // 20 characters
constexpr std::size_t kMostCandidates = 60;  // ten pages

bool is_key(char key) {
    return (key >= 'a' && key <= 'z') || (key >= '0' && key <= '9') || key == '\'';
}

bool has_room(const Typing& typing) {
    return typing.letters.size() < platform::Pinyin::kMostLetters &&
           typing.words.size() + typing.letters.size() < kMostBytes;
}

void choose(Typing& typing, std::size_t index) {
    if (index >= typing.candidates.size()) return;
    const platform::PinyinCandidate chosen = typing.candidates[index];
    typing.words.append(chosen.word);
    typing.letters.drop_first(chosen.used);
    while (typing.letters.text().starts_with('\'')) typing.letters.drop_first(1);
}

/// True when the event changed what is typed.
bool edit(Typing& typing, const Event& event) {
    if (const auto* press = std::get_if<PressKey>(&event)) {
        if (is_key(press->key) && has_room(typing)) typing.letters.push_back(press->key);
    } else if (const auto* choice = std::get_if<ChooseCandidate>(&event)) {
        choose(typing, choice->index);
    } else if (tapped(event, Tap::erase)) {
        typing.letters.empty() ? typing.words.pop_character() : typing.letters.pop_back();
    } else if (tapped(event, Tap::clear)) {
        typing.letters.wipe();
        typing.words.wipe();
    } else {
        return false;
    }
    return true;
}

}  // namespace

bool type_words(Typing& typing, const platform::Pinyin& pinyin, const Event& event,
                const std::function<bool(const platform::PinyinCandidate&)>& wanted) {
    if (tapped(event, Tap::more_candidates)) {
        const std::size_t pages =
            page_count(typing.candidates.size(), static_cast<int>(Typing::kCandidatesPerPage));
        typing.page = (typing.page + 1) % pages;
        return true;
    }
    if (!edit(typing, event)) return false;
    typing.page = 0;
    typing.candidates = pinyin.candidates(typing.letters.text(), kMostCandidates);
    std::erase_if(typing.candidates, [&](const auto& candidate) { return !wanted(candidate); });
    return true;
}

}  // namespace kiosk
