// One function per screen, each in the file of its name.
#pragma once

#include "kiosk/view/parts.h"

namespace kiosk {

Answer draw(const Frame& frame, const screen::Home& screen);
Answer draw(const Frame& frame, const screen::Consent& screen);
Answer draw(const Frame& frame, const screen::PlaceCard& screen);
Answer draw(const Frame& frame, const screen::ConfirmPerson& screen);
Answer draw(const Frame& frame, const screen::PerhapsEnrolled& screen);
Answer draw(const Frame& frame, const screen::Work& screen);
Answer draw(const Frame& frame, const screen::Phone& screen);
Answer draw(const Frame& frame, const screen::Papers& screen);
Answer draw(const Frame& frame, const screen::JoinUnion& screen);
Answer draw(const Frame& frame, const screen::Plan& screen);
Answer draw(const Frame& frame, const screen::Review& screen);
Answer draw(const Frame& frame, const screen::Saving& screen);
Answer draw(const Frame& frame, const screen::Saved& screen);
Answer draw(const Frame& frame, const screen::Refused& screen);
Answer draw(const Frame& frame, const screen::AskStatus& screen);
Answer draw(const Frame& frame, const screen::Status& screen);
Answer draw(const Frame& frame, const screen::Question& screen);
Answer draw(const Frame& frame, const screen::BenefitResult& screen);
Answer draw(const Frame& frame, const screen::ClaimWay& screen);
Answer draw(const Frame& frame, const screen::JoinResult& screen);
Answer draw(const Frame& frame, const screen::GroupWay& screen);
Answer draw(const Frame& frame, const screen::GroupResult& screen);
Answer draw(const Frame& frame, const screen::Districts& screen);
Answer draw(const Frame& frame, const screen::Stations& screen);
Answer draw(const Frame& frame, const screen::StationSearch& screen);
Answer draw(const Frame& frame, const screen::StationDetail& screen);
Answer draw(const Frame& frame, const screen::SignIn& screen);
Answer draw(const Frame& frame, const screen::Desk& screen);
Answer draw(const Frame& frame, const screen::DeskEntry& screen);
Answer draw(const Frame& frame, const screen::PaySingle& screen);
Answer draw(const Frame& frame, const screen::PayRun& screen);
Answer draw(const Frame& frame, const screen::Correct& screen);
Answer draw(const Frame& frame, const screen::Withdraw& screen);
Answer draw(const Frame& frame, const screen::ClaimLookUp& screen);
Answer draw(const Frame& frame, const screen::Sync& screen);
Answer draw(const Frame& frame, const screen::FileCodes& screen);
Answer draw(const Frame& frame, const screen::Devices& screen);
Answer draw(const Frame& frame, const screen::TypeCard& screen);
Answer draw(const Frame& frame, const screen::ClaimCard& screen);
Answer draw(const Frame& frame, const screen::ClaimFacts& screen);
Answer draw(const Frame& frame, const screen::ClaimPapers& screen);
Answer draw(const Frame& frame, const screen::ClaimPhotograph& screen);
Answer draw(const Frame& frame, const screen::ClaimReview& screen);
Answer draw(const Frame& frame, const screen::ClaimSaved& screen);

/// Around every screen.
void draw_top_bar(const Frame& frame);
Answer draw_bottom_bar(const Frame& frame);
Answer draw_message(const Frame& frame, Message message);
Answer draw_countdown(const Frame& frame, int seconds);

/// The desk's places at the side (landscape) or on top (portrait).
struct DeskFrame {
    Rect room;  // what is left for the screen
    Answer answer;
};
DeskFrame draw_desk_frame(const Frame& frame);

}  // namespace kiosk
