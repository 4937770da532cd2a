#include "sync/center/adjudicator.h"

#include <algorithm>

#include "platform/base/check.h"
#include "platform/log/log.h"
#include "sync/center/adjudicator_known.h"
#include "sync/center/judge.h"
#include "sync/center/pieces.h"
#include "sync/record/mask.h"
#include "sync/record/person.h"
#include "sync/seal/seal.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
namespace log = platform::log;
using platform::array_of;
using platform::ByteView;
using platform::fail;
using platform::string_of;
using platform::view_of;

void correct(wire::Enrollment& enrollment, const wire::Correction& correction) {
    if (correction.has_phone()) enrollment.set_phone(correction.phone());
    if (correction.has_workplace()) enrollment.set_workplace(correction.workplace());
    if (correction.has_document()) enrollment.set_document(correction.document());
    if (correction.has_employment()) enrollment.set_employment(correction.employment());
}

wire::EnrollmentView view_of_row(const EnrollmentRow& row, const wire::Enrollment& enrollment,
                                 const std::optional<config::Period>& coverage) {
    wire::EnrollmentView view;
    view.set_record_id(string_of(row.record));
    view.set_slip_number(enrollment.slip_number());
    view.set_state(row.state);
    view.set_reason(row.reason);
    view.set_scheme(enrollment.scheme());
    view.set_plan(enrollment.plan());
    if (coverage) {
        view.set_coverage_from(platform::format_date(coverage->from));
        view.set_coverage_to(platform::format_date(coverage->to));
    }
    view.set_decided_ms(row.decided_ms);
    return view;
}

}  // namespace

std::string period_text(const std::optional<config::Period>& period) {
    if (!period) return "";
    return platform::format_date(period->from) + "/" + platform::format_date(period->to);
}

std::optional<config::Period> parse_period(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto from = platform::parse_date(text.substr(0, slash));
    const auto to = platform::parse_date(text.substr(slash + 1));
    if (!from || !to) return std::nullopt;
    return config::Period{*from, *to};
}

Adjudicator::Adjudicator(JudgeStore& store, const JudgeKeys& keys, const platform::Clock& clock,
                         std::function<void()> pause, unsigned threads)
    : judges_(store),
      store_(store, threads),
      keys_(keys),
      clock_(clock),
      pause_(std::move(pause)),
      threads_(threads),
      rest_(keys.data),
      publisher_(store_, rest_) {}

Done Adjudicator::run() {
    const auto more_packs = load_packs();
    if (!more_packs) return fail(more_packs.error());
    if (*more_packs) {
        const Done done = judge_again(name_of(Reason::unknown_pack));
        if (!done) return done;
    }
    for (const auto step : {&Adjudicator::open_some, &Adjudicator::take_reviews, &Adjudicator::take_claims}) {
        while (true) {
            const auto more = (this->*step)();
            if (!more) return fail(more.error());
            if (!*more) break;
            pause_();
        }
    }
    return {};
}

Stored<bool> Adjudicator::load_packs() {
    const auto rows = judges_.packs();
    if (!rows) return fail(rows.error());
    bool more = false;
    for (const PackRow& row : *rows) {
        if (packs_.contains(row.hash)) continue;
        auto pack = config::load_pack(row.id + ".toml", row.toml);
        if (!pack) log::error("a stored pack does not load: {}", config::describe(pack.error()));
        packs_.emplace(row.hash, pack ? std::optional(std::move(*pack)) : std::nullopt);
        more = true;
    }
    return more;
}

Done Adjudicator::judge_again(std::string_view reason) {
    const auto unit = store_.begin();
    if (!unit) return fail(unit.error());
    const auto records = judges_.enrollments_with_reason(reason);
    if (!records) return fail(records.error());
    const auto claims = judges_.claims_with_reason(reason);
    if (!claims) return fail(claims.error());
    for (const auto* kind : {&*records, &*claims}) {
        for (const RecordId& record : *kind) {
            const Done done = judge(record);
            if (!done) return done;
        }
    }
    return (*unit)->commit();
}

