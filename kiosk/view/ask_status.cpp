// "What became of my application?": a card or a slip's code, at the hall and at the desk.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

constexpr Color kPanel = 0xEDE7DD;
constexpr Color kEdge = 0xCFC4B4;
constexpr Color kFaint = 0xDCD3C6;

}  // namespace

void draw_code_hint(Ui& ui, Rect box, bool works) {
    if (works && ui.has_camera_picture()) return ui.camera_picture(box, space::kCardRadius);
    const float side = std::min({320.0F, box.w, box.h});
    const Rect phone{box.center_x() - side * 0.34F, box.center_y() - side / 2, side * 0.68F, side};
    ui.fill(phone, color::kCard, side * 0.1F);
    ui.outline(phone, kEdge, side * 0.1F, 4);
    ui.icon(phone.center_x(), phone.center_y(), icon::kScan, side * 0.5F, works ? color::kInkSoft : kEdge);
}

void draw_card_hint(Ui& ui, Rect box, bool works) {
    const float h = std::min({250.0F, box.w / 1.58F, box.h});
    const Rect id{box.center_x() - h * 0.79F, box.center_y() - h / 2, h * 1.58F, h};
    ui.fill(id, color::kCard, h * 0.11F);
    ui.outline(id, kEdge, h * 0.11F, 4);
    const Rect in = id.inset(h * 0.14F);
    ui.icon(in.right() - h * 0.22F, in.y + h * 0.24F, icon::kStaff, h * 0.5F,
            works ? color::kInkSoft : kEdge);
    for (int i = 0; i < 3; ++i) {
        const float width = h * (i == 1 ? 0.42F : 0.62F);
        ui.fill({in.x, in.y + h * (0.04F + 0.16F * static_cast<float>(i)), width, h * 0.08F}, kFaint,
                h * 0.04F);
    }
    ui.fill({in.x, in.bottom() - h * 0.1F, in.w, h * 0.1F}, works ? 0xC6BBA9 : kFaint, h * 0.05F);
}

namespace {

template <class Hint>
void draw_way(Ui& ui, Rect box, std::string_view title, std::string_view text, bool works, Hint hint) {
    ui.fill(box, kPanel, space::kHeroRadius);
    const Rect inner = box.inset(space::k3);
    constexpr float kTitle = 56;
    constexpr float kText = 48;
    hint(ui, inner.top(inner.h - kTitle - kText - space::k3).inset(0, space::k1), works);
    const Color ink = works ? color::kInk : color::kInkSoft;
    ui.text(inner.foot(kTitle + kText).top(kTitle), title,
            {type::kLarge, true, ink, Align::center, VAlign::middle, type::kTitleLine, 30});
    ui.text(inner.foot(kText), text,
            {type::kBody, false, color::kInkSoft, Align::center, VAlign::middle, type::kTitleLine});
}

struct Asking {
    std::optional<CardTrouble> trouble;
    bool looking = false;
};

bool is_reader(const std::optional<CardTrouble>& trouble) {
    return trouble == CardTrouble::reader_missing || trouble == CardTrouble::reader_defect;
}

void draw_note(const Frame& frame, Rect box, const Asking& asking, bool reads, bool sees) {
    Ui& ui = frame.ui;
    if (asking.looking) {
        banner(ui, box, Tone::info, icon::kSearch, ui.t("ask.looking"));
    } else if (asking.trouble && reads) {
        const Words words = trouble_words(ui, *asking.trouble);
        banner(ui, box, Tone::attention, icon::kAlert, words.title, words.text);
    } else if (!reads || !sees) {
        const std::string words = sees    ? ui.t("ask.no_reader")
                                  : reads ? by_code_reader(frame, "ask.no_camera")
                                          : by_code_reader(frame, "ask.neither");
        banner(ui, box, Tone::attention, icon::kAlert, words);
    } else if (const auto words = camera_words(frame)) {
        banner(ui, box, Tone::attention, icon::kAlert, words->title, words->text);
    } else {
        banner(ui, box, Tone::info, icon::kClock, ui.t("ask.waiting"));
    }
}

void draw_asking(const Frame& frame, Rect room, const Asking& asking) {
    Ui& ui = frame.ui;
    const float foot = frame.portrait() ? 170 : 132;
    const Rect ways = room.top(room.h - foot - space::k3);
    const Halves way = halves(frame, ways, 0.5F, space::k3);
    const bool reads = !is_reader(asking.trouble);
    const bool sees = camera_sees(frame);
    draw_way(ui, way.first, ui.t("ask.card"), ui.t("ask.card_text"), reads, draw_card_hint);
    draw_way(ui, way.second, by_code_reader(frame, "ask.code"), ui.t("ask.code_text"), sees, draw_code_hint);
    draw_note(frame, room.foot(foot), asking, reads, sees);
}

}  // namespace

Answer draw(const Frame& frame, const screen::AskStatus& screen) {
    const Ui& ui = frame.ui;
    const Rect room = heading(frame, frame.body, ui.t("ask.title"), ui.t("ask.text"));
    draw_asking(frame, room, {screen.trouble, screen.request != 0});
    return {};
}

Answer draw(const Frame& frame, const screen::ClaimLookUp& screen) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    constexpr float kFile = 380;
    const float beside = frame.portrait() ? 0 : kFile + space::k4;
    const Rect head{desk.room.x, desk.room.y, desk.room.w - beside, desk.room.h};
    const Rect left = heading(frame, head, ui.t("ask.staff_title"), ui.t("ask.staff_text"));
    Rect room{left.x, left.y, desk.room.w, left.h};
    Rect file{desk.room.right() - kFile, desk.room.y, kFile, 112};
    if (frame.portrait()) {
        file = room.foot(112);
        room.h -= file.h + space::k3;
    }
    when(desk.answer,
         button(ui, "claims.file", file, ui.t("claim.file"), {.icon = icon::kPencil, .size = 34}),
         Tap::file_claim);
    draw_asking(frame, room, {screen.trouble, screen.request != 0});
    return desk.answer;
}

}  // namespace kiosk
