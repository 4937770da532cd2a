// Every preview as drawn by OpenGL, against the picture kept in tests/golden (half size). With
// UPDATE_GOLDENS=1 the pictures are written anew: look at them, then make them small with
//   mogrify -dither None -colors 64 -format png -define png:compression-level=9 tests/golden/*.png
#include <cstdlib>

#include "tests/kiosk/view/stage.h"
#include "tests/support/virtual_display.h"

namespace kiosk::test {
namespace {

// Rasterisers differ by a shade at edges; a moved word or another colour changes far more.
constexpr int kTolerance = 40;
constexpr double kMostChanged = 0.002;

class Golden : public testing::Test {
  protected:
    void compare(Size size, Language language, const std::string& suffix,
                 bool (*wanted)(const std::string&)) {
        ASSERT_TRUE(tests::have_display()) << "install xvfb";
        const auto strings = Strings::load(std::string(SOURCE_DIR) + "/assets/strings");
        const auto world = preview_world(std::string(SOURCE_DIR) + "/config/schemes");
        const auto glyphs = *platform::GlyphAtlas::open(platform::FontFiles::installed());
        platform::ImguiSession session;
        const auto display =
            platform::Display::open({"golden", size.width, size.height, false, false}, session);
        ASSERT_TRUE(display.has_value());
        Ui ui(*glyphs, *strings);
        for (Preview& preview : previews(*world)) {
            if (!wanted(preview.name)) continue;
            preview.state.shell.language = language;
            do {
                (*display)->begin_frame(*glyphs);
                ui.begin(size.width, size.height, language);
                draw(world->context(preview), preview.state, ui);
                ui.end();
                (*display)->draw(*glyphs, color::kPaper);
            } while (ui.must_redraw());
            judge(preview.name + suffix, platform::halved((*display)->read_pixels()));
        }
    }

    static void judge(const std::string& name, const platform::Picture& picture) {
        const std::filesystem::path file =
            std::filesystem::path(SOURCE_DIR) / "tests/golden" / (name + ".png");
        if (std::getenv("UPDATE_GOLDENS") != nullptr) {
            ASSERT_TRUE(platform::write_png(file, picture));
            return;
        }
        const auto kept = platform::read_png(file);
        ASSERT_TRUE(kept.has_value()) << file << " is missing";
        const double changed = platform::difference(picture, *kept, kTolerance);
        if (changed <= kMostChanged) return;
        const auto seen = std::filesystem::temp_directory_path() / (name + ".seen.png");
        platform::write_png(seen, picture);
        ADD_FAILURE() << name << ": " << changed * 100 << " % of the pixels changed; seen: " << seen;
    }
};

TEST_F(Golden, Landscape_in_Chinese) {
    compare(kLandscape, Language::zh, "", [](const std::string&) { return true; });
}

TEST_F(Golden, Portrait_in_English) {
    compare(kPortrait, Language::en, "_portrait", [](const std::string& name) {
        for (const char* main : {"home_open", "consent", "place_card", "review", "saved", "status_claim",
                                 "desk", "desk_claims", "entry_claim_refused", "pay_run", "question_days",
                                 "benefit_tier", "join_yes", "group_enough"}) {
            if (name == main) return true;
        }
        return false;
    });
}

}  // namespace
}  // namespace kiosk::test
