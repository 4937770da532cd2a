#include "sync/center/working_set.h"

#include <algorithm>

#include "platform/base/parallel.h"

namespace syncing::center {

namespace {

using platform::fail;

/// Those of `keys` that `known` does not have, each once.
template <class Key, class Map>
std::vector<Key> missing(const std::vector<Key>& keys, const Map& known) {
    std::vector<Key> out;
    for (const Key& key : keys) {
        if (!known.contains(key)) out.push_back(key);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

/// Nothing known yet of each of `keys`: what the store does not name, is not there.
template <class Key, class Map>
void know_nothing(const std::vector<Key>& keys, Map& map) {
    for (const Key& key : keys) map[key] = {};
}

bool arrived_before(const Fact& one, const Fact& two) {
    return one.arrival < two.arrival;
}

}  // namespace

class WorkingSet::SetUnit final : public Unit {
  public:
    SetUnit(WorkingSet& set, std::unique_ptr<Unit> unit) : set_(set), unit_(std::move(unit)) {}
    ~SetUnit() override {
        set_.known_ = {};
        set_.waiting_ = {};
        set_.at_end_ = {};
    }
    Done commit() override {
        return set_.commit().and_then([&] { return unit_->commit(); });
    }

  private:
    WorkingSet& set_;
    const std::unique_ptr<Unit> unit_;
};

Stored<std::unique_ptr<Unit>> WorkingSet::begin() {
    auto unit = store_.begin();
    if (!unit) return fail(unit.error());
    return std::make_unique<SetUnit>(*this, std::move(*unit));
}

// ---------------------------------------------------------------- fetching

Done WorkingSet::foresee_records(const std::vector<RecordId>& records,
                                 const std::vector<RecordId>& enrollments) {
    return load_recorded(records)
        .and_then([&] { return load_facts(enrollments); })
        .and_then([&] { return load_rows(enrollments); })
        .and_then([&] { return load_findings(enrollments); });
}

Done WorkingSet::foresee_people(const std::vector<PersonTag>& tags) {
    const Done known = load_aliases(tags);
    if (!known) return known;
    std::vector<PersonTag> people;
    people.reserve(tags.size());
    for (const PersonTag& tag : tags) people.push_back(known_.meant.at(tag));
    return load_people(people);
}

Done WorkingSet::load_rows(const std::vector<RecordId>& records) {
    const auto wanted = missing(records, known_.rows);
    if (wanted.empty()) return {};
    auto found = settle().and_then([&] { return store_.enrollments(wanted); });
    if (!found) return fail(found.error());
    know_nothing(wanted, known_.rows);
    for (EnrollmentRow& row : *found) known_.rows[row.record] = std::move(row);
    return {};
}

Done WorkingSet::load_facts(const std::vector<RecordId>& enrollments) {
    const auto wanted = missing(enrollments, known_.facts);
    if (wanted.empty()) return {};
    auto found = settle().and_then([&] { return store_.facts_of(wanted); });
    if (!found) return fail(found.error());
    know_nothing(wanted, known_.facts);
    for (Fact& fact : *found) known_.facts[fact.target].push_back(std::move(fact));
    return {};
}

Done WorkingSet::load_findings(const std::vector<RecordId>& records) {
    const auto wanted = missing(records, known_.findings);
    if (wanted.empty()) return {};
    auto found = store_.reviews_of(wanted);
    if (!found) return fail(found.error());
    know_nothing(wanted, known_.findings);
    for (FindingRow& row : *found) known_.findings[row.record].push_back(std::move(row.box));
    return {};
}

Done WorkingSet::load_recorded(const std::vector<RecordId>& records) {
    const auto wanted = missing(records, known_.recorded);
    if (wanted.empty()) return {};
    const auto found = settle().and_then([&] { return store_.facts_among(wanted); });
    if (!found) return fail(found.error());
    know_nothing(wanted, known_.recorded);
    for (const RecordId& record : *found) known_.recorded[record] = true;
    return {};
}

Done WorkingSet::load_aliases(const std::vector<PersonTag>& tags) {
    const auto wanted = missing(tags, known_.meant);
    if (wanted.empty()) return {};
    const auto found = settle().and_then([&] { return store_.aliases(wanted); });
    if (!found) return fail(found.error());
    for (const PersonTag& tag : wanted) known_.meant[tag] = tag;
    for (const AliasRow& row : *found) known_.meant[row.alias] = row.person;
    return {};
}

Done WorkingSet::load_people(const std::vector<PersonTag>& people) {
    const auto wanted = missing(people, known_.people);
    if (wanted.empty()) return {};
    auto rows = settle().and_then([&] { return store_.enrollments_of(wanted); });
    if (!rows) return fail(rows.error());
    const auto keys = store_.person_keys(wanted);
    if (!keys) return fail(keys.error());
    const auto periods = store_.periods_of(wanted);
    if (!periods) return fail(periods.error());
    auto claims = store_.claims_of(wanted);
    if (!claims) return fail(claims.error());
    know_nothing(wanted, known_.people);
    for (EnrollmentRow& row : *rows) {
        known_.people[*row.person].enrollments.insert(row.record);
        known_.rows[row.record] = std::move(row);
    }
    for (const PersonKey& key : *keys) known_.people[key.person].keys.push_back(key);
    for (const PeriodRow& row : *periods)
        known_.people[row.person].periods[{row.plan, row.period}] = row.enrollment;
    for (ClaimRow& row : *claims) {
        known_.people[row.person].claims.insert(row.id);
        known_.claims[row.id] = std::move(row);
    }
    return {};
}

Done WorkingSet::load_claims(const std::vector<Tag>& ids) {
    const auto wanted = missing(ids, known_.claims);
    if (wanted.empty()) return {};
    auto found = settle().and_then([&] { return store_.claims(wanted); });
    if (!found) return fail(found.error());
    know_nothing(wanted, known_.claims);
    for (ClaimRow& row : *found) known_.claims[row.id] = std::move(row);
    return {};
}

Stored<WorkingSet::OfPerson*> WorkingSet::person(const PersonTag& tag) {
    return load_people({tag}).map([&] { return &known_.people.at(tag); });
}

// ---------------------------------------------------------------- one by one

Stored<bool> WorkingSet::add_fact(Fact fact) {
    const Done known = load_recorded({fact.record});
    if (!known) return fail(known.error());
    bool& recorded = known_.recorded.at(fact.record);
    if (recorded) return false;
    recorded = true;
    if (const auto found = known_.facts.find(fact.target); found != known_.facts.end()) {
        auto& facts = found->second;
        facts.insert(std::upper_bound(facts.begin(), facts.end(), fact, arrived_before), fact);
    }
    waiting_.facts.push_back(std::move(fact));
    return true;
}

Stored<std::vector<Fact>> WorkingSet::facts_of(const RecordId& enrollment) {
    return load_facts({enrollment}).map([&] { return known_.facts.at(enrollment); });
}

Stored<std::optional<EnrollmentRow>> WorkingSet::enrollment(const RecordId& record) {
    return load_rows({record}).map([&] { return known_.rows.at(record); });
}

Done WorkingSet::put_enrollment(const EnrollmentRow& row) {
    const Done known = load_rows({row.record});
    if (!known) return known;
    auto& held = known_.rows.at(row.record);
    if (held && held->person && held->person != row.person) {
        if (const auto before = known_.people.find(*held->person); before != known_.people.end())
            before->second.enrollments.erase(row.record);
    }
    held = row;
    waiting_.rows.insert(row.record);
    if (!row.person) return {};
    if (const auto now = known_.people.find(*row.person); now != known_.people.end())
        now->second.enrollments.insert(row.record);
    return {};
}

Stored<std::vector<EnrollmentRow>> WorkingSet::enrollments_of(const PersonTag& tag) {
    const auto known = person(tag);
    if (!known) return fail(known.error());
    std::vector<EnrollmentRow> rows;
    for (const RecordId& record : (*known)->enrollments) rows.push_back(*known_.rows.at(record));
    std::ranges::stable_sort(rows, {}, &EnrollmentRow::decided_ms);
    return rows;
}

Stored<std::optional<RecordId>> WorkingSet::holder_of_period(const PersonTag& tag, std::string_view plan,
                                                             std::string_view period) {
    const auto known = person(tag);
    if (!known) return fail(known.error());
    const auto found = (*known)->periods.find({std::string(plan), std::string(period)});
    return found == (*known)->periods.end() ? std::nullopt : std::optional(found->second);
}

Done WorkingSet::hold_period(const PeriodRow& row) {
    const auto known = person(row.person);
    if (!known) return fail(known.error());
    if (!(*known)->periods.try_emplace({row.plan, row.period}, row.enrollment).second)
        return fail(StoreError::conflict);
    waiting_.held.push_back(row);
    return {};
}

void WorkingSet::release_period(const RecordId& enrollment) {
    for (auto& [tag, known] : known_.people)
        std::erase_if(known.periods, [&](const auto& held) { return held.second == enrollment; });
    std::erase_if(waiting_.held, [&](const PeriodRow& row) { return row.enrollment == enrollment; });
    waiting_.released.insert(enrollment);
}

Stored<bool> WorkingSet::add_person_key(const PersonKey& key) {
    const auto known = person(key.person);
    if (!known) return fail(known.error());
    const bool there = std::ranges::any_of((*known)->keys, [&](const PersonKey& other) {
        return other.key == key.key && other.station == key.station;
    });
    if (there) return false;
    (*known)->keys.push_back(key);
    waiting_.keys.push_back(key);
    return true;
}

Stored<std::vector<PersonKey>> WorkingSet::person_keys(const PersonTag& tag) {
    return person(tag).map([](const OfPerson* known) { return known->keys; });
}

Done WorkingSet::add_alias(const PersonTag& alias, const PersonTag& person) {
    const Done known = load_aliases({alias});
    if (!known) return known;
    PersonTag& meant = known_.meant.at(alias);
    if (meant == person) return {};
    meant = person;
    waiting_.aliases[alias] = person;
    return {};
}

Stored<PersonTag> WorkingSet::resolve(const PersonTag& tag) {
    return load_aliases({tag}).map([&] { return known_.meant.at(tag); });
}

Stored<std::optional<ClaimRow>> WorkingSet::claim(const Tag& id) {
    return load_claims({id}).map([&] { return known_.claims.at(id); });
}

Done WorkingSet::put_claim(const ClaimRow& row) {
    const auto known = person(row.person);
    if (!known) return fail(known.error());
    // Two numbers turned out to be one person's: the claim went over to the one that lasts.
    for (auto& [tag, other] : known_.people) {
        if (tag != row.person) other.claims.erase(row.id);
    }
    (*known)->claims.insert(row.id);
    known_.claims[row.id] = row;
    waiting_.claims.insert(row.id);
    return {};
}

Stored<std::vector<ClaimRow>> WorkingSet::claims_of(const PersonTag& tag) {
    const auto known = person(tag);
    if (!known) return fail(known.error());
    std::vector<ClaimRow> rows;
    for (const Tag& id : (*known)->claims) rows.push_back(*known_.claims.at(id));
    return rows;
}

Stored<std::vector<ClaimRow>> WorkingSet::claims_numbered(const platform::Hash& number) {
    const Done settled = settle();
    if (!settled) return fail(settled.error());
    return store_.claims_numbered(number);
}

Done WorkingSet::add_review(const FindingRow& row) {
    if (const auto known = known_.findings.find(row.record); known != known_.findings.end())
        known->second.push_back(row.box);
    return store_.add_review(row);
}

Stored<std::vector<platform::Bytes>> WorkingSet::reviews_of(const RecordId& record) {
    return load_findings({record}).map([&] { return known_.findings.at(record); });
}

Stored<std::optional<Desk>> WorkingSet::desk(const std::string& station) {
    if (const auto known = known_.desks.find(station); known != known_.desks.end()) return known->second;
    const auto found = store_.desk(station);
    if (found) known_.desks[station] = *found;
    return found;
}

void WorkingSet::publish(const platform::Hash& slot, MakePiece make) {
    at_end_.pieces.emplace_back(slot, std::move(make));
}

// ---------------------------------------------------------------- writing

Done WorkingSet::settle() {
    std::vector<EnrollmentRow> rows;
    for (const RecordId& record : waiting_.rows) rows.push_back(*known_.rows.at(record));
    std::vector<AliasRow> aliases;
    for (const auto& [alias, person] : waiting_.aliases) aliases.push_back({alias, person});
    std::vector<ClaimRow> claims;
    for (const Tag& id : waiting_.claims) claims.push_back(*known_.claims.at(id));
    const std::vector<RecordId> released(waiting_.released.begin(), waiting_.released.end());
    // Released before held: what one gives up, another may take in the same unit.
    const Done done = store_.add_facts(waiting_.facts)
                          .and_then([&] { return store_.put_enrollments(rows); })
                          .and_then([&] { return store_.release_periods(released); })
                          .and_then([&] { return store_.hold_periods(waiting_.held); })
                          .and_then([&] { return store_.add_person_keys(waiting_.keys); })
                          .and_then([&] { return store_.put_aliases(aliases); })
                          .and_then([&] { return store_.put_claims(claims); });
    if (!done) return done;
    waiting_ = {};
    return {};
}

Done WorkingSet::send() {
    std::map<platform::Hash, std::size_t> last;
    for (std::size_t i = 0; i < at_end_.pieces.size(); ++i) last[at_end_.pieces[i].first] = i;
    std::vector<const MakePiece*> wanted;
    for (std::size_t i = 0; i < at_end_.pieces.size(); ++i) {
        if (last.at(at_end_.pieces[i].first) == i) wanted.push_back(&at_end_.pieces[i].second);
    }
    std::vector<std::optional<Piece>> made(wanted.size());
    platform::in_parallel(threads_, wanted.size(), [&](std::size_t i) { made[i] = (*wanted[i])(); });
    std::vector<Piece> pieces;
    for (auto& piece : made) {
        if (piece) pieces.push_back(std::move(*piece));
    }
    return store_.publish(pieces);
}

Done WorkingSet::commit() {
    return settle()
        .and_then([&] { return send(); })
        .and_then([&] { return store_.mark_opened(at_end_.unreadable, false); })
        .and_then([&] { return store_.mark_opened(at_end_.readable, true); });
}

}  // namespace syncing::center
