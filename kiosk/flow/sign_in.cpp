// Staff: the badge's code, then the PIN. A PIN alone opens nothing, and wrong ones make the next try wait.
#include <algorithm>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

using Phase = screen::SignIn::Phase;

constexpr std::size_t kPinMin = 4;
constexpr std::size_t kPinMax = 8;
constexpr int kFreeTries = 3;
constexpr platform::BootMs kFirstWait = 30'000;
constexpr platform::BootMs kLongestWait = 900'000;

/// 30 s after the third wrong PIN, doubled by each further one.
platform::BootMs wait_after(int failures) {
    if (failures < kFreeTries) return 0;
    const int doublings = std::min(failures - kFreeTries, 10);
    return std::min(kFirstWait << doublings, kLongestWait);
}

void count_failure(Flow& flow) {
    SignInGuard& guard = flow.state.guard;
    ++guard.failures;
    guard.locked_until = flow.state.now.boot + wait_after(guard.failures);
}

void check_pin(Flow& flow, screen::SignIn& sign_in) {
    if (sign_in.pin.size() < kPinMin) return;
    sign_in.request = flow.ask();
    flow.want(SignIn{sign_in.request, sign_in.badge, sign_in.pin});
    sign_in.pin.wipe();
    sign_in.phase = Phase::checking;
}

void on_badge(Flow& flow, screen::SignIn& sign_in, const Event& event) {
    if (const auto* code = camera_said<platform::CodeSeen>(event)) {
        sign_in.badge = PrivateText(code->text);
        sign_in.error.reset();
        sign_in.phase = Phase::enter_pin;
    } else if (camera_said<platform::UnusableCode>(event) != nullptr) {
        flow.state.message = Message::badge_not_ours;
    }
}

void on_pin(Flow& flow, screen::SignIn& sign_in, const Event& event) {
    if (sign_in.wait_seconds > 0) return;
    if (const auto* press = std::get_if<PressDigit>(&event)) {
        if (sign_in.pin.size() < kPinMax) sign_in.pin.push_back(static_cast<char>('0' + press->digit));
    } else if (tapped(event, Tap::erase)) {
        sign_in.pin.pop_back();
    } else if (tapped(event, Tap::clear)) {
        sign_in.pin.wipe();
    } else if (tapped(event, Tap::confirm)) {
        check_pin(flow, sign_in);
    }
}

void on_answer(Flow& flow, screen::SignIn& sign_in, const Event& event) {
    if (const auto* signed_in = answer_to<SignedIn>(sign_in.request, event)) {
        flow.state.guard = {};
        flow.state.staff = signed_in->staff;
        return show_desk(flow, std::nullopt);
    }
    const auto* failed = answer_to<SignInFailed>(sign_in.request, event);
    if (failed == nullptr) return;
    sign_in.request = 0;
    sign_in.error = failed->error;
    sign_in.phase = Phase::enter_pin;
    switch (failed->error) {
        case SignInError::wrong_pin:
            count_failure(flow);
            break;
        case SignInError::unknown_badge:
            sign_in.badge.wipe();
            sign_in.phase = Phase::scan_badge;
            break;
        case SignInError::store_failed:
            break;
    }
}

}  // namespace

void show_sign_in(Flow& flow) {
    screen::SignIn sign_in;
    sign_in.wait_seconds = sign_in_wait(flow.state);
    flow.go(std::move(sign_in));
}

void on(Flow& flow, screen::SignIn& sign_in, const Event& event) {
    if (tapped(event, Tap::back)) {
        if (sign_in.phase == Phase::scan_badge) return go_home(flow);
        return show_sign_in(flow);
    }
    switch (sign_in.phase) {
        case Phase::scan_badge:
            return on_badge(flow, sign_in, event);
        case Phase::enter_pin:
            return on_pin(flow, sign_in, event);
        case Phase::checking:
            return on_answer(flow, sign_in, event);
    }
}

}  // namespace kiosk
