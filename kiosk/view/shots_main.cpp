// kiosk-shots OUT [NAME]: every preview in every language and orientation as OUT/NAME_LANGUAGE_MODE.png, or
// those whose name begins with NAME. Run it in the repository's root, with a display (Xvfb will do).
#include <array>
#include <cstdio>
#include <string_view>

#include "kiosk/view/previews.h"
#include "kiosk/view/view.h"
#include "platform/display/display.h"

namespace {

struct Mode {
    const char* name;
    int width;
    int height;
};
constexpr std::array<Mode, 2> kModes{{{"landscape", 1920, 1080}, {"portrait", 1080, 1920}}};
constexpr std::array<std::pair<kiosk::Language, const char*>, 2> kLanguages{
    {{kiosk::Language::zh, "zh"}, {kiosk::Language::en, "en"}}};

int fail(const char* what) {
    std::fprintf(stderr, "kiosk-shots: %s\n", what);
    return 1;
}

bool shoot(platform::Display& display, platform::GlyphAtlas& glyphs, kiosk::Ui& ui,
           const kiosk::Context& context, kiosk::State state, kiosk::Language language,
           const std::filesystem::path& file) {
    state.shell.language = language;
    do {  // again when the characters' texture was full
        display.begin_frame(glyphs);
        ui.begin(display.width(), display.height(), language);
        kiosk::draw(context, state, ui);
        ui.end();
        display.draw(glyphs, kiosk::color::kPaper);
    } while (ui.must_redraw());
    return platform::write_png(file, display.read_pixels());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return fail("usage: kiosk-shots OUT [NAME]");
    const std::filesystem::path out(argv[1]);
    const std::string_view wanted = argc > 2 ? argv[2] : "";
    const auto strings = kiosk::Strings::load("assets/strings");
    if (!strings) return fail(strings.error().what.c_str());
    const auto world = kiosk::preview_world("config/schemes");
    if (!world)
        return fail(
            "config/ cannot be read, or libpinyin-data is missing: run this in the repository's root");
    auto glyphs = platform::GlyphAtlas::open(platform::FontFiles::installed());
    if (!glyphs)
        return fail("fonts are missing: install fonts-noto-cjk and fonts-materialdesignicons-webfont");
    std::filesystem::create_directories(out);
    for (const Mode& mode : kModes) {
        platform::ImguiSession session;
        auto display =
            platform::Display::open({"kiosk-shots", mode.width, mode.height, false, false}, session);
        if (!display) return fail("no display with OpenGL 3.3");
        kiosk::Ui ui(**glyphs, *strings);
        (*glyphs)->clear();
        for (const kiosk::Preview& preview : kiosk::previews(*world)) {
            if (!preview.name.starts_with(wanted)) continue;
            for (const auto& [language, name] : kLanguages) {
                const auto file = out / (preview.name + "_" + name + "_" + mode.name + ".png");
                if (!shoot(**display, **glyphs, ui, world->context(preview), preview.state, language, file))
                    return fail("a picture cannot be written");
            }
        }
    }
    return 0;
}
