#include "kiosk/flow/update.h"

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

bool is_touch(const Event& event) {
    return event.index() <= Event(Touched{}).index();
}

bool is_reading(const Event& event) {
    return reader_said<platform::CardRead>(event) != nullptr ||
           reader_said<platform::CardFailed>(event) != nullptr ||
           camera_said<platform::CodeSeen>(event) != nullptr ||
           camera_said<platform::UnusableCode>(event) != nullptr;
}

/// What is true whatever the screen.
void note_surroundings(Flow& flow, const Event& event) {
    State& state = flow.state;
    if (const auto* sync = std::get_if<SyncStatus>(&event)) state.shell.sync = *sync;
    if (const auto* offered = std::get_if<PackOffered>(&event)) state.next_pack = offered->pack;
    if (std::holds_alternative<SettingsOffered>(event)) state.new_settings = true;
    if (const auto* camera = camera_said<platform::CameraState>(event)) state.shell.camera = *camera;
    if (const auto* devices = camera_said<platform::CodeDevices>(event)) state.shell.code_devices = *devices;
    if (const auto* reader = reader_said<platform::ReaderState>(event)) state.shell.reader = *reader;
    if (const auto* time = std::get_if<TimeReport>(&event)) {
        state.time = *time;
        if (time->latest == INT64_MAX) state.time.trusted = false;  // no upper end: nothing to rely on
        state.time_reported = state.now;
    }
    refresh_shell(flow);
}

/// A sign-in that nobody waits for any more has opened the desk all the same: close it.
bool close_forgotten_sign_in(Flow& flow, const Event& event) {
    const auto* signed_in = std::get_if<SignedIn>(&event);
    if (signed_in == nullptr) return false;
    const auto* sign_in = std::get_if<screen::SignIn>(&flow.state.screen);
    if (sign_in != nullptr && sign_in->request == signed_in->request) return false;
    flow.want(SignOut{});
    return true;
}

/// Message and language, and leaving; true when the event is spent.
bool handle_everywhere(Flow& flow, const Event& event) {
    State& state = flow.state;
    if (const auto* choice = std::get_if<ChooseLanguage>(&event)) {
        state.shell.language = choice->language;
        return true;
    }
    if (tapped(event, Tap::voice)) {
        read_aloud(flow);
        return true;
    }
    if (tapped(event, Tap::home)) {
        if (!is_busy(state.screen)) go_home(flow);
        return true;
    }
    if (state.message && (is_touch(event) || is_reading(event))) {
        if (tapped(event, Tap::dismiss)) state.message.reset();
        return true;
    }
    if (is_another_card(state, event)) {
        send_away_swapped(flow);
        return true;
    }
    return close_forgotten_sign_in(flow, event);
}

/// Whether somebody was there, and whether the event did nothing but say so.
bool note_presence(Flow& flow, const Event& event) {
    if (!shows_presence(event)) return false;
    flow.state.last_presence = flow.state.now.boot;
    const bool answers_countdown = flow.state.countdown && is_touch(event) && !tapped(event, Tap::home);
    flow.state.countdown.reset();
    return answers_countdown;
}

void handle(Flow& flow, const Event& event) {
    note_surroundings(flow, event);
    const bool was_home = std::holds_alternative<screen::Home>(flow.state.screen);
    watch_idleness(flow);
    const bool wiped = !was_home && std::holds_alternative<screen::Home>(flow.state.screen);
    const bool spent = note_presence(flow, event);
    if (wiped || spent || handle_everywhere(flow, event)) return;
    std::visit([&](auto& screen) { on(flow, screen, event); }, flow.state.screen);
}

/// Whoever has begun is priced and judged by the pack they began with.
void change_pack(Flow& flow) {
    if (!flow.state.next_pack || !std::holds_alternative<screen::Home>(flow.state.screen)) return;
    flow.want(UsePack{std::exchange(flow.state.next_pack, nullptr)});
}

