// What the adjudicator reads and writes in one unit of work, asked one by one and fetched and written in
// sets: a server is asked some dozens of times for hundreds of entries.
//
// What was foreseen is there already; what was not is fetched when it is asked for, after all that waits was
// written, so that answers are always as if every call had gone to the store by itself. Pieces are made at
// the end, on several threads, and only the last one of each slot.
//
// One object belongs to one thread.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <utility>

#include "sync/center/store.h"

namespace syncing::center {

class WorkingSet {
  public:
    /// Makes a piece from values alone, on any thread; nothing when there is none to send.
    using MakePiece = std::function<std::optional<Piece>()>;

    WorkingSet(JudgeStore& store, unsigned threads) : store_(store), threads_(threads) {}

    /// One at a time; everything below is asked inside one. Its end forgets everything, and without commit()
    /// nothing is written.
    Stored<std::unique_ptr<Unit>> begin();

    /// Whether these records are facts, and all that is known of these enrollments.
    Done foresee_records(const std::vector<RecordId>& records, const std::vector<RecordId>& enrollments);
    /// All that is known of whom these tags mean.
    Done foresee_people(const std::vector<PersonTag>& tags);
    Done foresee_claims(const std::vector<Tag>& ids) { return load_claims(ids); }

    void mark_opened(std::uint64_t arrival, bool readable) {
        (readable ? at_end_.readable : at_end_.unreadable).push_back(arrival);
    }

    /// False when that record is there already (re-appended to another ledger): nothing changes.
    Stored<bool> add_fact(Fact fact);
    /// All that speak of that enrollment, in order of arrival.
    Stored<std::vector<Fact>> facts_of(const RecordId& enrollment);

    Stored<std::optional<EnrollmentRow>> enrollment(const RecordId& record);
    Done put_enrollment(const EnrollmentRow& row);
    /// In order of their decisions.
    Stored<std::vector<EnrollmentRow>> enrollments_of(const PersonTag& person);

    /// The enrollment that stands for (person, plan, period).
    Stored<std::optional<RecordId>> holder_of_period(const PersonTag& person, std::string_view plan,
                                                     std::string_view period);
    /// `conflict` when another holds it.
    Done hold_period(const PeriodRow& row);
    void release_period(const RecordId& enrollment);

    /// False when it was known already.
    Stored<bool> add_person_key(const PersonKey& key);
    Stored<std::vector<PersonKey>> person_keys(const PersonTag& person);
    /// From now on `alias` means `person`.
    Done add_alias(const PersonTag& alias, const PersonTag& person);
    Stored<PersonTag> resolve(const PersonTag& tag);

    Stored<std::optional<ClaimRow>> claim(const Tag& id);
    Done put_claim(const ClaimRow& row);
    Stored<std::vector<ClaimRow>> claims_of(const PersonTag& person);
    /// Filed ones with that number.
    Stored<std::vector<ClaimRow>> claims_numbered(const platform::Hash& number);

    Done add_review(const FindingRow& row);
    /// Oldest first.
    Stored<std::vector<platform::Bytes>> reviews_of(const RecordId& record);

    Stored<std::optional<Desk>> desk(const std::string& station);
    void publish(const platform::Hash& slot, MakePiece make);

  private:
    class SetUnit;
    using Period = std::pair<std::string, std::string>;  // plan, period
    struct OfPerson {
        std::set<RecordId> enrollments;
        std::vector<PersonKey> keys;
        std::map<Period, RecordId> periods;
        std::set<Tag> claims;
    };

    Done load_rows(const std::vector<RecordId>& records);
    Done load_facts(const std::vector<RecordId>& enrollments);
    Done load_findings(const std::vector<RecordId>& records);
    Done load_recorded(const std::vector<RecordId>& records);
    Done load_aliases(const std::vector<PersonTag>& tags);
    Done load_people(const std::vector<PersonTag>& people);
    Done load_claims(const std::vector<Tag>& ids);
    Stored<OfPerson*> person(const PersonTag& tag);

    /// Writes all that others' answers depend on.
    Done settle();
    Done commit();
    Done send();

    /// As the store would answer now.
    struct Known {
        std::map<RecordId, std::optional<EnrollmentRow>> rows;
        std::map<RecordId, std::vector<Fact>> facts;
        std::map<RecordId, std::vector<platform::Bytes>> findings;
        std::map<RecordId, bool> recorded;
        std::map<PersonTag, PersonTag> meant;
        std::map<PersonTag, OfPerson> people;
        std::map<Tag, std::optional<ClaimRow>> claims;
        std::map<std::string, std::optional<Desk>> desks;
    };
    /// What is to be written before anything else can be asked.
    struct Waiting {
        std::vector<Fact> facts;
        std::set<RecordId> rows;
        std::vector<PeriodRow> held;
        std::set<RecordId> released;
        std::vector<PersonKey> keys;
        std::map<PersonTag, PersonTag> aliases;
        std::set<Tag> claims;
    };
    /// What is written at the end.
    struct AtEnd {
        std::vector<std::uint64_t> readable;
        std::vector<std::uint64_t> unreadable;
        std::vector<std::pair<platform::Hash, MakePiece>> pieces;
    };

    JudgeStore& store_;
    const unsigned threads_;
    Known known_;
    Waiting waiting_;
    AtEnd at_end_;
};

}  // namespace syncing::center
