// Finding a station: by district, and by what a person remembers of it: characters or pinyin of its name,
// district or address (also as misprinted), or digits of its phone. Pure; a StationIndex never changes once
// made and may be read from any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/directory/directory.h"
#include "config/scheme/pack.h"

namespace config {

/// How a character may be read, without tones, ü as v (platform::Pinyin::readings); empty for what is not a
/// Chinese character.
using Readings = std::function<std::vector<std::string>(char32_t)>;

struct District {
    std::string name;                   // "思明区"; "市直" for stations under the city itself
    std::vector<std::size_t> stations;  // into the directory: the center first, then in the file's order
};

class StationIndex {
  public:
    /// What is searched for beyond this many characters is left out.
    static constexpr std::size_t kLongestQuery = 40;

    StationIndex(Directory directory, const Readings& readings);

    const Directory& directory() const { return directory_; }
    /// In the file's order.
    const std::vector<District>& districts() const { return districts_; }

    /// Places in the directory, best first: those whose name begins so, then other names, misprinted names,
    /// districts, addresses, phones. A character of the text may be given as itself, as its pinyin (any of
    /// its readings), or as the first letter or letters of it (j, l, zh); the last one may be unfinished:
    /// 嘉莲 is found by 嘉莲, jialian, jial, jlian, jl and 嘉l. Case, spaces, apostrophes and hyphens do not
    /// matter, nor does h after z, c, s; ü may be v, ü or u. Nothing is found by nothing.
    std::vector<std::size_t> search(std::string_view text) const;

  private:
    struct Character {
        char32_t itself = 0;
        std::vector<std::u32string> readings;
    };
    using Line = std::vector<Character>;
    using Row = std::vector<Line>;  // best first
    static std::size_t find(const Line& line, std::u32string_view query);
    static bool begins(const Line& line, std::size_t at, std::u32string_view query);
    static Line line_of(std::string_view text, const Readings& readings);

    Directory directory_;
    std::vector<District> districts_;
    std::vector<Row> rows_;
};

/// The claim kinds that this level decides, in the pack's order; the pack's words for them.
std::vector<Text> kinds_decided_by(const Pack& pack, Route route);

}  // namespace config
