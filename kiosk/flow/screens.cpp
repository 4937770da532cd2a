// What may be asked of any screen.
#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

template <class T>
bool is(const Screen& screen) {
    return std::holds_alternative<T>(screen);
}

template <class T>
bool is_storing(const Screen& screen) {
    const T* found = std::get_if<T>(&screen);
    return found != nullptr && found->request != 0;
}

}  // namespace

std::optional<Progress> progress_of(const Screen& screen) {
    const auto step = [&]() -> int {
        if (is<screen::Consent>(screen)) return 1;
        if (is<screen::PlaceCard>(screen) || is<screen::ConfirmPerson>(screen) ||
            is<screen::PerhapsEnrolled>(screen)) {
            return 2;
        }
        if (is<screen::Work>(screen) || is<screen::Phone>(screen) || is<screen::Papers>(screen) ||
            is<screen::JoinUnion>(screen)) {
            return 3;
        }
        if (is<screen::Plan>(screen) || is<screen::Review>(screen) || is<screen::Saving>(screen)) return 4;
        if (is<screen::Saved>(screen)) return 5;
        return 0;
    }();
    if (step == 0) return std::nullopt;
    return Progress{step, 5};
}

bool may_photograph(const State& state) {
    const auto* shown = std::get_if<screen::ClaimPhotograph>(&state.screen);
    return shown != nullptr && shown->taking == 0 && !shown->taken &&
           shown->claim.papers[shown->paper].pages.size() < ClaimPaper::kMostPages &&
           state.shell.code_devices.camera == platform::CodeDevice::works &&
           platform::gives_pictures(state.shell.camera);
}

bool is_busy(const Screen& screen) {
    return is<screen::Saving>(screen) || is_storing<screen::PaySingle>(screen) ||
           is_storing<screen::PayRun>(screen) || is_storing<screen::Correct>(screen) ||
           is_storing<screen::Withdraw>(screen) || is_storing<screen::ClaimReview>(screen);
}

bool can_go_back(const State& state) {
    const Screen& screen = state.screen;
    if (is_busy(screen)) return false;
    if (const auto* refused = std::get_if<screen::Refused>(&screen)) return refused->change.has_value();
    return !is<screen::Home>(screen) && !is<screen::Saved>(screen) && !is<screen::ClaimSaved>(screen) &&
           !is<screen::Desk>(screen) && !is<screen::ClaimLookUp>(screen) && !is<screen::Sync>(screen) &&
           !is<screen::Devices>(screen);
}

}  // namespace kiosk
