// The flow's values in words.
#include <algorithm>

#include "kiosk/view/parts.h"

namespace kiosk {

std::string employment_text(const Wording& wording, Employment employment) {
    switch (employment) {
        case Employment::flexible:
            return wording.t("work.flexible");
        case Employment::small_micro:
            return wording.t("work.small_micro");
        case Employment::employee:
            return wording.t("question.employee");
        case Employment::retired:
            return wording.t("question.retired");
    }
    return {};
}

std::string document_text(const Wording& wording, Document document) {
    return wording.t(document == Document::labour_contract ? "papers.labour_contract"
                                                           : "papers.social_security_proof");
}

std::string card_kind_text(const Wording& wording, platform::CardKind kind) {
    switch (kind) {
        case platform::CardKind::resident:
            return wording.t("card.resident");
        case platform::CardKind::hkmt_permit:
            return wording.t("card.hkmt");
        case platform::CardKind::foreigner_2017:
        case platform::CardKind::foreigner_2023:
            return wording.t("card.foreigner");
    }
    return {};
}

std::string reason_text(const Wording& wording, std::string_view reason) {
    const std::string key = "reason." + std::string(reason);
    return wording.t(wording.has(key) ? key : "reason.other");
}

std::string workplace_text(const Frame& frame, std::string_view id) {
    const auto& places = frame.context.station.workplaces;
    const auto found = std::ranges::find(places, id, &Workplace::id);
    return found == places.end() ? std::string(id) : found->name.in(frame.ui.language());
}

namespace {

Words words_of(const Wording& wording, const std::string& key) {
    return {wording.t(key), wording.t(key + "_text")};
}

}  // namespace

Words trouble_words(const Wording& wording, CardTrouble trouble) {
    switch (trouble) {
        case CardTrouble::place_again:
            return words_of(wording, "trouble.place_again");
        case CardTrouble::not_an_id_card:
            return words_of(wording, "trouble.not_an_id_card");
        case CardTrouble::ask_staff:
            return words_of(wording, "trouble.ask_staff");
        case CardTrouble::expired:
            return words_of(wording, "trouble.expired");
        case CardTrouble::reader_missing:
            return words_of(wording, "trouble.reader_missing");
        case CardTrouble::reader_defect:
            return words_of(wording, "trouble.reader_defect");
    }
    return {};
}

std::string printer_words(const Wording& wording, std::optional<platform::PrinterState> why) {
    const bool paper = why == platform::PrinterState::paper_out;
    const bool cover = why == platform::PrinterState::cover_open;
    return wording.t(paper ? "print.paper_out" : cover ? "print.cover_open" : "print.failed");
}

Words problem_words(const Wording& wording, SyncProblem problem) {
    switch (problem) {
        case SyncProblem::no_network:
            return words_of(wording, "problem.no_network");
        case SyncProblem::center_unreachable:
            return words_of(wording, "problem.center_unreachable");
        case SyncProblem::answer_not_from_center:
            return words_of(wording, "problem.answer_not_from_center");
        case SyncProblem::center_refused:
            return words_of(wording, "problem.center_refused");
        case SyncProblem::records_disagree:
            return words_of(wording, "problem.records_disagree");
        case SyncProblem::clock_jumped:
            return words_of(wording, "problem.clock_jumped");
        case SyncProblem::center_busy:
            return words_of(wording, "problem.center_busy");
        case SyncProblem::not_provisioned:
            return words_of(wording, "problem.not_provisioned");
        case SyncProblem::store_failed:
            return words_of(wording, "problem.store_failed");
        case SyncProblem::center_outdated:
            return words_of(wording, "problem.center_outdated");
        case SyncProblem::terminal_outdated:
            return words_of(wording, "problem.terminal_outdated");
    }
    return {};
}

Words message_words(const Wording& wording, Message message) {
    const auto both = [&](const std::string& name) {
        return Words{wording.t("message." + name + ".title"), wording.t("message." + name + ".text")};
    };
    switch (message) {
        case Message::card_changed:
            return both("card_changed");
        case Message::not_saved_disk_full:
            return both("not_saved_disk_full");
        case Message::not_saved_busy:
            return both("not_saved_busy");
        case Message::not_saved_broken:
            return both("not_saved_broken");
        case Message::code_not_ours:
            return both("code_not_ours");
        case Message::badge_not_ours:
            return both("badge_not_ours");
        case Message::slip_unknown_here:
            return both("slip_unknown_here");
        case Message::look_up_failed:
            return both("look_up_failed");
        case Message::already_in_list:
            return both("already_in_list");
        case Message::already_paid:
            return both("already_paid");
        case Message::already_withdrawn:
            return both("already_withdrawn");
        case Message::center_said_no:
            return both("center_said_no");
        case Message::already_done:
            return both("already_done");
        case Message::row_not_found:
            return both("row_not_found");
        case Message::typed_wrong:
            return both("typed_wrong");
        case Message::nothing_to_pay:
            return both("nothing_to_pay");
    }
    return {};
}

Words refusal_words(const Wording& wording, config::Refusal refusal, int minimum_age) {
    const std::string key = "refusal." + std::string(config::name_of(refusal));
    const std::string known = wording.has(key + ".title") ? key : "refusal.other";
    const std::string age = std::to_string(minimum_age);
    return {wording.t(known + ".title", {{"age", age}}), wording.t(known + ".text", {{"age", age}})};
}

StateWords enrollment_words(const Wording& wording, EnrollmentState state, bool paid) {
    const auto as = [&](const std::string& name, Tone tone) {
        return StateWords{wording.t("state." + name), wording.t("state_text." + name), tone};
    };
    switch (state) {
        case EnrollmentState::stored_here:
            return paid ? as("stored_paid", Tone::info) : as("stored_here", Tone::notice);
        case EnrollmentState::received:
            return as("received", Tone::info);
        case EnrollmentState::awaiting_payment:
            return paid ? as("received", Tone::info) : as("awaiting_payment", Tone::notice);
        case EnrollmentState::accepted:
            return as("accepted", Tone::done);
        case EnrollmentState::refused:
            return as("refused", Tone::attention);
        case EnrollmentState::in_review:
            return as("in_review", Tone::info);
        case EnrollmentState::withdrawn:
            return as("withdrawn", Tone::neutral);
        case EnrollmentState::duplicate:
            return as("duplicate", Tone::attention);
    }
    return {};
}

}  // namespace kiosk
