// May this person enroll on this day, and what does it cost?
#include <algorithm>

#include "config/scheme/explain.h"
#include "config/scheme/money.h"
#include "config/scheme/rules.h"
#include "platform/clock/clock.h"
#include "platform/id_number/number.h"

namespace config {

namespace {

using std::chrono::years;

template <class Items, class Item>
bool holds(const Items& items, const Item& item) {
    return std::find(items.begin(), items.end(), item) != items.end();
}

struct Chosen {
    const Plan* plan = nullptr;
    const Term* term = nullptr;
    std::int64_t units = 1;
    Period coverage;
};

/// One question on its way through the checks.
class Quote {
  public:
    Quote(const Pack& pack, const QuoteRequest& request) : pack_(pack), request_(request) {}

    QuoteAnswer answer(Explain explain) {
        if (!choose()) {
            refuse(Refusal::unknown_plan);
        } else {
            check();
        }
        out_.ok = out_.refusals.empty();
        if (out_.ok) price();
        if (explain == Explain::yes) tell();
        return std::move(out_);
    }

  private:
    void refuse(Refusal refusal) { out_.refusals.push_back(refusal); }
    void refuse_if(bool applies, Refusal refusal) {
        if (applies) refuse(refusal);
    }

    bool choose() {
        for (const PlanChoice& choice : request_.plans) {
            const Plan* plan = pack_.find_plan(choice.plan);
            const Term* term = plan == nullptr ? nullptr : find_term(*plan, choice.years);
            if (term == nullptr) return false;
            chosen_.push_back({plan, term, choice.units, coverage_from(*plan, request_.on, term->years)});
        }
        return !chosen_.empty();
    }

    template <class Test>
    bool any(Test test) const {
        return std::any_of(chosen_.begin(), chosen_.end(), test);
    }

    /// In the contract's order of refusals.
    void check() {
        const Applicant& person = request_.applicant;
        const auto identity = person.identity ? person.identity : identity_of(person.id_number, request_.on);
        refuse_if(any([&](const Chosen& row) { return !window_on(*row.plan, request_.on).open; }),
                  Refusal::window_closed);
        refuse_if(pack_.via == Via::group && person.via != Via::group, Refusal::group_only);
        refuse_if(pack_.via == Via::individual && person.via != Via::individual, Refusal::individual_only);
        refuse_if(pack_.needs_union_member && !person.union_member, Refusal::not_union_member);
        refuse_if(lacks_document(), Refusal::missing_document);
        refuse_if(any([&](const Chosen& row) {
                      return !person.employment || !holds(row.plan->employment, *person.employment);
                  }),
                  Refusal::wrong_employment);
        refuse_if(pack_.needs_basic_insurance && !person.basic_insurance, Refusal::no_basic_insurance);
        refuse_if(identity && any([&](const Chosen& row) {
                      return row.plan->only_sex && *row.plan->only_sex != identity->sex;
                  }),
                  Refusal::wrong_sex);
        refuse_if(identity && too_young(identity->birth), Refusal::too_young);
        refuse_if(!identity, Refusal::bad_id_number);
        refuse_if(any([&](const Chosen& row) { return row.units < 1; }) || over_limit(),
                  Refusal::too_many_units);
        refuse_if(any([&](const Chosen& row) { return has_conflict(*row.plan); }), Refusal::plan_conflict);
        refuse_if(any([&](const Chosen& row) { return is_held(row); }), Refusal::already_enrolled);
        refuse_if(request_.payment && pack_.payments && !holds(*pack_.payments, *request_.payment),
                  Refusal::payment_not_accepted);
    }

    bool lacks_document() const {
        if (pack_.documents.empty()) return false;
        return std::none_of(pack_.documents.begin(), pack_.documents.end(),
                            [&](Document document) { return holds(request_.applicant.documents, document); });
    }

    /// A birthday of 29 February falls on 1 March where the year has none.
    bool too_young(Date birth) const {
        const Date birthday = birth + years(pack_.minimum_age);
        return request_.on < (birthday.ok() ? birthday : Date(birthday.year() / 3 / 1));
    }

    bool is_chosen(std::string_view plan) const {
        return any([&](const Chosen& row) { return row.plan->id == plan; });
    }

    bool has_conflict(const Plan& plan) const {
        return std::any_of(plan.conflicts.begin(), plan.conflicts.end(),
                           [&](const std::string& other) { return is_chosen(other); });
    }