Done Adjudicator::take_body(const PendingEntry& entry, const wire::Body& body, const RecordId& target) {
    switch (entry.header.record_class) {
        case RecordClass::enrollment:
        case RecordClass::payment:
        case RecordClass::correction:
        case RecordClass::withdrawal:
        case RecordClass::claim_filed:
            return judge(target);
        case RecordClass::card_key_seen: {
            // Who holds a stolen disk must not add a key of their own to a person: the card is seen again.
            if (entry.quarantine) return {};
            const wire::CardKeySeen& seen = body.card_key_seen();
            const auto person = person_of(seen.number(), "");
            if (!person) return fail(person.error());
            return add_keys(*person, entry.station, seen.card_key().public_key(), seen.slip_public_key(),
                            target);
        }
        case RecordClass::staff_action:
        case RecordClass::hand_over:
            return {};
    }
    return {};
}

Done Adjudicator::take_unreadable(const PendingEntry& entry) {
    if (entry.header.record_class == RecordClass::claim_filed)
        return publisher_.unreadable_claim(entry.header.record_id, entry.station);
    if (entry.header.record_class != RecordClass::enrollment) return {};
    const auto existing = store_.enrollment(entry.header.record_id);
    if (!existing) return fail(existing.error());
    if (*existing) return {};
    EnrollmentRow row;
    row.record = entry.header.record_id;
    row.station = entry.station;
    row.state = name_of(State::in_review);
    row.reason = name_of(Reason::unreadable);
    row.decided_ms = clock_.wall();
    row.version = 1;
    row.box = rest_.box({}, row.record);
    return store_.put_enrollment(row).and_then([&] { return publisher_.enrollment(row); });
}

Stored<PersonTag> Adjudicator::person_of(std::string_view number, std::string_view former) {
    const Tags tags = tags_of(number, former);
    if (!tags.lasting) return store_.resolve(tags.own);
    const Done done = store_.add_alias(tags.own, *tags.lasting);
    if (!done) return fail(done.error());
    return *tags.lasting;
}

Done Adjudicator::add_keys(const PersonTag& person, const std::string& station, const std::string& card,
                           const std::string& slip, const RecordId& slip_of) {
    Done done;
    if (const auto key = array_of<32>(view_of(card)))
        done = publisher_.add_key({person, *key, station, std::nullopt});
    if (!done) return done;
    if (const auto key = array_of<32>(view_of(slip)))
        done = publisher_.add_key({person, *key, station, slip_of});
    return done;
}

Stored<std::optional<Adjudicator::Known>> Adjudicator::gather(const std::vector<Fact>& facts) {
    Known known;
    for (const Fact& fact : facts) {
        if (fact.record_class == RecordClass::enrollment) known.fact = &fact;
    }
    if (known.fact == nullptr) return std::nullopt;
    const auto read = [&](const Fact& fact) {
        wire::Body body;
        const platform::Bytes plain = rest_.unbox(fact.box, fact.record);
        platform::check(body.ParseFromArray(plain.data(), static_cast<int>(plain.size())),
                        "a fact cannot be read");
        return body;
    };
    known.enrollment = read(*known.fact).enrollment();
    for (const Fact& fact : facts) {
        if (fact.station != known.fact->station) {
            log::warning("record {} of another station is left out", platform::to_hex(fact.record));
            continue;
        }
        const wire::Body body = read(fact);
        if (body.has_correction()) correct(known.enrollment, body.correction());
        if (body.has_withdrawal()) known.the_case.withdrawn = true;
        if (body.has_payment()) {
            known.the_case.payments.push_back({body.payment().receipt_number(), body.payment().amount_fen(),
                                               body.payment().papers_checked(), fact.header.time,
                                               fact.received});
        }
    }
    known.the_case.time = known.fact->header.time;
    known.the_case.received = known.fact->received;
    known.the_case.simulation = clock_.simulated();
    const auto pack = packs_.find(known.fact->header.pack_hash);
    if (pack != packs_.end() && pack->second) known.the_case.pack = &*pack->second;
    return known;
}

