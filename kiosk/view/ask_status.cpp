// "What became of my application?": a card or a slip's code, at the hall and at the desk.
#include "kiosk/view/screens.h"

namespace kiosk {

void draw_code_hint(Ui& ui, Rect box) {
    const float side = std::min({220.0F, box.w, box.h});
    const Rect phone{box.center_x() - side * 0.34F, box.center_y() - side / 2, side * 0.68F, side};
    ui.fill(phone, color::kCard, 22);
    ui.outline(phone, 0xCFC4B4, 22, 4);
    ui.icon(phone.center_x(), phone.center_y(), icon::kScan, side * 0.5F, color::kInkSoft);
}

namespace {

void draw_card_hint(Ui& ui, Rect box) {
    const float side = std::min({220.0F, box.w, box.h});
    const Rect id{box.center_x() - side * 0.62F, box.center_y() - side * 0.39F, side * 1.24F, side * 0.78F};
    ui.fill(id, color::kCard, 22);
    ui.outline(id, 0xCFC4B4, 22, 4);
    ui.icon(id.center_x(), id.center_y(), icon::kCard, side * 0.52F, color::kInkSoft);
}

template <class Hint>
void draw_way(Ui& ui, Rect box, std::string_view title, std::string_view text, Hint hint) {
    ui.fill(box, 0xEDE7DD, space::kHeroRadius);
    hint(ui, box.top(box.h - 150).inset(0, space::k3));
    ui.text({box.x + space::k2, box.bottom() - 146, box.w - space::k4, 60}, title,
            {36, true, color::kInk, Align::center, VAlign::middle, type::kTitleLine});
    ui.text({box.x + space::k2, box.bottom() - 88, box.w - space::k4, 56}, text,
            {28, false, color::kInkSoft, Align::center, VAlign::middle, type::kTitleLine, 22});
}

struct Asking {
    std::optional<CardTrouble> trouble;
    bool looking = false;
};

void draw_asking(const Frame& frame, Rect room, const Asking& asking) {
    Ui& ui = frame.ui;
    const float foot = 170;
    const Rect ways{room.x, room.y, room.w,
                    std::min(room.h - foot - space::k3, frame.portrait() ? 760.0F : 420.0F)};
    const Rect first = frame.portrait() ? ways.row(0, 2, space::k3) : ways.column(0, 2, space::k4);
    const Rect second = frame.portrait() ? ways.row(1, 2, space::k3) : ways.column(1, 2, space::k4);
    draw_way(ui, first, ui.t("ask.card"), ui.t("ask.card_text"), draw_card_hint);
    draw_way(ui, second, ui.t("ask.code"), ui.t("ask.code_text"), draw_code_hint);
    const Rect note{room.x, ways.bottom() + space::k3, room.w, 150};
    const platform::CameraState camera = frame.shell().camera;
    const bool blind = camera == platform::CameraState::no_camera ||
                       camera == platform::CameraState::failed || camera == platform::CameraState::busy;
    if (asking.looking) {
        banner(ui, note.top(112), Tone::info, icon::kSearch, ui.t("ask.looking"));
    } else if (asking.trouble) {
        const Words words = trouble_words(ui, *asking.trouble);
        banner(ui, note, Tone::attention, icon::kAlert, words.title, words.text);
    } else if (blind) {
        banner(ui, note.top(112), Tone::attention, icon::kAlert, ui.t("ask.no_camera"));
    } else {
        banner(ui, note.top(112), Tone::info, icon::kClock, ui.t("ask.waiting"));
    }
}

}  // namespace

Answer draw(const Frame& frame, const screen::AskStatus& screen) {
    const Ui& ui = frame.ui;
    const Rect room = heading(frame, frame.body, ui.t("ask.title"), ui.t("ask.text"));
    draw_asking(frame, room, {screen.trouble, screen.request != 0});
    return {};
}

Answer draw(const Frame& frame, const screen::ClaimLookUp& screen) {
    const Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const Rect room = heading(frame, desk.room, ui.t("ask.staff_title"), ui.t("ask.staff_text"));
    draw_asking(frame, room, {screen.trouble, screen.request != 0});
    return desk.answer;
}

}  // namespace kiosk
