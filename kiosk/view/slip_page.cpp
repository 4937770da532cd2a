#include "kiosk/view/slip_page.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "kiosk/ui/text_layout.h"
#include "kiosk/view/format.h"
#include "platform/base/utf8.h"

namespace kiosk {

namespace {

constexpr int kNarrow = 384;
constexpr int kInk = 110;       // of 255: a dot this dark is burnt
constexpr int kMostModule = 7;  // dots a module of the code: any phone reads it from the hand
constexpr int kLongest = 4000;  // rows; a slip has about 1100

enum class Side { left, center, right };

/// Draws line after line down the paper.
class Pen {
  public:
    Pen(platform::Fonts& fonts, int width) : fonts_(fonts), page_(width, kLongest) {}

    int body() const { return page_.width() <= kNarrow ? 24 : 28; }
    int large() const { return page_.width() <= kNarrow ? 34 : 42; }

    void text(std::string_view text, int size, bool bold = false, Side side = Side::left) {
        const auto lines = break_lines(fonts_, text, size, bold, static_cast<float>(page_.width()));
        for (const TextLine& line : lines) {
            this->line(line.text, size, bold, side);
            y_ += size * 3 / 2;
        }
    }
    /// Two texts on one line, or on two when they do not fit.
    void ends(std::string_view left, std::string_view right, int size) {
        const float both =
            width_of(left, size, platform::Face::bold) + width_of(right, size, platform::Face::bold);
        const bool fit = both + static_cast<float>(size) <= static_cast<float>(page_.width());
        line(left, size, true, Side::left);
        if (!fit) y_ += size * 3 / 2;
        line(right, size, true, Side::right);
        y_ += size * 3 / 2;
    }
    void boxed(std::string_view text, int size) {
        page_.darken(0, y_, page_.width(), 4);
        y_ += size / 3;
        this->text(text, size, true, Side::center);
        page_.darken(0, y_, page_.width(), 4);
        y_ += size / 2;
    }
    void rule() {
        for (int x = 0; x + 12 <= page_.width(); x += 20) page_.darken(x, y_ + 8, 12, 2);
        y_ += 26;
    }
    void code(const platform::QrMatrix& code) {
        const int whole = code.size + 2 * platform::kQuietZone;
        const int module = std::clamp(page_.width() / whole, 1, kMostModule);
        const int x = (page_.width() - code.size * module) / 2;
        y_ += platform::kQuietZone * module;
        page_.draw_code(code, x, y_, module);
        y_ += (code.size + platform::kQuietZone) * module;
    }
    platform::Raster take() {
        page_.set_height(std::min(y_ + 16, kLongest));
        return std::move(page_);
    }

  private:
    float width_of(std::string_view text, int size, platform::Face face) {
        float width = 0;
        for (std::size_t at = 0; at < text.size();)
            width += fonts_.advance(face, size, platform::next_character(text, at));
        return width;
    }

    void line(std::string_view text, int size, bool bold, Side side) {
        const platform::Face face = bold ? platform::Face::bold : platform::Face::regular;
        const float width = width_of(text, size, face);
        const float room = static_cast<float>(page_.width()) - width;
        float x = side == Side::left ? 0 : side == Side::center ? room / 2 : room;
        const int baseline = y_ + size * 6 / 5;
        for (std::size_t at = 0; at < text.size();) {
            const auto glyph = fonts_.draw(face, size, platform::next_character(text, at));
            draw(glyph, static_cast<int>(std::lround(x)) + glyph.left, baseline + glyph.top);
            x += glyph.advance;
        }
    }

    void draw(const platform::GlyphPicture& glyph, int left, int top) {
        for (int row = 0; row < glyph.height; ++row) {
            for (int column = 0; column < glyph.width; ++column) {
                const auto at = static_cast<std::size_t>(row * glyph.width + column);
                if (glyph.alpha[at] >= kInk) page_.darken(left + column, top + row);
            }
        }
    }

    platform::Fonts& fonts_;
    platform::Raster page_;
    int y_ = 8;
};

void write_enrollment(Pen& pen, const Wording& say, const SlipPaper& paper) {
    const std::string fee = money_text(say, paper.fee_fen);
    pen.text(say.t("saved.fee_due", {{"fee", fee}}), pen.body());
    pen.text(say.t("saved.period", {{"from", platform::format_date(paper.coverage_from)},
                                    {"to", platform::format_date(paper.coverage_to)}}),
             pen.body());
    if (paper.time_unconfirmed) pen.text(say.t("saved.unconfirmed"), pen.body());
    pen.rule();
    pen.text(say.t("slip.pay", {{"fee", fee}}), pen.body(), true);
}

void write_claim(Pen& pen, const Wording& say, const SlipPaper& paper) {
    const std::string& kind = paper.claim->in(paper.language);
    if (!kind.empty()) pen.text(kind, pen.body());
    pen.rule();
    pen.text(say.t("claim.slip_next"), pen.body(), true);
}

}  // namespace

platform::Raster slip_page(platform::Fonts& fonts, const Strings& strings, const SlipPaper& paper,
                           int width) {
    const Wording say(strings, paper.language);
    Pen pen(fonts, width);
    pen.text(say.t("app.name"), pen.large(), true, Side::center);
    pen.text(say.t("app.terminal", {{"station", paper.station.in(paper.language)},
                                    {"number", std::to_string(paper.terminal_number)}}),
             pen.body(), false, Side::center);
    pen.rule();
    if (paper.test) {
        pen.boxed(say.t("slip.test"), pen.large());
        pen.text(say.t("slip.test_text"), pen.body(), false, Side::center);
        return pen.take();
    }
    if (paper.duplicate) pen.boxed(say.t("slip.duplicate"), pen.large());
    pen.ends(say.t(paper.claim ? "claim.slip" : "saved.slip"), paper.slip.number, pen.large());
    pen.text(say.t("saved.tail", {{"name", paper.person.name}, {"tail", paper.person.number_tail}}),
             pen.body());
    const std::string day = platform::format_date(platform::shanghai_date(paper.slip.saved_at));
    pen.text(say.t("slip.when", {{"when", day + " " + time_text(paper.slip.saved_at)}}), pen.body());
    paper.claim ? write_claim(pen, say, paper) : write_enrollment(pen, say, paper);
    if (const auto code = platform::qr_encode(paper.slip.code.text())) pen.code(*code);
    pen.text(say.t("slip.check"), pen.body(), false, Side::center);
    pen.text(say.t("slip.keep"), pen.body(), false, Side::center);
    return pen.take();
}

}  // namespace kiosk
