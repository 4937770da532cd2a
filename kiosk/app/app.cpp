#include "kiosk/app/app.h"

#include <algorithm>
#include <utility>

#include "kiosk/ui/theme.h"
#include "kiosk/view/spoken.h"
#include "kiosk/view/view.h"
#include "platform/base/wipe.h"

namespace kiosk {

namespace {

/// ImGui 1.86 settles in the second frame after a change; fewer and a quick tap is lost.
constexpr int kFramesToSettle = 2;
constexpr platform::BootMs kLongestSleepMs = 60'000;

}  // namespace

App::App(AppParts parts)
    : parts_(std::move(parts)),
      pack_(parts_.pack),
      state_(std::make_unique<State>(initial_state(context(), now()))),
      frames_due_(kFramesToSettle) {
    parts_.store.request(UsePack{pack_});
}

Stamp App::now() const {
    return {parts_.clock.wall(), parts_.clock.boot()};
}

bool App::ends(const std::atomic<bool>& stop) const {
    return stop || start_anew_ || parts_.display.close_requested();
}

bool App::run(const std::atomic<bool>& stop) {
    while (!ends(stop)) {
        parts_.display.wait_events(platform::leaving_no_trace([&] { return work(stop); }));
    }
    return start_anew_ && !stop && !parts_.display.close_requested();
}

std::chrono::milliseconds App::work(const std::atomic<bool>& stop) {
    while (!ends(stop)) {
        while (auto event = parts_.inbox.take()) handle(*event);
        look();
        if (now().boot >= next_wake(context(), *state_)) handle(Tick{});
        if (frames_due_ <= 0 && !parts_.display.input_waiting()) break;
        draw();
    }
    const auto sleep = next_wake(context(), *state_) - now().boot;
    return std::chrono::milliseconds(std::clamp<platform::BootMs>(sleep, 1, kLongestSleepMs));
}

void App::handle(const Event& event) {
    Step step = update(context(), std::move(*state_), event, now());
    state_ = std::make_unique<State>(std::move(step.state));
    for (const Effect& effect : step.effects) carry_out(effect);
    frames_due_ = kFramesToSettle;
    if (state_->shell.minute != last_minute_) {
        last_minute_ = state_->shell.minute;
        parts_.store.refresh({state_->shell.sync.running, parts_.devices()});
    }
}

void App::carry_out(const Effect& effect) {
    std::visit(
        [this](const auto& wanted) {
            using Wanted = std::decay_t<decltype(wanted)>;
            if constexpr (std::is_same_v<Wanted, PollReader>) {
                wanted.on ? parts_.reader.start_reading() : parts_.reader.stop_reading();
            } else if constexpr (std::is_same_v<Wanted, Scan>) {
                wanted.on ? parts_.codes.start() : parts_.codes.stop();
                parts_.live_view.take();
                drop_picture();
            } else if constexpr (std::is_same_v<Wanted, TakePhotograph>) {
                parts_.photograph(wanted.request);
            } else if constexpr (std::is_same_v<Wanted, PrintSlip>) {
                parts_.printer->print(wanted);
            } else if constexpr (std::is_same_v<Wanted, ReadAloud>) {
                read_aloud(wanted.volume);
            } else if constexpr (std::is_same_v<Wanted, Hush>) {
                parts_.speaker->stop();
            } else if constexpr (std::is_same_v<Wanted, LookAtDevices>) {
                parts_.inbox.post(DevicesSeen{parts_.devices()});
            } else if constexpr (std::is_same_v<Wanted, SyncNow>) {
                parts_.sync.request();
            } else if constexpr (std::is_same_v<Wanted, UsePack>) {
                use(wanted.pack);
            } else if constexpr (std::is_same_v<Wanted, StartAnew>) {
                start_anew_ = true;
                platform::Display::wake();
            } else {
                // A name's characters must not outlive the person in the texture of drawn characters.
                if constexpr (std::is_same_v<Wanted, ForgetVisitor>) parts_.glyphs.clear();
                parts_.store.request(wanted);
            }
        },
        effect);
}

void App::read_aloud(int volume) {
    const Language language = state_->shell.language;
    const auto spoken =
        language == Language::zh ? platform::SpokenLanguage::zh : platform::SpokenLanguage::en;
    parts_.speaker->say({spoken_text(context(), *state_, Wording(parts_.strings, language)), spoken, volume});
}

void App::use(SharedPack pack) {
    pack_ = std::move(pack);
    parts_.store.request(UsePack{pack_});
    handle(Tick{});  // window and prices on the screen are the new pack's
}

void App::look() {
    const auto view = parts_.live_view.take();
    const auto* paper = std::get_if<screen::ClaimPhotograph>(&state_->screen);
    const auto still = paper == nullptr ? nullptr : paper->taken;
    if (still != still_) {
        still_ = still;
        still_ ? show_picture(still_->seen, {}) : drop_picture();
    }
    if (view && !still_) show_picture(view->picture, view->outlines);
}

void App::show_picture(const platform::GrayPicture& picture, std::vector<platform::Outline> outlines) {
    const auto texture = parts_.display.keep_picture(picture.width, picture.height, picture.pixels.data());
    parts_.ui.set_camera_picture({texture, picture.width, picture.height, std::move(outlines)});
    frames_due_ = std::max(frames_due_, 1);  // nothing to settle: only a picture is new
}

void App::drop_picture() {
    parts_.ui.set_camera_picture({});
    parts_.display.drop_picture();
}

void App::draw() {
    --frames_due_;
    parts_.recorder.frame_begins();
    parts_.display.begin_frame(parts_.glyphs);
    parts_.ui.begin(parts_.display.width(), parts_.display.height(), state_->shell.language);
    const auto event = kiosk::draw(context(), *state_, parts_.ui);
    parts_.ui.end();
    parts_.display.draw(parts_.glyphs, color::kPaper);
    parts_.display.show();
    parts_.recorder.frame_ends(*state_, parts_.ui);
    if (parts_.ui.must_redraw()) frames_due_ = std::max(frames_due_, 1);
    if (event) handle(*event);
}

}  // namespace kiosk
