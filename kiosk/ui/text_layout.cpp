#include "kiosk/ui/text_layout.h"

#include <algorithm>
#include <optional>

#include "kiosk/ui/strings.h"
#include "platform/base/utf8.h"

namespace kiosk {

namespace {

constexpr std::u32string_view kNeverFirst = U"，。、；：！？）》」』】”’…·,.;:!?)]}%/›元天年月日时分";
constexpr std::u32string_view kNeverLast = U"（《「『【“‘([{¥";

bool is_wide(char32_t c) {
    return c >= 0x2E80 || (c >= 0x2014 && c <= 0x201D) || c == U'…' || c == U'·';
}
bool is_one_of(std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
}

/// May a line end between these two?
bool can_break(char32_t before, char32_t after) {
    if (after == U' ') return false;
    if (is_one_of(kNeverFirst, after) || is_one_of(kNeverLast, before)) return false;
    return before == U' ' || is_wide(before) || is_wide(after);
}

class Breaker {
  public:
    Breaker(platform::Advances& glyphs, std::string_view text, int size, bool bold, float width)
        : glyphs_(glyphs), text_(text), size_(size), limit_(width), bold_(bold), line_bold_(bold) {}

    std::vector<TextLine> run() {
        while (at_ < text_.size()) step();
        finish(text_.size(), width_);
        return std::move(lines_);
    }

  private:
    void step() {
        const std::size_t here = at_;
        const char32_t c = platform::next_character(text_, at_);
        if (c == static_cast<char32_t>(kBoldOn) || c == static_cast<char32_t>(kBoldOff)) {
            bold_ = c == static_cast<char32_t>(kBoldOn);
            return;
        }
        if (c == U'\n') {
            finish(here, width_);
            begin(at_);
            return;
        }
        if (previous_ != 0 && can_break(previous_, c)) mark(here);
        const platform::Face face = bold_ ? platform::Face::bold : platform::Face::regular;
        const float advance = glyphs_.advance(face, size_, c);
        if (width_ + advance > limit_ && c != U' ' && here > line_start_) {
            if (break_at_ <= line_start_) mark(here);
            finish(break_at_, break_width_);
            at_ = break_at_;
            bold_ = break_bold_;
            begin(break_at_);
            return;
        }
        width_ += advance;
        if (c != U' ') ink_width_ = width_;
        previous_ = c;
    }

    void mark(std::size_t here) {
        break_at_ = here;
        break_width_ = ink_width_;
        break_bold_ = bold_;
    }
    void finish(std::size_t end, float width) {
        lines_.push_back({text_.substr(line_start_, end - line_start_), line_bold_, width});
    }
    void begin(std::size_t at) {
        line_start_ = at;
        line_bold_ = bold_;
        width_ = ink_width_ = 0;
        previous_ = 0;
    }

