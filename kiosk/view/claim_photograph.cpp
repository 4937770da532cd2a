// One paper before the camera: what it sees, then the page that was taken.
#include "kiosk/view/claim_parts.h"
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

struct Note {
    Tone tone = Tone::info;
    char32_t icon = icon::kCamera;
    std::string key;  // of its title; its text is key_text
};

Note note_of_camera(const Frame& frame) {
    if (frame.shell().code_devices.camera != platform::CodeDevice::works)
        return {Tone::attention, icon::kAlert, "photo.no_camera"};
    switch (frame.shell().camera) {
        case platform::CameraState::no_camera:
        case platform::CameraState::failed:
            return {Tone::attention, icon::kAlert, "photo.no_camera"};
        case platform::CameraState::busy:
            return {Tone::attention, icon::kAlert, "photo.busy"};
        case platform::CameraState::dark:
            return {Tone::attention, icon::kAlert, "photo.dark"};
        case platform::CameraState::blurred:
            return {Tone::attention, icon::kAlert, "photo.blurred"};
        case platform::CameraState::off:
        case platform::CameraState::starting:
        case platform::CameraState::live:
            return {Tone::info, icon::kCamera, "photo.whole"};
    }
    return {};
}

Note note_of(const Frame& frame, const screen::ClaimPhotograph& shown) {
    if (shown.taking != 0) return {Tone::info, icon::kCamera, "photo.taking"};
    if (shown.none_came) return {Tone::attention, icon::kAlert, "photo.none_came"};
    return note_of_camera(frame);
}

std::string look_key(platform::PictureQuality quality) {
    switch (quality) {
        case platform::PictureQuality::good:
            return "photo.look";
        case platform::PictureQuality::dark:
            return "photo.look_dark";
        case platform::PictureQuality::blurred:
            return "photo.look_blurred";
    }
    return {};
}

constexpr float kMain = 124;

/// Above the main button.
Rect others_of(Rect side) {
    return side.top(side.h - kMain - space::k2).foot(88);
}

void draw_live(const Frame& frame, Rect side, const screen::ClaimPhotograph& shown, Answer& answer) {
    Ui& ui = frame.ui;
    const Note note = note_of(frame, shown);
    banner(ui, side.top(212), note.tone, note.icon, ui.t(note.key), ui.t(note.key + "_text"));
    const std::size_t pages = shown.claim.papers[shown.paper].pages.size();
    const std::string_view count = pages < ClaimPaper::kMostPages ? "photo.kept" : "photo.full";
    if (pages > 0) {
        ui.text(side.below(212 + space::k2).top(48), ui.t(count, {{"count", std::to_string(pages)}}),
                {type::kBody, true, color::kDone, Align::left, VAlign::middle, type::kTitleLine, 24});
    }
    when(
        answer,
        next_button(frame, "photo.shoot", side.foot(kMain), ui.t("photo.shoot"), may_photograph(frame.state)),
        Tap::shoot);
    const bool idle = shown.taking == 0;
    const Rect others = others_of(side);
    const Button look{.size = 30, .enabled = idle};
    const Rect done = pages == 0 ? others : others.column(1, 2, space::k2);
    when(answer, button(ui, "photo.done", done, ui.t("photo.done"), look), Tap::done);
    if (pages == 0) return;
    when(answer, button(ui, "photo.remove", others.column(0, 2, space::k2), ui.t("photo.remove"), look),
         Tap::remove_page);
}

void draw_taken(const Frame& frame, Rect side, const screen::ClaimPhotograph& shown, Answer& answer) {
    Ui& ui = frame.ui;
    const bool good = shown.taken->quality == platform::PictureQuality::good;
    banner(ui, side.top(212), good ? Tone::info : Tone::attention, good ? icon::kSearch : icon::kAlert,
           ui.t(look_key(shown.taken->quality)), ui.t("photo.look_text"));
    const bool idle = shown.keeping == 0;
    when(
        answer,
        next_button(frame, "photo.keep", side.foot(kMain), ui.t(idle ? "photo.keep" : "photo.keeping"), idle),
        Tap::keep);
    when(answer, button(ui, "photo.again", others_of(side), ui.t("photo.again"), {.enabled = idle}),
         Tap::retry);
}

}  // namespace

Answer draw(const Frame& frame, const screen::ClaimPhotograph& shown) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const ClaimPaper& paper = shown.claim.papers[shown.paper];
    const Rect room = heading(frame, desk.room, ui.t("photo.title"), claim_paper_text(frame, paper));
    const Halves parts = frame.portrait() ? Halves{room.top(room.h - 640), room.foot(640 - space::k3)}
                                          : halves(frame, room, 0.68F);
    ui.fill(parts.first, 0xEDE7DD, space::kHeroRadius);
    const Rect picture = parts.first.inset(space::k2);
    if (ui.has_camera_picture()) {
        ui.camera_picture(picture, space::kRadius, Facing::paper);
    } else {
        ui.icon(picture.center_x(), picture.center_y(), icon::kPaper, 200, color::kInkSoft);
    }
    if (shown.taken) {
        draw_taken(frame, parts.second, shown, desk.answer);
    } else {
        draw_live(frame, parts.second, shown, desk.answer);
    }
    return desk.answer;
}

}  // namespace kiosk
