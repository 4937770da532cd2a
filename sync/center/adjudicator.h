// Opens what terminals sent, judges it and publishes the decisions. Runs in a process of its own, the only
// one with the sealing secret; talks to the rest through the store alone. Running it again changes nothing.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/scheme/pack.h"
#include "platform/clock/clock.h"
#include "sync/center/claims.h"
#include "sync/center/folder.h"
#include "sync/center/judge_claim.h"
#include "sync/center/publisher.h"
#include "sync/center/store.h"
#include "sync/center/working_set.h"

namespace mutual_aid::v1 {
class Body;
class ClaimView;
class Enrollment;
class Review;
}  // namespace mutual_aid::v1

namespace syncing::center {

/// How many imported lines or reviews are taken up in one transaction.
constexpr std::size_t kLinesPerUnit = 50;

class Adjudicator {
  public:
    /// `pause` is called between two units of work, outside both. Opening and sealing are spread over
    /// `threads`; what is judged, and in which order, does not depend on them.
    Adjudicator(
        JudgeStore& store, const JudgeKeys& keys, const platform::Clock& clock,
        std::function<void()> pause = [] {}, unsigned threads = 1);

    /// Works until nothing waits. Work is committed in small units, so that terminals are not kept waiting;
    /// an error leaves the unit at hand for the next run.
    Done run();

  private:
    struct Known;
    struct Counted;
    struct Opened;
    struct Tags;
    struct Filed;

    // These two: true when there may be more.
    Stored<bool> open_some();
    Stored<bool> take_claims();
    Stored<bool> take_reviews();
    Stored<bool> load_packs();  // true when there are new ones
    Done judge_again(std::string_view reason);

    /// One for each entry, in the same order.
    std::vector<Opened> open_all(const std::vector<PendingEntry>& entries) const;
    /// Fetches what judging these will ask for.
    Done foresee(const std::vector<PendingEntry>& entries, const std::vector<Opened>& opened);
    Done open_one(const PendingEntry& entry, Opened& opened);
    Done take_body(const PendingEntry& entry, const mutual_aid::v1::Body& body, const RecordId& target);
    Done take_unreadable(const PendingEntry& entry);
    Done take_claim(const ClaimLine& line);
    /// The row that a line adds to; nothing when its number is another person's filed claim.
    Stored<std::optional<ClaimRow>> row_for(const ClaimLine& line, const PersonTag& person);
    Tag claim_id(const PersonTag& person, std::string_view number) const;
    platform::Hash number_tag(std::string_view number) const;

    Done judge_claim(const RecordId& record, const Counted& count);
    /// The claim of that record, as it is or as it would begin.
    Stored<Filed> filed_row(const PersonTag& person, const Fact& fact, std::string_view number, bool apart);
    Stored<std::vector<Standing>> standing_of(const PersonTag& person);
    Done put_filed(ClaimRow row, const ClaimRow& before, const mutual_aid::v1::ClaimView& view,
                   std::string_view note);
    /// Those in review: an enrollment has been accepted meanwhile.
    Done judge_claims_of(const PersonTag& person);
    Done take_review(const mutual_aid::v1::Review& review);

    PersonTag tag_of(std::string_view number) const;
    Tags tags_of(std::string_view number, std::string_view former) const;
    Stored<PersonTag> person_of(std::string_view number, std::string_view former);
    Done add_keys(const PersonTag& person, const std::string& station, const std::string& card,
                  const std::string& slip, const RecordId& slip_of);
    Stored<std::string> masked_name_of(const PersonTag& person);

    Stored<Counted> counted(const RecordId& enrollment, std::vector<Fact> facts);
    Stored<std::optional<Known>> gather(const std::vector<Fact>& facts);
    Done judge(const RecordId& enrollment);
    /// One whose body cannot be opened: an operator can only refuse it.
    Done judge_unreadable(const RecordId& enrollment);
    /// What still counts: a correction that the operator did not see asks anew.
    Stored<std::vector<ReviewFact>> reviews_of(const RecordId& enrollment, const std::vector<Fact>& facts);
    Stored<bool> other_name(const RecordId& holder, const mutual_aid::v1::Enrollment& enrollment);
    Stored<Decision> against_others(const EnrollmentRow& row, const Known& known, Decision decision,
                                    std::optional<RecordId>& other);
    Done settle(EnrollmentRow row, const Known& known);
    Done judge_waiting_duplicates(const EnrollmentRow& released);

    JudgeStore& judges_;
    WorkingSet store_;
    const JudgeKeys& keys_;
    const platform::Clock& clock_;
    const std::function<void()> pause_;
    const unsigned threads_;
    const AtRest rest_;
    Publisher publisher_;
    std::map<platform::Hash, std::optional<config::Pack>> packs_;  // none: does not load
};

}  // namespace syncing::center
