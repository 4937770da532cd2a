#include "sync/fleet/machine.h"

#include <memory>

#include "platform/base/check.h"
#include "platform/clock/clock.h"
#include "platform/id_number/number.h"
#include "sync/ledger/current_keys.h"
#include "sync/seal/seal.h"
#include "sync/wire/packet.pb.h"

namespace syncing::fleet {

namespace {

namespace fs = std::filesystem;
namespace wire = mutual_aid::v1;
using platform::string_of;

constexpr std::int64_t kFeeFen = 3600;  // of pack "xiamen"

/// A valid number of the unassigned area 350299, for the nth person.
std::string number_of(std::uint32_t person) {
    const platform::UtcMs day = platform::start_of_day(platform::parse_date("1970-01-01").value());
    const auto born = platform::shanghai_date(day + static_cast<std::int64_t>(person / 999) * kDay);
    std::string digits = "350299";
    for (const char c : platform::format_date(born))
        if (c != '-') digits += c;
    digits += std::to_string(1001 + person % 999).substr(1);
    return digits + platform::check_character_11_2(digits);
}

void fill_person(wire::Person& person, const std::string& number) {
    person.set_card_kind("resident");
    person.set_name("林测强");
    person.set_number(number);
    person.set_sex("1");
    person.set_birth("1988-07-15");
}

void copy_files(const fs::path& from, const fs::path& to) {
    fs::remove_all(to);
    fs::create_directories(to);
    for (const auto& file : fs::directory_iterator(from)) fs::copy(file.path(), to / file.path().filename());
}

}  // namespace

struct Machine::Draft {
    std::unique_ptr<wire::Body> body = std::make_unique<wire::Body>();
    LedgerAppend append;
    Captured captured;
    std::optional<std::pair<AttachmentId, Paper>> paper;
};

Machine::Machine(World& world, Account& account, fs::path folder, Terminal terminal)
    : world_(world),
      account_(account),
      folder_(std::move(folder)),
      terminal_(std::move(terminal)),
      clock_(world, folder_.filename(), world.dice.between(-50, 50)) {
    fs::create_directories(folder_);
    world_.disk.add_machine(folder_);
    platform::check(up(), "a new terminal does not start");
}

Machine::Machine(World& world, Account& account, fs::path folder, const DiskImage& image)
    : world_(world),
      account_(account),
      folder_(std::move(folder)),
      terminal_(image.terminal),
      clock_(world, folder_.filename(), world.dice.between(-50, 50)) {
    world_.disk.add_machine(folder_);
    put_back(image);
}

bool Machine::up() {
    if (ledger_) return true;
    auto ledger = Ledger::open(folder_ / "ledger.db", terminal_.identity.ledger);
    auto cache = Cache::open(folder_ / "cache.db");
    auto attachments = Attachments::open(folder_ / "attachments.db");
    // A full disk ends; anything else would be a file that a power cut has spoilt.
    platform::check(ledger || ledger.error() == LedgerError::disk_full, "ledger.db does not open");
    platform::check(cache || cache.error() == platform::DatabaseError::full, "cache.db does not open");
    platform::check(attachments || attachments.error() == platform::DatabaseError::full,
                    "attachments.db does not open");
    if (!ledger || !cache || !attachments) return false;
    ledger_.emplace(std::move(*ledger));
    cache_.emplace(std::move(*cache));
    attachments_.emplace(std::move(*attachments));
    keep_what_is_there();
    return true;
}

void Machine::close() {
    ledger_.reset();
    cache_.reset();
    attachments_.reset();
}

void Machine::reboot() {
    close();
    world_.disk.restart(folder_);
    clock_.reboot();
    up();
}

void Machine::recover() {
    if (!has_power()) reboot();
}

TimeInterval Machine::time_now() {
    const auto signed_time = cache_->signed_time();
    const auto checkpoint = ledger_->checkpoint();
    return syncing::time_now(signed_time ? *signed_time : std::nullopt,
                             checkpoint ? *checkpoint : std::nullopt, read(clock_));
}

void Machine::save_checkpoint() {
    const TimeCheckpoint checkpoint{time_now(), clock_.boot_id(), clock_.boot(), clock_.wall()};
    // Said again with the next visitor; a power cut shows by itself.
    static_cast<void>(ledger_->save_checkpoint(checkpoint));
}

std::optional<SealTo> Machine::center_key() {
    const auto keys = current_keys(terminal_.credentials, *cache_);
    if (!keys) return std::nullopt;
    return sealing_key(*keys, time_now());
}

Machine::Draft Machine::of_person(RecordClass record_class, std::string number, const platform::Hash& pack) {
    Draft draft;
    draft.append.record_class = record_class;
    draft.append.record_id = platform::random_array<16>();
    draft.append.pack_hash = pack;
    draft.append.readers = {platform::new_sealing_key().public_key};
    draft.append.person = person_tag(terminal_.keys.local, number);
    draft.captured = {record_class, draft.append.record_id, std::move(number)};
    return draft;
}

Machine::Draft Machine::enrollment(const platform::Hash& pack) {
    Draft draft = of_person(RecordClass::enrollment, number_of(account_.people++), pack);
    wire::Enrollment& said = *draft.body->mutable_enrollment();
    fill_person(*said.mutable_person(), draft.captured.number);
    said.set_slip_public_key(string_of(draft.append.readers.front()));
    said.set_scheme("xiamen");
    said.set_plan("mutual-aid");
    said.set_units(1);
    said.set_employment("flexible");
    said.set_document("labour_contract");
    said.set_joins_union(true);
    said.set_consent(true);
    said.set_fee_fen(kFeeFen);
    return draft;
}

/// Of somebody who enrolled, at whichever terminal, or of somebody new.
Machine::Draft Machine::claim(const platform::Hash& pack) {
    const auto person = static_cast<std::uint32_t>(world_.dice.below(account_.people + 1));
    Draft draft = of_person(RecordClass::claim_filed, number_of(person), pack);
    if (person == account_.people) ++account_.people;
    wire::ClaimFiled& said = *draft.body->mutable_claim_filed();
    fill_person(*said.mutable_person(), draft.captured.number);
    said.set_slip_public_key(string_of(draft.append.readers.front()));
    said.set_scheme("xiamen");
    said.set_kind("hospitalization");
    said.set_event_date("2026-05-20");
    said.set_staff_id("zhou");
    photograph(draft);
    if (draft.paper) said.add_papers()->add_pages(string_of(draft.paper->first));
    return draft;
}

void Machine::photograph(Draft& draft) {
    const auto key = center_key();
    platform::Bytes photo(world_.dice.below(40'000));
    platform::random_bytes(photo);
    const auto sealed =
        key ? seal_bytes(key->key, photo, kMaxAttachment) : platform::fail(SealError::bad_key);
    if (!sealed) return;
    const auto added = attachments_->add(draft.append.record_id, *sealed);
    if (added) draft.paper = {*added, {draft.append.record_id, platform::hash(photo)}};
}

Machine::Draft Machine::about(const RecordId& enrollment, RecordClass record_class,
                              const platform::Hash& pack) {
    Draft draft;
    draft.append.record_class = record_class;
    draft.append.record_id = platform::random_array<16>();
    draft.append.pack_hash = pack;
    draft.append.about = enrollment;
    draft.captured = {record_class, enrollment, ""};
    if (record_class == RecordClass::payment) {
        wire::Payment& payment = *draft.body->mutable_payment();
        payment.set_enrollment_record(string_of(enrollment));
        payment.set_amount_fen(kFeeFen);
        payment.set_receipt_number("R-" + platform::to_hex(draft.append.record_id));
        payment.set_papers_checked(true);
    } else if (record_class == RecordClass::withdrawal) {
        draft.body->mutable_withdrawal()->set_enrollment_record(string_of(enrollment));
    } else {
        draft.body->mutable_correction()->set_enrollment_record(string_of(enrollment));
        draft.body->mutable_correction()->set_workplace("测试街道");
    }
    return draft;
}

void Machine::serve_visitor(const platform::Hash& pack) {
    recover();
    if (!up()) return;
    save_checkpoint();
    std::vector<Draft> drafts;
    const auto unpaid = ledger_->unpaid();
    std::vector<RecordId> open;
    if (unpaid)
        for (const LocalEnrollment& one : *unpaid)
            if (!account_.paid.contains(one.record_id) && !account_.withdrawn.contains(one.record_id))
                open.push_back(one.record_id);
    const std::uint64_t kind = world_.dice.below(100);
    if (kind >= 95) {
        drafts.push_back(claim(pack));
    } else if (kind < 68 || open.empty()) {
        drafts.push_back(enrollment(pack));
        if (kind < 8) photograph(drafts.front());
        if (kind < 20) drafts.push_back(about(drafts.front().append.record_id, RecordClass::payment, pack));
    } else {
        const RecordId chosen = open[world_.dice.below(open.size())];
        drafts.push_back(about(chosen,
                               kind < 86   ? RecordClass::payment
                               : kind < 91 ? RecordClass::correction
                                           : RecordClass::withdrawal,
                               pack));
    }
    append(drafts);
    recover();
}

void Machine::append(std::vector<Draft>& drafts) {
    const auto key = center_key();
    if (!key) return;
    std::vector<LedgerAppend> records;
    for (Draft& draft : drafts) {
        draft.append.body = draft.body.get();
        draft.append.time = time_now();
        draft.captured.in_window = platform::shanghai_date(world_.now).month() == std::chrono::June;
        draft.append.wall_ms = clock_.wall();
        records.push_back(draft.append);
    }
    const auto done = ledger_->append(records, *key, std::nullopt);
    for (const Draft& draft : drafts) {
        if (draft.paper && done) papers_.insert(draft.paper->first);
        if (draft.paper && done) account_.papers.insert(*draft.paper);
        if (done)
            keep(draft.append.record_id, draft.captured);
        else
            in_flight_.emplace_back(draft.append.record_id, draft.captured);
    }
    if (!done && has_power()) keep_what_is_there();
}

void Machine::keep(const RecordId& record, const Captured& captured) {
    records_.insert(record);
    account_.records.emplace(record, captured);
    if (captured.record_class == RecordClass::payment) account_.paid.insert(captured.enrollment);
    if (captured.record_class == RecordClass::withdrawal) account_.withdrawn.insert(captured.enrollment);
}

void Machine::keep_what_is_there() {
    if (in_flight_.empty()) return;
    const auto head = ledger_->head();
    if (!head) return;
    std::set<RecordId> last;
    const std::uint64_t from = head->seq > in_flight_.size() ? head->seq + 1 - in_flight_.size() : 1;
    const auto entries = ledger_->entries(from, in_flight_.size(), SIZE_MAX);
    if (!entries) return;
    for (const RangeEntry& entry : *entries) last.insert(entry.header.record_id);
    std::size_t there = 0;
    for (const auto& [record, captured] : in_flight_) {
        if (!last.contains(record)) continue;
        keep(record, captured);
        ++there;
    }
    if (there == 0) ++account_.refused;
    if (there != 0 && there != in_flight_.size()) ++account_.torn;
    in_flight_.clear();
}

SyncReport Machine::sync(const Transport& transport) {
    recover();
    if (!up()) return {.outcome = SyncOutcome::store_failed, .detail = "disk_full"};
    const Wait wait = [this](std::chrono::milliseconds time, const std::stop_token&) {
        world_.now += time.count();
    };
    SyncSession session(terminal_, *ledger_, *cache_, clock_, transport, wait,
                        {.attempts = 4,
                         .accept_time_jump = accept_time_jump_,
                         .software_version = "simulation",
                         .take_certificate =
                             [this](const platform::Bytes& certificate) {
                                 terminal_.credentials.certificate_der = certificate;
                                 ++account_.renewed;
                                 return true;
                             }},
                        &*attachments_);
    last_sync_ = session.run({});
    if (last_sync_->outcome == SyncOutcome::ok) accept_time_jump_ = false;
    recover();
    return *last_sync_;
}

DiskImage Machine::copy_disk(const fs::path& to) {
    reboot();
    platform::check(ledger_.has_value(), "a disk is copied while it is full");
    DiskImage image{to, terminal_, records_, papers_, {}, *ledger_->head(), 0};
    const auto own = ledger_->ledgers();
    image.ledger = own->back().id;
    image.ledgers = own->size();
    close();
    copy_files(folder_, to);
    up();
    return image;
}

void Machine::put_back(const DiskImage& image) {
    close();
    world_.disk.restart(folder_);
    copy_files(image.folder, folder_);
    terminal_ = image.terminal;
    records_ = image.records;
    papers_ = image.papers;
    in_flight_.clear();
    clock_.reboot();
    up();
}

std::size_t Machine::ledgers() {
    recover();
    const auto own = up() ? ledger_->ledgers() : platform::fail(LedgerError::busy);
    return own ? own->size() : 0;
}

bool Machine::contradicts(const LedgerId& ledger, std::uint64_t seq, const platform::Hash& hash) {
    recover();
    if (seq == 0 || !up()) return false;
    const auto own = ledger_->hash_in(ledger, seq);
    return own && *own != hash;
}

bool Machine::sound() {
    recover();
    if (!up()) return false;
    const auto wrong = ledger_->verify();
    return wrong && !*wrong;
}

}  // namespace syncing::fleet