    /// Units of a plan in this question, those that come as parts of others included. Parts of a plan that
    /// conflicts with this one are left out: plan_conflict says it.
    std::int64_t units_of(const Plan& plan) const {
        std::int64_t units = 0;
        for (const Chosen& row : chosen_) {
            if (row.plan == &plan) units = add(units, std::max<std::int64_t>(row.units, 0));
            if (holds(row.plan->conflicts, plan.id)) continue;
            for (const Part& part : row.plan->parts) {
                if (part.plan == plan.id)
                    units = add(units, times(part.units, std::max<std::int64_t>(row.units, 0)));
            }
        }
        return units;
    }

    bool over_limit() const {
        return std::any_of(pack_.plans.begin(), pack_.plans.end(),
                           [&](const Plan& plan) { return units_of(plan) > plan.max_units; });
    }

    bool is_held(const Chosen& row) const {
        const auto& held = request_.applicant.enrolled;
        return std::any_of(held.begin(), held.end(), [&](const HeldPlan& other) {
            return other.plan == row.plan->id && other.coverage.overlaps(row.coverage);
        });
    }

    bool has_gift() const {
        if (!pack_.gift || !request_.applicant.service_card_verified || !is_chosen(pack_.gift->with_plan))
            return false;
        const Plan& plan = *pack_.find_plan(pack_.gift->plan);
        return add(units_of(plan), pack_.gift->units) <= plan.max_units;
    }

    void price() {
        std::int64_t fee = 0;
        bool published = true;
        bool makeup = false;
        for (const Chosen& row : chosen_) {
            out_.coverage.push_back({row.plan->id, row.coverage});
            makeup = makeup || window_on(*row.plan, request_.on).makeup;
            published = published && row.term->fee_fen.has_value();
            fee = add(fee, times(row.term->fee_fen.value_or(0), row.units));
        }
        const bool joins = pack_.membership_fee_fen && !request_.applicant.union_member;
        if (joins) fee = add(fee, *pack_.membership_fee_fen);
        if (published) out_.fee_fen = fee;
        if (makeup) out_.notes.push_back(Note::makeup);
        if (has_gift()) out_.notes.push_back(Note::gift_critical);
        if (!published) out_.notes.push_back(Note::fee_unpublished);
        if (joins) out_.notes.push_back(Note::membership_fee_included);
    }

    void tell() {
        for (const Refusal refusal : out_.refusals) out_.steps.push_back(reason(refusal));
        if (!out_.ok) return;
        for (const Chosen& row : chosen_) {
            out_.steps.push_back(fee_step(*row.plan, *row.term, row.units));
            out_.steps.push_back(coverage_step(*row.plan, row.coverage));
        }
        for (const Note note : out_.notes) out_.steps.push_back(note_step(pack_, note));
        if (out_.fee_fen && out_.steps.size() > 2) out_.steps.push_back(total_step(*out_.fee_fen));
    }

    const Pack& pack_;
    const QuoteRequest& request_;
    std::vector<Chosen> chosen_;
    QuoteAnswer out_;
};

}  // namespace

const Term* find_term(const Plan& plan, std::optional<int> term_years) {
    if (!term_years) return &plan.terms.front();
    const auto found = std::find_if(plan.terms.begin(), plan.terms.end(),
                                    [&](const Term& term) { return term.years == *term_years; });
    return found == plan.terms.end() ? nullptr : &*found;
}

std::optional<Identity> identity_of(std::string_view id_number, Date on) {
    if (id_number.size() != 18) return std::nullopt;
    const char check = id_number.back() == 'x' ? 'X' : id_number.back();
    if (check == 0 || platform::check_character_11_2(id_number.substr(0, 17)) != check) return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t count) {
        int value = 0;
        for (std::size_t i = at; i < at + count; ++i) value = value * 10 + (id_number[i] - '0');
        return value;
    };
    const Date birth(std::chrono::year(number(6, 4)),
                     std::chrono::month(static_cast<unsigned>(number(10, 2))),
                     std::chrono::day(static_cast<unsigned>(number(12, 2))));
    if (!birth.ok() || birth > on) return std::nullopt;
    return Identity{birth, (id_number[16] - '0') % 2 == 1 ? Sex::male : Sex::female};
}

QuoteAnswer quote(const Pack& pack, const QuoteRequest& request, Explain explain) {
    return Quote(pack, request).answer(explain);
}

}  // namespace config
