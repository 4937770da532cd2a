#include "kiosk/app/wire_names.h"

#include <array>
#include <utility>

namespace kiosk {

namespace {

template <class T, std::size_t N>
std::optional<T> look_up(const std::array<std::pair<std::string_view, T>, N>& table, std::string_view name) {
    for (const auto& [text, value] : table) {
        if (text == name) return value;
    }
    return std::nullopt;
}

template <class T, std::size_t N>
std::string_view name_in(const std::array<std::pair<std::string_view, T>, N>& table, T value) {
    for (const auto& [text, entry] : table) {
        if (entry == value) return text;
    }
    return {};
}

constexpr std::array<std::pair<std::string_view, EnrollmentState>, 8> kStates{{
    {"stored_here", EnrollmentState::stored_here},
    {"received", EnrollmentState::received},
    {"awaiting_payment", EnrollmentState::awaiting_payment},
    {"accepted", EnrollmentState::accepted},
    {"refused", EnrollmentState::refused},
    {"in_review", EnrollmentState::in_review},
    {"withdrawn", EnrollmentState::withdrawn},
    {"duplicate", EnrollmentState::duplicate},
}};
constexpr std::array<std::pair<std::string_view, ClaimStepKind>, 5> kClaimSteps{{
    {"filed", ClaimStepKind::filed},
    {"received", ClaimStepKind::received},
    {"reviewing", ClaimStepKind::reviewing},
    {"decided", ClaimStepKind::decided},
    {"paid", ClaimStepKind::paid},
}};
constexpr std::array<std::pair<std::string_view, CorrectionReason>, 3> kCorrectionReasons{{
    {"mistyped", CorrectionReason::mistyped},
    {"worker_asked", CorrectionReason::worker_asked},
    {"papers_differ", CorrectionReason::papers_differ},
}};
constexpr std::array<std::pair<std::string_view, WithdrawalReason>, 4> kWithdrawalReasons{{
    {"worker_asked", WithdrawalReason::worker_asked},
    {"not_paid", WithdrawalReason::not_paid},
    {"wrong_person", WithdrawalReason::wrong_person},
    {"enrolled_elsewhere", WithdrawalReason::enrolled_elsewhere},
}};

}  // namespace

std::string_view wire_name(PayMethod value) {
    return value == PayMethod::cash ? "cash" : "qr";
}
std::string_view wire_name(CorrectionReason value) {
    return name_in(kCorrectionReasons, value);
}
std::string_view wire_name(WithdrawalReason value) {
    return name_in(kWithdrawalReasons, value);
}
std::string_view wire_name(Language value) {
    return value == Language::zh ? "zh" : "en";
}

std::optional<EnrollmentState> enrollment_state_of(std::string_view name) {
    return look_up(kStates, name);
}
std::optional<ClaimStepKind> claim_step_of(std::string_view name) {
    return look_up(kClaimSteps, name);
}

}  // namespace kiosk
