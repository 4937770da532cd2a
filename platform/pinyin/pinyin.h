// Chinese by Latin letters (libpinyin with Debian's data): the readings of a character, for searching, and
// the words that typed pinyin may mean, for typing. Nothing is learnt from what people type and nothing is
// ever written: there is no user dictionary, and every call begins and ends with empty hands, so the same
// arguments always give the same answer. One thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace platform {

/// One way to read the beginning of what was typed.
struct PinyinCandidate {
    std::string word;      // UTF-8
    std::size_t used = 0;  // so many letters (bytes) of what was typed stand for it
    bool operator==(const PinyinCandidate&) const = default;
};

class Pinyin {
  public:
    /// Longer than any name; more would only cost time.
    static constexpr std::size_t kMostLetters = 30;

    /// Null when the dictionaries are not installed (libpinyin-data). About 4 ms.
    static std::unique_ptr<Pinyin> open();
    ~Pinyin();
    Pinyin(const Pinyin&) = delete;
    Pinyin& operator=(const Pinyin&) = delete;

    /// How the character is read, without tones, ü as v: 厦 → sha, xia; 绿 → lv, lu. Empty for what is not
    /// a Chinese character or is not in the dictionary.
    std::vector<std::string> readings(char32_t character) const;

    /// Words for complete syllables at the beginning of `letters`, likeliest first, at most `most`, none
    /// twice. Letters a–z in either case; ü may be typed as v or ü; an apostrophe parts syllables (xi'an).
    /// Anything else gives nothing.
    std::vector<PinyinCandidate> candidates(std::string_view letters, std::size_t most) const;

  private:
    struct Handles;
    explicit Pinyin(std::unique_ptr<Handles> handles);
    std::unique_ptr<Handles> handles_;
};

}  // namespace platform
