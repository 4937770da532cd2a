// Which paper the worker has brought; one is enough, staff look at it later.
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

bool tile(Ui& ui, std::string_view id, Rect box, char32_t icon, std::string_view title,
          std::string_view text) {
    const Ui::Touch touch = ui.touch(id, box);
    ui.fill(box, touch.held ? color::kNeutralWash : color::kCard, space::kCardRadius);
    ui.outline(box, color::kLine, space::kCardRadius);
    const Rect inner = box.inset(space::k5, space::k4);
    icon_tile(ui, inner.x, inner.y, ui.portrait() ? 176 : 128, icon, Tone::info);
    const Type large{
        ui.portrait() ? 60.0F : 52.0F, true, color::kInk, Align::left, VAlign::top, type::kTitleLine};
    const Type soft{ui.portrait() ? 36 : type::kBody, false, color::kInkSoft, Align::left, VAlign::top, 1.4F};
    const float lower = ui.height_of(text, soft, inner.w - 64);
    const float upper = ui.height_of(title, large, inner.w - 64);
    const float y = inner.bottom() - lower - upper - space::k2;
    ui.text({inner.x, y, inner.w - 64, upper}, title, large);
    ui.text({inner.x, inner.bottom() - lower, inner.w - 64, lower}, text, soft);
    ui.icon(inner.right() - 20, inner.bottom() - (upper + lower) / 2, icon::kNext, 64, color::kInkSoft);
    return touch.tapped;
}

}  // namespace

Answer draw(const Frame& frame, const screen::Papers& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect room = heading(frame, frame.body, ui.t("papers.title"), ui.t("papers.text"));
    const float foot = space::kMainAction;
    const Rect grid{room.x, room.y, room.w,
                    std::min(room.h - foot - space::k4, frame.portrait() ? 1040.0F : 400.0F)};
    const int count = static_cast<int>(screen.offered.size());
    for (int i = 0; i < count; ++i) {
        const Document document = screen.offered[static_cast<std::size_t>(i)];
        const Rect box = frame.portrait() ? grid.row(i, count, space::k3) : grid.column(i, count, space::k4);
        const bool contract = document == Document::labour_contract;
        const std::string key = contract ? "papers.labour_contract" : "papers.social_security_proof";
        when(answer,
             tile(ui, key, box, contract ? icon::kContract : icon::kShield, ui.t(key), ui.t(key + "_detail")),
             ChooseDocument{document});
    }
    const float width = frame.portrait() ? room.w : 480;
    when(answer,
         button(ui, "papers.none", {room.x, room.bottom() - foot, width, foot}, ui.t("papers.none"),
                {.size = type::kLarge}),
         Tap::no_papers);
    return answer;
}

}  // namespace kiosk
