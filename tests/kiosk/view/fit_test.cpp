// No text is cut off, no character is missing, no control is too small, off the screen or under another.
#include <algorithm>
#include <cmath>
#include <set>

#include "platform/base/utf8.h"
#include "tests/kiosk/view/stage.h"

namespace kiosk::test {
namespace {

constexpr Size kSizes[] = {kLandscape, kPortrait, kSmall};
constexpr float kSmallestTouch = 56;  // units: 14 mm on a 21.5-inch panel

class EveryLook : public testing::TestWithParam<std::tuple<Size, Language>> {
  protected:
    template <class Check>
    void each(Check check) {
        const auto [size, language] = GetParam();
        for (Preview& preview : stage_.all()) {
            preview.state.shell.language = language;
            stage_.frame(preview, size);
            check(preview.name, preview.state);
        }
    }
    Stage stage_;
};

TEST_P(EveryLook, Keeps_every_text_inside_its_box) {
    each([&](const std::string& name, const State&) {
        for (const DrawnText& text : stage_.ui().texts()) {
            EXPECT_TRUE(text.fits) << name << ": \"" << text.text << "\" is " << text.ink.w << " x "
                                   << text.ink.h << " in a box of " << text.box.w << " x " << text.box.h;
        }
    });
}

TEST_P(EveryLook, Has_a_font_for_every_character) {
    each([&](const std::string& name, const State&) {
        for (const DrawnText& text : stage_.ui().texts()) {
            for (std::size_t at = 0; at < text.text.size();) {
                const char32_t c = platform::next_character(text.text, at);
                if (c < U' ') continue;
                EXPECT_TRUE(stage_.glyphs().has(platform::Face::regular, c)) << name << ": " << text.text;
                EXPECT_TRUE(stage_.glyphs().has(platform::Face::bold, c)) << name << ": " << text.text;
            }
        }
    });
}

TEST_P(EveryLook, Has_places_to_touch_that_a_thumb_can_meet) {
    each([&](const std::string& name, const State&) {
        const Size size = std::get<0>(GetParam());
        const float scale = static_cast<float>(std::min(size.width, size.height)) / 1080.0F;
        for (const Widget& widget : stage_.ui().widgets()) {
            const Rect& box = widget.pixels;
            EXPECT_GE(std::round(box.w / scale), kSmallestTouch) << name << " " << widget.id;
            EXPECT_GE(std::round(box.h / scale), kSmallestTouch) << name << " " << widget.id;
            EXPECT_GE(box.x, 0) << name << " " << widget.id;
            EXPECT_GE(box.y, 0) << name << " " << widget.id;
            EXPECT_LE(box.right(), static_cast<float>(size.width)) << name << " " << widget.id;
            EXPECT_LE(box.bottom(), static_cast<float>(size.height)) << name << " " << widget.id;
        }
    });
}

TEST_P(EveryLook, Has_no_two_live_places_that_overlap) {
    each([&](const std::string& name, const State&) {
        const std::vector<Widget>& widgets = stage_.ui().widgets();
        for (std::size_t i = 0; i < widgets.size(); ++i) {
            for (std::size_t j = i + 1; j < widgets.size(); ++j) {
                if (!widgets[i].enabled || !widgets[j].enabled || widgets[i].id.starts_with("desk.row"))
                    continue;
                const Rect& a = widgets[i].pixels;
                const Rect& b = widgets[j].pixels;
                const bool apart = a.right() <= b.x + 1 || b.right() <= a.x + 1 || a.bottom() <= b.y + 1 ||
                                   b.bottom() <= a.y + 1;
                EXPECT_TRUE(apart) << name << ": " << widgets[i].id << " and " << widgets[j].id;
            }
        }
    });
}

TEST_P(EveryLook, Lets_no_control_cover_a_text) {
    each([&](const std::string& name, const State& state) {
        if (state.message || state.countdown) return;
        for (const DrawnText& text : stage_.ui().texts()) {
            const Size size = std::get<0>(GetParam());
            const float scale = static_cast<float>(std::min(size.width, size.height)) / 1080.0F;
            const Rect ink{text.ink.x * scale, text.ink.y * scale, text.ink.w * scale, text.ink.h * scale};
            if (text.text.empty()) continue;
            for (const Widget& widget : stage_.ui().widgets()) {
                const Rect box = widget.pixels.inset(2);
                const bool apart = ink.right() <= box.x || box.right() <= ink.x || ink.bottom() <= box.y ||
                                   box.bottom() <= ink.y;
                const bool within = ink.x >= box.x - 4 && ink.right() <= box.right() + 4 &&
                                    ink.y >= box.y - 4 && ink.bottom() <= box.bottom() + 4;
                EXPECT_TRUE(apart || within) << name << ": \"" << text.text << "\" and " << widget.id;
            }
        }
    });
}

TEST_P(EveryLook, Writes_no_text_over_another) {
    each([&](const std::string& name, const State& state) {
        if (state.message || state.countdown) return;  // these lie over a screen on purpose
        const std::vector<DrawnText>& texts = stage_.ui().texts();
        for (std::size_t i = 0; i < texts.size(); ++i) {
            for (std::size_t j = i + 1; j < texts.size(); ++j) {
                const Rect a = texts[i].ink.inset(1, texts[i].ink.h * 0.1F);
                const Rect b = texts[j].ink.inset(1, texts[j].ink.h * 0.1F);
                if (a.w <= 0 || b.w <= 0) continue;
                const bool apart =
                    a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y;
                EXPECT_TRUE(apart) << name << ": \"" << texts[i].text << "\" and \"" << texts[j].text << '"';
            }
        }
    });
}

INSTANTIATE_TEST_SUITE_P(Screens, EveryLook,
                         testing::Combine(testing::ValuesIn(kSizes),
                                          testing::Values(Language::zh, Language::en)),
                         [](const auto& each) {
                             return std::string(std::get<0>(each.param).name) +
                                    (std::get<1>(each.param) == Language::zh ? "_zh" : "_en");
                         });

TEST(Previews, Show_every_screen) {
    Stage stage;
    std::set<std::size_t> shown;
    for (const Preview& preview : stage.all()) shown.insert(preview.state.screen.index());
    EXPECT_EQ(shown.size(), std::variant_size_v<Screen>);
}

TEST(Previews, Have_names_of_their_own) {
    Stage stage;
    std::set<std::string> names;
    for (const Preview& preview : stage.all()) EXPECT_TRUE(names.insert(preview.name).second) << preview.name;
}

}  // namespace
}  // namespace kiosk::test
