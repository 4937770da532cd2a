// Made-up people, slips and claims for the previews.
#pragma once

#include "kiosk/view/previews.h"

namespace kiosk::preview {

Date ymd(int year, unsigned month, unsigned day);

/// A terminal at rest in the middle of June, all devices well.
State calm(const PreviewWorld& world);

MaskedPerson resident();
MaskedPerson rare_name();  // with a character outside the BMP
MaskedPerson foreigner();
Offer offer();
Slip slip();
screen::Review review();

EnrollmentStatus enrollment(EnrollmentState state);
StatusView only(EnrollmentState state, const char* reason = "");
StatusView with_claim();
StatusView with_paid_claim();

/// As if that had been typed.
screen::StationSearch searched(const StationFinder& stations, const char* words, const char* letters);

std::vector<DeskRow> desk_rows();
/// A claim on the same list; `time` says when it was filed.
DeskRow claim_row(const char* time, const char* kind, EnrollmentState state, const char* reason = "");
screen::PayRun pay_run(int items, bool ready);

/// The inquiries of this pack and of others.
void add_inquiries(const PreviewWorld& world, std::vector<Preview>& out);
/// What staff have beside the list.
void add_staff_tools(const PreviewWorld& world, std::vector<Preview>& out);

}  // namespace kiosk::preview
