// Staff: the badge's code, then the PIN. A PIN alone opens nothing, and wrong ones make the next try wait.
// Where no code can be scanned, what the code says is typed: the same 128 bits, so it is no weaker.
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
    if (tapped(event, Tap::type_badge)) {
        sign_in.error.reset();
        sign_in.phase = Phase::type_badge;
    } else if (const auto* code = camera_said<platform::CodeSeen>(event)) {
        sign_in.badge = PrivateText(code->text);
        sign_in.error.reset();
        sign_in.phase = Phase::enter_pin;
    } else if (camera_said<platform::UnusableCode>(event) != nullptr) {
        flow.state.message = Message::badge_not_ours;
    }
}

/// base32 has no 0, 1 and 8, so whoever types one means the letter that looks like it.
char badge_letter(char typed) {
    switch (typed) {
        case '0':
            return 'O';
        case '1':
            return 'I';
        case '8':
            return 'B';
        default:
            return typed >= 'a' && typed <= 'z'   ? static_cast<char>(typed - 'a' + 'A')
                   : typed >= '2' && typed <= '7' ? typed
                                                  : '\0';
    }
}

void on_typing(screen::SignIn& sign_in, const Event& event) {
    PrivateText& typed = sign_in.typed;
    const auto* key = std::get_if<PressKey>(&event);
    if (key != nullptr) {
        const char letter = badge_letter(key->key);
        if (letter != '\0' && typed.size() < screen::SignIn::kTyped) typed.push_back(letter);
    } else if (tapped(event, Tap::erase)) {
        typed.pop_back();
    } else if (tapped(event, Tap::clear)) {
        typed.wipe();
    } else if (tapped(event, Tap::next) && typed.size() == screen::SignIn::kTyped) {
        sign_in.badge = PrivateText("MAB1:");
        sign_in.badge.append(typed.text());
        sign_in.phase = Phase::enter_pin;
    } else {
        return;
    }
    sign_in.error.reset();
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
            sign_in.phase = sign_in.typed.empty() ? Phase::scan_badge : Phase::type_badge;
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
        case Phase::type_badge:
            return on_typing(sign_in, event);
        case Phase::enter_pin:
            return on_pin(flow, sign_in, event);
        case Phase::checking:
            return on_answer(flow, sign_in, event);
    }
}

}  // namespace kiosk