/// The device that is being tried, until that has gone well.
std::optional<platform::DeviceKind> tried_device(const Screen& screen) {
    const auto* devices = std::get_if<screen::Devices>(&screen);
    if (devices == nullptr || !devices->trying) return std::nullopt;
    if (devices->trying->phase == DeviceTry::Phase::well) return std::nullopt;
    return devices->trying->device;
}

bool wants_reader(const State& state) {
    if (state.message) return false;
    const auto* claim = std::get_if<screen::ClaimCard>(&state.screen);
    if (claim != nullptr) return claim->request == 0;
    if (tried_device(state.screen) == platform::DeviceKind::id_reader) return true;
    const Screen& screen = state.screen;
    return std::holds_alternative<screen::PlaceCard>(screen) ||
           std::holds_alternative<screen::ConfirmPerson>(screen) ||
           std::holds_alternative<screen::PerhapsEnrolled>(screen) ||
           std::holds_alternative<screen::Work>(screen) || std::holds_alternative<screen::Phone>(screen) ||
           std::holds_alternative<screen::Papers>(screen) ||
           std::holds_alternative<screen::JoinUnion>(screen) ||
           std::holds_alternative<screen::Plan>(screen) || std::holds_alternative<screen::Review>(screen) ||
           std::holds_alternative<screen::AskStatus>(screen) ||
           std::holds_alternative<screen::ClaimLookUp>(screen);
}

bool wants_camera(const State& state) {
    if (state.message) return false;
    const auto tried = tried_device(state.screen);
    if (tried == platform::DeviceKind::camera || tried == platform::DeviceKind::scanner) return true;
    const auto* sign_in = std::get_if<screen::SignIn>(&state.screen);
    if (sign_in != nullptr) return sign_in->phase == screen::SignIn::Phase::scan_badge;
    const auto* codes = std::get_if<screen::FileCodes>(&state.screen);
    if (codes != nullptr) return !codes->kept;
    return std::holds_alternative<screen::AskStatus>(state.screen) ||
           std::holds_alternative<screen::ClaimLookUp>(state.screen) ||
           std::holds_alternative<screen::ClaimPhotograph>(state.screen) ||
           std::holds_alternative<screen::PayRun>(state.screen);
}

void switch_devices(Flow& flow) {
    State& state = flow.state;
    if (const bool on = wants_reader(state); on != state.reader_on) {
        state.reader_on = on;
        flow.want(PollReader{on});
    }
    if (const bool on = wants_camera(state); on != state.camera_on) {
        state.camera_on = on;
        flow.want(Scan{on});
    }
}

}  // namespace

bool shows_presence(const Event& event) {
    return is_touch(event) || is_reading(event);
}

void forget_visitor(Flow& flow) {
    flow.state.visitor.reset();
    flow.want(ForgetVisitor{});
}

void return_home(Flow& flow) {
    State& state = flow.state;
    forget_visitor(flow);
    if (state.staff) flow.want(SignOut{});
    state.staff.reset();
    state.message.reset();
    state.countdown.reset();
    state.began_on.reset();
    state.volume = flow.context.settings.volume;
    flow.go(screen::Home{});
}

void go_home(Flow& flow) {
    return_home(flow);
    flow.state.shell.language = flow.context.settings.default_language;
}

State initial_state(const Context& context, Stamp now) {
    Flow flow{context, {}, {}};
    flow.state.now = now;
    flow.state.last_presence = now.boot;
    flow.state.shell.language = context.settings.default_language;
    flow.state.volume = context.settings.volume;
    refresh_shell(flow);
    return std::move(flow.state);
}

Step update(const Context& context, State state, const Event& event, Stamp now) {
    Flow flow{context, std::move(state), {}};
    flow.state.now = now;
    const std::size_t before = flow.state.screen.index();
    handle(flow, event);
    if (flow.state.screen.index() != before) hush(flow);
    if (auto* sign_in = std::get_if<screen::SignIn>(&flow.state.screen)) {
        sign_in->wait_seconds = sign_in_wait(flow.state);
    }
    switch_devices(flow);
    change_pack(flow);
    start_anew_when_alone(flow);
    return {std::move(flow.state), std::move(flow.effects)};
}

}  // namespace kiosk
