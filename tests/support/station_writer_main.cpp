// Enrolls made-up people at a provisioned station, each with a payment, as the terminal would: for tests that
// need a station's records and no window.  station-writer STATE PACK-FILE COUNT FIRST-SEQUENCE MOMENT
// TYPED-BY [PICTURE] MOMENT is a simulated time, as 2026-06-15T09:00; TYPED-BY is who typed the cards in, ""
// for cards that were read. With PICTURE each of them files a claim instead, with that photograph.
#include <cstdio>

#include "platform/base/file.h"
#include "sync/ledger/attachments.h"
#include "sync/ledger/current_keys.h"
#include "sync/seal/seal.h"
#include "tests/sync/center/test_terminal.h"

namespace {

using syncing::RecordClass;
namespace wire = mutual_aid::v1;

struct Station {
    syncing::Terminal terminal;
    syncing::Ledger ledger;
    syncing::SealTo center;
    syncing::TimeInterval time;
    platform::Hash pack{};
};

platform::Result<void, syncing::LedgerError> enroll(Station& station, int sequence,
                                                    const std::string& typed_by) {
    wire::Body body;
    wire::Enrollment& enrollment = *body.mutable_enrollment();
    enrollment = syncing::center::made_up_enrollment(syncing::center::made_up_number("19880715", sequence));
    enrollment.set_typed_by(typed_by);
    enrollment.set_phone("13800001234");
    enrollment.set_workplace("莲花街道");
    enrollment.set_coverage_from("2026-07-01");
    enrollment.set_coverage_to("2027-06-30");
    syncing::LedgerAppend record;
    record.record_class = RecordClass::enrollment;
    record.record_id = platform::random_array<16>();
    record.time = station.time;
    record.pack_hash = station.pack;
    record.body = &body;
    wire::Body paid;
    wire::Payment& payment = *paid.mutable_payment();
    payment.set_enrollment_record(platform::string_of(record.record_id));
    payment.set_amount_fen(enrollment.fee_fen());
    payment.set_receipt_number("R-" + std::to_string(sequence));
    payment.set_staff_id("zhou");
    payment.set_papers_checked(true);
    syncing::LedgerAppend receipt;
    receipt.record_class = RecordClass::payment;
    receipt.record_id = platform::random_array<16>();
    receipt.time = station.time;
    receipt.about = record.record_id;
    receipt.body = &paid;
    const syncing::LedgerAppend both[] = {record, receipt};
    const auto appended = station.ledger.append(both, station.center, std::nullopt);
    if (!appended) return platform::fail(appended.error());
    std::printf("%s\n", syncing::to_text(*appended->front().slip_number).c_str());
    return {};
}

/// With one page, sealed as the terminal seals it.
platform::Result<void, syncing::LedgerError> file_claim(Station& station, syncing::Attachments& attachments,
                                                        int sequence, platform::ByteView picture) {
    wire::Body body;
    wire::ClaimFiled& claim = *body.mutable_claim_filed();
    *claim.mutable_person() =
        syncing::center::made_up_enrollment(syncing::center::made_up_number("19880715", sequence)).person();
    claim.set_plan("mutual-aid");
    claim.set_kind("hospitalization");
    claim.set_event_date("2026-06-20");
    claim.set_phone("13800001234");
    claim.set_staff_id("zhou");
    syncing::LedgerAppend record;
    record.record_class = RecordClass::claim_filed;
    record.record_id = platform::random_array<16>();
    record.time = station.time;
    record.wall_ms = station.time.earliest_ms;
    record.pack_hash = station.pack;
    record.body = &body;
    const auto sealed = syncing::seal_bytes(station.center.key, picture, syncing::kMaxAttachment);
    const auto page = sealed ? attachments.add(record.record_id, *sealed)
                             : platform::fail(platform::DatabaseError::constraint);
    if (!page) return platform::fail(syncing::LedgerError::cannot_seal);
    claim.add_papers()->add_pages(platform::string_of(*page));
    const auto appended = station.ledger.append({&record, 1}, station.center, std::nullopt);
    if (!appended) return platform::fail(appended.error());
    std::printf("%s\n", syncing::to_text(*appended->front().slip_number).c_str());
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 7 && argc != 8) return 2;
    platform::init_crypto();
    const syncing::StateFolder folder(argv[1]);
    const auto terminal = folder.load();
    const auto pack = platform::read_file(argv[2], 1024 * 1024);
    const auto moment = platform::parse_civil_time(argv[5]);
    if (!terminal || !pack || !moment) return 3;
    auto cache = syncing::Cache::open(folder.cache_db());
    auto ledger = syncing::Ledger::open(folder.ledger_db(), terminal->identity.ledger);
    if (!cache || !ledger) return 4;
    const syncing::TimeInterval time{*moment, *moment + 1000, syncing::TimeBasis::simulated};
    const auto keys = syncing::current_keys(terminal->credentials, *cache);
    const auto center = keys ? syncing::sealing_key(*keys, time) : std::nullopt;
    if (!center) return 5;
    Station station{*terminal, std::move(*ledger), *center, time, platform::hash(*pack)};
    std::optional<platform::Bytes> picture;
    if (argc == 8) {
        auto read = platform::read_file(argv[7], syncing::kMaxAttachment);
        if (!read) return 7;
        picture = std::move(*read);
    }
    auto attachments = syncing::Attachments::open(folder.attachments_db());
    if (!attachments) return 4;
    for (int i = 0; i < std::atoi(argv[3]); ++i) {
        const int sequence = std::atoi(argv[4]) + i;
        if (!(picture ? file_claim(station, *attachments, sequence, *picture)
                      : enroll(station, sequence, argv[6])))
            return 6;
    }
    return 0;
}
