#include "test_terminal.h"

#include "platform/pki/pki.h"
#include "sync/seal/seal.h"

namespace syncing::center {

namespace wire = mutual_aid::v1;
using platform::string_of;

RecordId TestTerminal::write(RecordClass record_class, wire::Body body, const RecordId& record) {
    body.set_ledger_id(string_of(ledger));
    body.set_record_id(string_of(record));
    RangeEntry entry;
    entry.sealed_body = *seal_body(center, body);
    entry.header = {ledger,
                    entries.size() + 1,
                    entries.empty() ? platform::Hash{} : entries.back().hash,
                    record,
                    record_class,
                    time,
                    pack_hash,
                    center_key_id,
                    static_cast<std::uint32_t>(entry.sealed_body.size()),
                    platform::hash(entry.sealed_body)};
    entry.header_bytes = encode(entry.header);
    entry.hash = syncing::entry_hash(entry.header_bytes);
    entries.push_back(std::move(entry));
    return record;
}

RecordId TestTerminal::enroll(const wire::Enrollment& enrollment) {
    wire::Body body;
    *body.mutable_enrollment() = enrollment;
    return write(RecordClass::enrollment, body);
}

RecordId TestTerminal::pay(const RecordId& enrollment, std::int64_t fen, bool papers,
                           const std::string& receipt) {
    wire::Body body;
    body.mutable_payment()->set_enrollment_record(string_of(enrollment));
    body.mutable_payment()->set_amount_fen(fen);
    body.mutable_payment()->set_receipt_number(receipt);
    body.mutable_payment()->set_papers_checked(papers);
    return write(RecordClass::payment, body);
}

RecordId TestTerminal::withdraw(const RecordId& enrollment) {
    wire::Body body;
    body.mutable_withdrawal()->set_enrollment_record(string_of(enrollment));
    return write(RecordClass::withdrawal, body);
}

LedgerRange TestTerminal::range(std::size_t first, std::size_t last) const {
    LedgerRange made;
    made.ledger_id = ledger;
    made.nonce = platform::random_array<16>();
    made.entries.assign(entries.begin() + static_cast<std::ptrdiff_t>(first - 1),
                        entries.begin() + static_cast<std::ptrdiff_t>(last));
    return made;
}

platform::Bytes TestTerminal::range_bytes(std::size_t first, std::size_t last) const {
    return encode_range(range(first, last), ledger_key.secret_key);
}

wire::ProvisionRequest TestTerminal::provision_request(const platform::ByteArray<16>& secret) {
    if (tls_key.empty()) tls_key = *platform::new_tls_key();
    wire::ProvisionRequest request;
    request.set_code_secret(string_of(secret));
    request.set_csr_der(string_of(*platform::make_certificate_request(tls_key, "terminal")));
    request.set_ledger_id(string_of(ledger));
    request.set_ledger_public_key(string_of(ledger_key.public_key));
    request.set_slip_public_key(string_of(slip_key.public_key));
    return request;
}

wire::Enrollment made_up_enrollment(const std::string& number) {
    wire::Enrollment enrollment;
    wire::Person& person = *enrollment.mutable_person();
    person.set_card_kind("resident");
    person.set_name("林测强");
    person.set_number(number);
    person.set_sex("1");
    person.set_birth("1988-07-15");
    enrollment.set_slip_number("JL03-000001");
    enrollment.set_scheme("xiamen");
    enrollment.set_plan("mutual-aid");
    enrollment.set_units(1);
    enrollment.set_employment("flexible");
    enrollment.set_document("labour_contract");
    enrollment.set_joins_union(true);
    enrollment.set_consent(true);
    enrollment.set_fee_fen(3600);
    return enrollment;
}

std::string made_up_number(const std::string& birth, int sequence) {
    constexpr int kWeights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    std::string number = "350299" + birth + std::to_string(1000 + sequence % 1000).substr(1);
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += (number[i] - '0') * kWeights[i];
    return number + "10X98765432"[sum % 11];
}

}  // namespace syncing::center
