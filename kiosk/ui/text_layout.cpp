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

/// In two lines, the first ending with a clause, if neither line is then short; the evenest such break.
std::optional<std::vector<TextLine>> break_at_clause(platform::Advances& glyphs, std::string_view text,
                                                     int size, bool bold, float width) {
    constexpr std::u32string_view kClauseEnds = U"，。；：！？、.;!?";
    constexpr float kShortest = 0.4F;  // of the longer line
    if (text.find(kBoldOn) != std::string_view::npos) return std::nullopt;
    std::optional<std::vector<TextLine>> best;
    float best_width = width;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = platform::next_character(text, at);
        if (!is_one_of(kClauseEnds, c) || at == text.size()) continue;
        if (c < 0x80 && text[at] != ' ') continue;  // a full stop inside a number
        const std::size_t rest = text[at] == ' ' ? at + 1 : at;
        auto upper = Breaker(glyphs, text.substr(0, at), size, bold, width).run();
        auto lower = Breaker(glyphs, text.substr(rest), size, bold, width).run();
        if (upper.size() != 1 || lower.size() != 1) continue;
        const float longer = std::max(upper[0].width, lower[0].width);
        if (std::min(upper[0].width, lower[0].width) < kShortest * longer || longer > best_width) continue;
        best_width = longer;
        best = {upper[0], lower[0]};
    }
    return best;
}

}  // namespace

std::vector<TextLine> break_lines(platform::Advances& glyphs, std::string_view text, int size, bool bold,
                                  float width) {
    return Breaker(glyphs, text, size, bold, width).run();
}

std::vector<TextLine> balance_lines(platform::Advances& glyphs, std::string_view text, int size, bool bold,
                                    float width) {
    std::vector<TextLine> best = break_lines(glyphs, text, size, bold, width);
    if (best.size() < 2 || best.size() > 4) return best;
    if (best.size() == 2) {
        if (auto clauses = break_at_clause(glyphs, text, size, bold, width)) return *std::move(clauses);
    }
    float narrow = width / 2;
    float wide = width;
    for (int i = 0; i < 7; ++i) {
        const float middle = (narrow + wide) / 2;
        std::vector<TextLine> lines = break_lines(glyphs, text, size, bold, middle);
        if (lines.size() <= best.size()) {
            best = std::move(lines);
            wide = middle;
        } else {
            narrow = middle;
        }
    }
    return best;
}

}  // namespace kiosk