    platform::Advances& glyphs_;
    std::string_view text_;
    int size_;
    float limit_;
    bool bold_;
    bool line_bold_;
    std::vector<TextLine> lines_;
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    std::size_t break_at_ = 0;
    float width_ = 0;
    float ink_width_ = 0;
    float break_width_ = 0;
    bool break_bold_ = false;
    char32_t previous_ = 0;
};

/// How badly a line ends, beside lines of uneven width (see even_lines): a sentence, a clause, mid-sentence.
/// Between two lines, mid-sentence gives way to a sentence's end when the shorter line has 0.4 of the longer.
float badness(char32_t last) {
    constexpr std::u32string_view kSentence = U"。；！？.;!?";
    constexpr std::u32string_view kClause = U"，、：:";
    if (is_one_of(kSentence, last)) return 0;
    if (last == U',') return 0.25F;  // in English mostly between the words of a list
    return is_one_of(kClause, last) ? 0.08F : 0.37F;
}

/// A place where a line may end.
struct Stop {
    std::size_t at = 0;
    float ink = 0;   // width of the text before it, without spaces at its end
    float next = 0;  // width of the text before it: where the next line begins
    bool bold = false;
    float badness = 0;
};

/// The beginning of a paragraph, every place to break it, and its end.
std::vector<Stop> stops_of(platform::Advances& glyphs, std::string_view text, int size, bool bold) {
    std::vector<Stop> stops{{0, 0, 0, bold, 0}};
    float width = 0;
    float ink = 0;
    char32_t previous = 0;
    char32_t last = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const char32_t c = platform::next_character(text, at);
        if (c == static_cast<char32_t>(kBoldOn) || c == static_cast<char32_t>(kBoldOff)) {
            bold = c == static_cast<char32_t>(kBoldOn);
            continue;
        }
        if (previous != 0 && can_break(previous, c)) stops.push_back({here, ink, width, bold, badness(last)});
        width += glyphs.advance(bold ? platform::Face::bold : platform::Face::regular, size, c);
        previous = c;
        if (c == U' ') continue;
        ink = width;
        last = c;
    }
    stops.push_back({text.size(), ink, width, bold, 0});
    return stops;
}

/// The `count` lines of the least sum of squared deviations from the mean width, as parts of it, and of
/// badness; nothing if one would be too wide.
std::optional<std::vector<TextLine>> even_lines(std::string_view text, const std::vector<Stop>& stops,
                                                std::size_t count, float width) {
    constexpr float kNever = 1e9F;
    constexpr float kTie = 1e-3F;  // of two alike, the one with the longer lines above
    struct Step {
        float cost = kNever;
        std::size_t from = 0;
    };
    const float mean = stops.back().ink / static_cast<float>(count);
    std::vector<std::vector<Step>> best(count + 1, std::vector<Step>(stops.size()));
    best[0][0].cost = 0;
    for (std::size_t line = 1; line <= count; ++line) {
        for (std::size_t end = line; end < stops.size(); ++end) {
            for (std::size_t from = line - 1; from < end; ++from) {
                const float wide = stops[end].ink - stops[from].next;
                if (wide > width || best[line - 1][from].cost >= kNever) continue;
                const float off = (wide - mean) / mean;
                const float cost = best[line - 1][from].cost + off * off + stops[end].badness;
                if (cost <= best[line][end].cost + kTie) best[line][end] = {cost, from};
            }
        }
    }
    if (best[count].back().cost >= kNever) return std::nullopt;
    std::vector<TextLine> lines(count);
    std::size_t end = stops.size() - 1;
    for (std::size_t line = count; line > 0; --line) {
        const Stop& from = stops[best[line][end].from];
        lines[line - 1] = {text.substr(from.at, stops[end].at - from.at), from.bold,
                           stops[end].ink - from.next};
        end = best[line][end].from;
    }
    return lines;
}

std::vector<TextLine> balance_paragraph(platform::Advances& glyphs, std::string_view text, int size,
                                        bool bold, float width) {
    constexpr std::size_t kMostLines = 6;  // longer text reads better filled
    std::vector<TextLine> filled = break_lines(glyphs, text, size, bold, width);
    if (filled.size() < 2 || filled.size() > kMostLines) return filled;
    auto even = even_lines(text, stops_of(glyphs, text, size, bold), filled.size(), width);
    return even ? *std::move(even) : filled;
}

/// Whether bold is on after the text.
bool bold_after(std::string_view text, bool bold) {
    const std::size_t on = text.rfind(kBoldOn);
    const std::size_t off = text.rfind(kBoldOff);
    if (on == std::string_view::npos && off == std::string_view::npos) return bold;
    return off == std::string_view::npos || (on != std::string_view::npos && on > off);
}

}  // namespace

std::vector<TextLine> break_lines(platform::Advances& glyphs, std::string_view text, int size, bool bold,
                                  float width) {
    return Breaker(glyphs, text, size, bold, width).run();
}

std::vector<TextLine> balance_lines(platform::Advances& glyphs, std::string_view text, int size, bool bold,
                                    float width) {
    std::vector<TextLine> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view paragraph = text.substr(begin, end - begin);
        for (const TextLine& line : balance_paragraph(glyphs, paragraph, size, bold, width))
            lines.push_back(line);
        bold = bold_after(paragraph, bold);
        begin = end + 1;
    }
    return lines;
}

}  // namespace kiosk
