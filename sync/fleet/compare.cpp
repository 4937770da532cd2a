#include "sync/fleet/compare.h"

#include "platform/base/check.h"
#include "sync/center/at_rest.h"
#include "sync/seal/seal.h"
#include "sync/wire/packet.pb.h"

namespace syncing::fleet {

namespace {

using center::EnrollmentRow;
using center::Fact;

class Comparison {
  public:
    Comparison(const Account& account, CenterNode& node, FleetReport& report)
        : account_(account), node_(node), report_(report), rest_(node.judge_keys().data) {}

    void run() {
        for (const auto& [record, captured] : account_.records)
            about_[captured.enrollment].emplace_back(record, &captured);
        for (const auto& [record, captured] : account_.records) {
            if (captured.record_class == RecordClass::enrollment) look_at(record, captured);
            if (captured.record_class == RecordClass::claim_filed) look_at_claim(record, captured);
        }
        std::uint64_t standing = 0;
        const auto status = node_.admin().status();
        platform::check(status.has_value(), "the center's status");
        for (const auto& [state, count] : status->enrollments) standing += static_cast<std::uint64_t>(count);
        // Rows of enrollments and claims that nobody made.
        report_.doubled += standing - found_;
        report_.doubled += static_cast<std::uint64_t>(status->claims) - report_.claims;
        for (const auto& [id, paper] : account_.papers) look_at(paper);
        report_.papers = account_.papers.size();
        report_.captured = account_.records.size();
        report_.lost = report_.captured - report_.held - report_.died;
        digest_ledgers();
        report_.digest = platform::hash(digested_);
    }

  private:
    void look_at(const RecordId& record, const Captured& captured) {
        const auto row = node_.judges().enrollment(record);
        const auto facts = node_.judges().facts_of(record);
        platform::check(row && facts, "the center's decisions cannot be read");
        std::set<RecordId> known;
        for (const Fact& fact : *facts) known.insert(fact.record);
        for (const auto& [about, one] : about_.at(record)) count(known.contains(about), *one);
        if (!*row) return;
        ++found_;
        if (!is_of(captured.number, record, *facts)) {
            --report_.held;
            ++report_.doubled;
        }
        const bool paid_twice = (*row)->reason == "paid_differs";
        if ((*row)->state == "duplicate" || paid_twice) ++report_.doubled;
        const bool wrong =
            captured.in_window ? (*row)->reason == "window_closed" : (*row)->state == "accepted";
        if (wrong) ++report_.misjudged;
        ++report_.states[(*row)->state];
        platform::append(digested_, record);
        platform::append(digested_, platform::view_of((*row)->state));
        platform::append(digested_, platform::view_of((*row)->reason));
        for (const Fact& fact : *facts) platform::append(digested_, fact.record);
    }

    /// Whether it goes on or a person looks at it, the rules say; that it is there, and once, is asked here.
    void look_at_claim(const RecordId& record, const Captured& captured) {
        const auto facts = node_.judges().facts_of(record);
        platform::check(facts.has_value(), "the center's claims cannot be read");
        const bool there = is_of(captured.number, record, *facts);
        count(there, captured);
        if (!there) return;
        ++report_.claims;
        platform::append(digested_, record);
    }

    void look_at(const Paper& paper) {
        const auto sealed = node_.admin().attachments_of(paper.record);
        platform::check(sealed.has_value(), "the center's attachments cannot be read");
        bool right = false;
        for (const platform::Bytes& one : *sealed) {
            const auto photo = open_bytes(node_.judge_keys().sealing.pair, one);
            right = right || (photo && platform::hash(*photo) == paper.photo);
        }
        if (!right && !paper.died) ++report_.papers_lost;
    }

    void count(bool held, const Captured& one) {
        if (held)
            ++report_.held;
        else if (one.died)
            ++report_.died;
    }

    /// Whether the body that the center opened is the one that was written.
    bool is_of(const std::string& number, const RecordId& record, const std::vector<Fact>& facts) const {
        for (const Fact& fact : facts) {
            if (fact.record != record) continue;
            mutual_aid::v1::Body body;
            const auto plain = rest_.unbox(fact.box, fact.record);
            const bool read = body.ParseFromArray(plain.data(), static_cast<int>(plain.size()));
            const auto& person =
                body.has_claim_filed() ? body.claim_filed().person() : body.enrollment().person();
            return read && person.number() == number;
        }
        return false;
    }

    void digest_ledgers() {
        const auto ledgers = node_.admin().ledgers();
        platform::check(ledgers.has_value(), "the center's ledgers");
        std::map<LedgerId, platform::Hash> sorted;
        for (const center::Ledger& ledger : *ledgers) sorted.emplace(ledger.id, ledger.held_hash);
        for (const auto& [id, head] : sorted) {
            platform::append(digested_, id);
            platform::append(digested_, head);
        }
    }

    const Account& account_;
    CenterNode& node_;
    FleetReport& report_;
    const center::AtRest rest_;
    std::map<RecordId, std::vector<std::pair<RecordId, const Captured*>>> about_;  // enrollments
    std::uint64_t found_ = 0;
    platform::Bytes digested_;
};

}  // namespace

void compare(const Account& account, CenterNode& center, FleetReport& report) {
    Comparison(account, center, report).run();
}

}  // namespace syncing::fleet
