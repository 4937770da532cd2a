// Opening what terminals sent, unit by unit: bodies on several threads, then one after the other in order of
// arrival.
#include "platform/base/parallel.h"
#include "platform/log/log.h"
#include "sync/center/adjudicator.h"
#include "sync/center/adjudicator_known.h"
#include "sync/center/pieces.h"
#include "sync/record/person.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
namespace log = platform::log;
using platform::array_of;
using platform::fail;
using platform::view_of;

std::optional<RecordId> record_id(const std::string& bytes) {
    return array_of<16>(view_of(bytes));
}

}  // namespace

std::optional<RecordId> target_of(const wire::Body& body, const EntryHeader& header) {
    switch (header.record_class) {
        case RecordClass::enrollment:
            return body.has_enrollment() ? std::optional(header.record_id) : std::nullopt;
        case RecordClass::payment:
            return body.has_payment() ? record_id(body.payment().enrollment_record()) : std::nullopt;
        case RecordClass::correction:
            return body.has_correction() ? record_id(body.correction().enrollment_record()) : std::nullopt;
        case RecordClass::withdrawal:
            return body.has_withdrawal() ? record_id(body.withdrawal().enrollment_record()) : std::nullopt;
        case RecordClass::card_key_seen:
            return body.has_card_key_seen() ? std::optional(header.record_id) : std::nullopt;
        case RecordClass::staff_action:
            return body.has_staff_action() ? std::optional(header.record_id) : std::nullopt;
        case RecordClass::hand_over:
            return body.has_hand_over() ? std::optional(header.record_id) : std::nullopt;
        case RecordClass::claim_filed:
            return body.has_claim_filed() ? std::optional(header.record_id) : std::nullopt;
    }
    return std::nullopt;
}

PersonTag Adjudicator::tag_of(std::string_view number) const {
    return platform::keyed_hash(keys_.person, "mutual-aid/v1/person", {view_of(number)});
}

Adjudicator::Tags Adjudicator::tags_of(std::string_view number, std::string_view former) const {
    // A number that is none still means somebody: the rules will refuse it, and its slip shows why.
    const std::string own = normalise_number(number).value_or(std::string(number));
    const std::string lasting = lasting_number(number, former).value_or(own);
    return {tag_of(own), lasting == own ? std::nullopt : std::optional(tag_of(lasting))};
}

Stored<bool> Adjudicator::open_some() {
    const std::size_t limit = judges_.unit_size();
    // Opened before the unit begins: with SQLite nobody else can write until it ends.
    const auto entries = judges_.pending(limit);
    if (!entries) return fail(entries.error());
    if (entries->empty()) return false;
    std::vector<Opened> opened = open_all(*entries);
    const auto unit = store_.begin();
    if (!unit) return fail(unit.error());
    Done done = foresee(*entries, opened);
    for (std::size_t i = 0; done && i < entries->size(); ++i) done = open_one((*entries)[i], opened[i]);
    done = done.and_then([&] { return (*unit)->commit(); });
    if (!done) return fail(done.error());
    log::info("{} entries judged", entries->size());
    return entries->size() == limit;
}

std::vector<Adjudicator::Opened> Adjudicator::open_all(const std::vector<PendingEntry>& entries) const {
    std::vector<Opened> opened(entries.size());
    platform::in_parallel(threads_, entries.size(), [&](std::size_t i) {
        const EntryHeader& header = entries[i].header;
        opened[i].how = open_body(keys_.sealing_key(header.sealing_key_id), entries[i].sealed_body,
                                  header.ledger_id, header.record_id, opened[i].body);
    });
    return opened;
}

Done Adjudicator::foresee(const std::vector<PendingEntry>& entries, const std::vector<Opened>& opened) {
    std::vector<RecordId> records;
    std::vector<RecordId> targets;
    std::vector<PersonTag> people;
    const auto meet = [&](std::string_view number, std::string_view former) {
        const Tags tags = tags_of(number, former);
        people.push_back(tags.own);
        if (tags.lasting) people.push_back(*tags.lasting);
    };
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const EntryHeader& header = entries[i].header;
        const wire::Body& body = opened[i].body;
        records.push_back(header.record_id);
        targets.push_back(target_of(body, header).value_or(header.record_id));
        if (body.has_enrollment())
            meet(body.enrollment().person().number(), body.enrollment().person().former_number());
        if (body.has_claim_filed())
            meet(body.claim_filed().person().number(), body.claim_filed().person().former_number());
        if (body.has_card_key_seen()) meet(body.card_key_seen().number(), "");
    }
    const Done known = store_.foresee_records(records, targets);
    if (!known) return known;
    for (const RecordId& target : targets) {
        const auto row = store_.enrollment(target);
        if (!row) return fail(row.error());
        if (*row && (*row)->person) people.push_back(*(*row)->person);
    }
    return store_.foresee_people(people);
}

Done Adjudicator::open_one(const PendingEntry& entry, Opened& opening) {
    auto& [body, opened] = opening;
    const platform::SealingKeyPair& key = keys_.sealing_key(entry.header.sealing_key_id);
    // Appended again after a fork: the body still names the ledger that it was sealed in.
    for (LedgerId ledger = entry.header.ledger_id; !opened && opened.error() == SealError::wrong_identity;) {
        const auto before = judges_.predecessor(ledger);
        if (!before) return fail(before.error());
        if (!*before) break;
        ledger = **before;
        opened = open_body(key, entry.sealed_body, ledger, entry.header.record_id, body);
    }
    const auto target = opened ? target_of(body, entry.header) : std::nullopt;
    if (!target) {
        log::warning("entry {} of ledger {} cannot be read: {}", entry.header.seq,
                     platform::to_hex(entry.header.ledger_id),
                     opened ? "not what its class says" : name_of(opened.error()));
        store_.mark_opened(entry.arrival, false);
        return take_unreadable(entry);
    }
    const platform::Bytes plain = serialize(body);
    const auto added = store_.add_fact({entry.header.record_id, *target, entry.header.record_class,
                                        entry.arrival, entry.station, entry.header, entry.received,
                                        rest_.box(plain, entry.header.record_id), entry.quarantine});
    if (!added) return fail(added.error());
    store_.mark_opened(entry.arrival, true);
    return *added ? take_body(entry, body, *target) : Done();
}

}  // namespace syncing::center
