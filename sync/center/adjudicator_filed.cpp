// Claims that were filed at a station.
#include <algorithm>

#include "platform/base/check.h"
#include "platform/base/utf8.h"
#include "sync/center/adjudicator.h"
#include "sync/center/adjudicator_known.h"
#include "sync/center/claim_view.h"
#include "sync/center/pieces.h"

namespace syncing::center {

struct Adjudicator::Filed {
    ClaimRow row;
    bool number_taken = false;  // by another filed claim
};

namespace {

namespace wire = mutual_aid::v1;
using platform::fail;

constexpr std::size_t kMaxPlace = 200;

/// Where and when it was filed, and by when the pack promises an answer.
Filing filing_of(const Fact& fact, const wire::ClaimFiled& claim, const config::Pack* pack) {
    const config::Date on = day_filed(fact.header.time, fact.received);
    const bool named =
        !claim.place().empty() && claim.place().size() <= kMaxPlace && platform::is_text(claim.place());
    const auto due = pack != nullptr ? config::claim_due(*pack, on) : std::nullopt;
    return {named ? claim.place() : fact.station, platform::format_date(on),
            due ? platform::format_date(*due) : ""};
}

std::uint64_t pages_of(const wire::ClaimFiled& claim) {
    std::uint64_t pages = 0;
    for (const wire::ClaimPaper& paper : claim.papers())
        pages += static_cast<std::uint64_t>(paper.pages_size());
    return pages;
}

}  // namespace

Stored<Adjudicator::Filed> Adjudicator::filed_row(const PersonTag& person, const Fact& fact,
                                                  std::string_view number, bool apart) {
    const auto same = store_.claims_numbered(number_tag(number));
    if (!same) return fail(same.error());
    const platform::Hash lone_hash =
        platform::keyed_hash(keys_.person, "mutual-aid/v1/claim_of_record", {fact.record});
    const Tag lone = *platform::array_of<16>(platform::ByteView(lone_hash).first(16));
    const auto own =
        std::ranges::find_if(*same, [&](const ClaimRow& row) { return row.filed->record == fact.record; });
    Filed found;
    if (own != same->end()) {
        found.row = *own;
        found.number_taken = own->id == lone && same->size() > 1;
    } else {
        // What is not sure to be that claim adds nothing to it: it has a row of its own.
        found.number_taken = !same->empty();
        const Tag id = apart || found.number_taken ? lone : claim_id(person, number);
        const auto imported = store_.claim(id);
        if (!imported) return fail(imported.error());
        found.row = imported->value_or(ClaimRow{});
        found.row.id = id;
        FiledClaim& filed = found.row.filed.emplace();
        filed.record = fact.record;
        filed.number = number_tag(number);
        filed.station = fact.station;
        filed.filed_ms =
            std::min<std::int64_t>(narrowed(fact.header.time, fact.received).latest_ms, fact.received);
    }
    found.row.person = person;
    return found;
}

Stored<std::vector<Standing>> Adjudicator::standing_of(const PersonTag& person) {
    const auto rows = store_.enrollments_of(person);
    if (!rows) return fail(rows.error());
    std::vector<Standing> standing;
    for (const EnrollmentRow& row : *rows) {
        const auto coverage = parse_period(row.period);
        if (row.state == name_of(State::accepted) && coverage)
            standing.push_back({row.record, row.plan, *coverage});
    }
    return standing;
}

Done Adjudicator::judge_claim(const RecordId& record, const Counted& count) {
    const Fact& fact = *std::ranges::find(count.facts, record, &Fact::record);
    wire::Body body;
    const platform::Bytes plain = rest_.unbox(fact.box, fact.record);
    platform::check(body.ParseFromArray(plain.data(), static_cast<int>(plain.size())),
                    "a fact cannot be read");
    const wire::ClaimFiled& claim = body.claim_filed();
    const auto person = person_of(claim.person().number(), count.own ? "" : claim.person().former_number());
    if (!person) return fail(person.error());
    const auto found = filed_row(*person, fact, claim.claim_number(), count.own);
    if (!found) return fail(found.error());
    const ClaimRow& before = found->row;
    // What went on stays so, whatever is learned later.
    if (before.filed->state == name_of(ClaimState::received)) return {};
    const auto standing = standing_of(*person);
    if (!standing) return fail(standing.error());
    auto reviews = reviews_of(record, count.facts);
    if (!reviews) return fail(reviews.error());
    const auto pack = packs_.find(fact.header.pack_hash);
    ClaimCase the_case{.claim = &claim,
                       .time = fact.header.time,
                       .received = fact.received,
                       .quarantine = count.quarantine,
                       .number_taken = found->number_taken,
                       .standing = *standing,
                       .reviews = std::move(*reviews),
                       .simulation = clock_.simulated()};
    if (pack != packs_.end() && pack->second) the_case.pack = &*pack->second;
    const ClaimDecision decided = decide_claim(the_case);

    ClaimRow row = before;
    row.filed->state = name_of(decided.state);
    row.filed->reason = decided.reason;
    row.filed->enrollment = decided.enrollment;
    row.filed->pages = pages_of(claim);
    wire::ClaimView view;
    if (row.version > 0) {
        const platform::Bytes known = rest_.unbox(row.box, row.id);
        view.ParseFromArray(known.data(), static_cast<int>(known.size()));
    }
    add_filing(view, claim, filing_of(fact, claim, the_case.pack));
    const std::string note = the_case.reviews.empty() ? "" : the_case.reviews.back().note;
    if (decided.state == ClaimState::refused)
        refuse(view, platform::format_date(platform::shanghai_date(clock_.wall())), note);
    return put_filed(std::move(row), before, view, note).and_then([&] {
        return count.own ? Done()
                         : add_keys(*person, fact.station, claim.card_key().public_key(),
                                    claim.slip_public_key(), record);
    });
}

Done Adjudicator::put_filed(ClaimRow row, const ClaimRow& before, const wire::ClaimView& view,
                            std::string_view note) {
    const platform::Bytes plain = serialize(view);
    row.content = platform::keyed_hash(keys_.data, "mutual-aid/v1/claim_content", {plain});
    if (row.version > 0 && row.content == before.content && row.filed == before.filed) return {};
    ++row.version;
    row.box = rest_.box(plain, row.id);
    return store_.put_claim(row).and_then([&] { return publisher_.claim(row); }).and_then([&] {
        return publisher_.claim_to_desk(row, note);
    });
}

Done Adjudicator::judge_claims_of(const PersonTag& person) {
    const auto claims = store_.claims_of(person);
    if (!claims) return fail(claims.error());
    for (const ClaimRow& row : *claims) {
        if (!row.filed || row.filed->state != name_of(ClaimState::in_review)) continue;
        const Done done = judge(row.filed->record);
        if (!done) return done;
    }
    return {};
}

}  // namespace syncing::center