Done Adjudicator::judge(const RecordId& enrollment) {
    auto facts = store_.facts_of(enrollment);
    if (!facts) return fail(facts.error());
    const auto count = counted(enrollment, std::move(*facts));
    if (!count) return fail(count.error());
    if (std::ranges::any_of(count->facts, [&](const Fact& fact) {
            return fact.record == enrollment && fact.record_class == RecordClass::claim_filed;
        }))
        return judge_claim(enrollment, *count);
    auto known = gather(count->facts);
    if (!known) return fail(known.error());
    if (!*known) return judge_unreadable(enrollment);
    Known& found = **known;
    found.the_case.enrollment = &found.enrollment;
    found.the_case.quarantine = count->quarantine;
    auto reviews = reviews_of(enrollment, count->facts);
    if (!reviews) return fail(reviews.error());
    found.the_case.reviews = std::move(*reviews);
    const auto existing = store_.enrollment(enrollment);
    if (!existing) return fail(existing.error());
    // In question itself, it joins no two numbers and adds no key that would open the person's other rows.
    const auto person = person_of(found.enrollment.person().number(),
                                  count->own ? "" : found.enrollment.person().former_number());
    if (!person) return fail(person.error());
    const Done keys = count->own
                          ? Done()
                          : add_keys(*person, found.fact->station, found.enrollment.card_key().public_key(),
                                     found.enrollment.slip_public_key(), enrollment);
    if (!keys) return keys;
    EnrollmentRow row = existing->value_or(EnrollmentRow{});
    row.record = enrollment;
    row.station = found.fact->station;
    row.person = *person;
    return settle(std::move(row), found);
}

Done Adjudicator::settle(EnrollmentRow row, const Known& known) {
    const wire::Enrollment& enrollment = known.enrollment;
    const bool stood = row.state == name_of(State::accepted);
    Decision decision = decide(known.the_case);
    // An acceptance stands: only a withdrawal ends it, whatever is learned later.
    if (stood && decision.state != State::withdrawn) return {};
    const EnrollmentRow before = row;
    std::optional<RecordId> other;
    const std::string period = period_text(decision.coverage);
    const auto settled = against_others(row, known, std::move(decision), other);
    if (!settled) return fail(settled.error());
    row.plan = enrollment.plan();
    row.period = period;
    row.state = name_of(settled->state);
    row.reason = settled->reason;
    row.duplicate_of = other;
    if (row.version > 0 && row.state == before.state && row.reason == before.reason &&
        row.period == before.period && row.duplicate_of == before.duplicate_of) {
        return {};
    }
    row.decided_ms = clock_.wall();
    ++row.version;
    row.box = rest_.box(serialize(view_of_row(row, enrollment, settled->coverage)), row.record);
    Done done = store_.put_enrollment(row);
    if (done && row.state == name_of(State::accepted)) {
        done = store_.hold_period({*row.person, row.plan, row.period, row.record});
    }
    const auto& reviews = known.the_case.reviews;
    if (done) done = publisher_.enrollment(row, reviews.empty() ? "" : reviews.back().note);
    if (done && stood) done = judge_waiting_duplicates(before);
    if (done && row.state == name_of(State::accepted)) done = judge_claims_of(*row.person);
    return done;
}

Done Adjudicator::judge_waiting_duplicates(const EnrollmentRow& released) {
    store_.release_period(released.record);
    const auto others = store_.enrollments_of(*released.person);
    if (!others) return fail(others.error());
    for (const EnrollmentRow& other : *others) {
        if (other.duplicate_of != released.record) continue;
        const Done judged = judge(other.record);
        if (!judged) return judged;
    }
    return {};
}

Stored<std::string> Adjudicator::masked_name_of(const PersonTag& person) {
    const auto enrollments = store_.enrollments_of(person);
    if (!enrollments) return fail(enrollments.error());
    for (const EnrollmentRow& row : *enrollments) {
        const auto facts = store_.facts_of(row.record);
        if (!facts) return fail(facts.error());
        const auto known = gather(*facts);
        if (!known) return fail(known.error());
        if (!*known) continue;
        const wire::Person& named = (*known)->enrollment.person();
        return mask_name(named.name().empty() ? named.english_name() : named.name());
    }
    return "";
}

}  // namespace syncing::center
