// Made-up enrollments, payments and claims for tests of ledger and sync. Header only: used where sync_ledger
// is linked.
#pragma once

#include <string>

#include "sync/ledger/ledger.h"
#include "sync/wire/packet.pb.h"

namespace tests {

struct MadeUpEnrollment {
    mutual_aid::v1::Body body;
    mutual_aid::v1::IndexRow index_row;
    syncing::LedgerAppend append;

    explicit MadeUpEnrollment(const syncing::RecordId& record = platform::random_array<16>()) {
        auto& enrollment = *body.mutable_enrollment();
        enrollment.mutable_person()->set_name("林测强");
        enrollment.mutable_person()->set_number("350299199001010018");
        enrollment.set_scheme("xiamen-9");
        enrollment.set_plan("member");
        enrollment.set_fee_fen(10000);
        enrollment.set_coverage_from("2026-07-01");
        enrollment.set_coverage_to("2027-06-30");
        index_row.set_masked_name("林*强");
        append.record_class = syncing::RecordClass::enrollment;
        append.record_id = record;
        append.body = &body;
        append.index_row = &index_row;
    }
    MadeUpEnrollment(const MadeUpEnrollment&) = delete;
    MadeUpEnrollment& operator=(const MadeUpEnrollment&) = delete;
};

struct MadeUpClaim {
    mutual_aid::v1::Body body;
    mutual_aid::v1::IndexRow index_row;
    syncing::LedgerAppend append;

    explicit MadeUpClaim(const syncing::RecordId& record = platform::random_array<16>()) {
        auto& claim = *body.mutable_claim_filed();
        claim.mutable_person()->set_name("林测强");
        claim.mutable_person()->set_number("350299199001010018");
        claim.set_kind("hospitalization");
        claim.set_event_date("2026-09-01");
        claim.add_papers()->set_listed(1);
        index_row.set_masked_name("林*强");
        index_row.set_claim_kind("hospitalization");
        append.record_class = syncing::RecordClass::claim_filed;
        append.record_id = record;
        append.wall_ms = 1788278400000;  // 2026-09-02, 00:00 in Shanghai
        append.body = &body;
        append.index_row = &index_row;
    }
    MadeUpClaim(const MadeUpClaim&) = delete;
    MadeUpClaim& operator=(const MadeUpClaim&) = delete;
};

struct MadeUpPayment {
    mutual_aid::v1::Body body;
    syncing::LedgerAppend append;

    explicit MadeUpPayment(const syncing::RecordId& enrollment) {
        auto& payment = *body.mutable_payment();
        payment.set_enrollment_record(platform::string_of(enrollment));
        payment.set_amount_fen(10000);
        payment.set_receipt_number("R-1");
        append.record_class = syncing::RecordClass::payment;
        append.record_id = platform::random_array<16>();
        append.about = enrollment;
        append.body = &body;
    }
    MadeUpPayment(const MadeUpPayment&) = delete;
    MadeUpPayment& operator=(const MadeUpPayment&) = delete;
};

}  // namespace tests
