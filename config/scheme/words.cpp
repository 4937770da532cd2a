// The contract's words for the closed sets of packs and answers.
#include <algorithm>
#include <array>
#include <utility>

#include "config/scheme/pack.h"
#include "config/scheme/rules.h"
#include "config/scheme/words.h"
#include "platform/base/check.h"

namespace config {

namespace {

template <class T>
using Word = std::pair<T, std::string_view>;

constexpr std::array kEmployments{Word<Employment>{Employment::flexible, "flexible"},
                                  Word<Employment>{Employment::small_micro, "small_micro"},
                                  Word<Employment>{Employment::employee, "employee"},
                                  Word<Employment>{Employment::retired, "retired"}};
constexpr std::array kDocuments{Word<Document>{Document::labour_contract, "labour_contract"},
                                Word<Document>{Document::social_security_proof, "social_security_proof"}};
constexpr std::array kPayments{Word<Payment>{Payment::cash, "cash"},
                               Word<Payment>{Payment::transfer, "transfer"},
                               Word<Payment>{Payment::bank_deposit, "bank_deposit"},
                               Word<Payment>{Payment::cheque, "cheque"}, Word<Payment>{Payment::qr, "qr"}};
constexpr std::array kVias{Word<Via>{Via::individual, "individual"}, Word<Via>{Via::group, "group"}};
constexpr std::array kSexes{Word<Sex>{Sex::male, "male"}, Word<Sex>{Sex::female, "female"}};
constexpr std::array kConditions{Word<Condition>{Condition::first_diagnosis, "first_diagnosis"},
                                 Word<Condition>{Condition::hospitalized, "hospitalized"},
                                 Word<Condition>{Condition::first_admission, "first_admission"},
                                 Word<Condition>{Condition::continuous, "continuous"}};
constexpr std::array kRoutes{Word<Route>{Route::district, "district"}, Word<Route>{Route::city, "city"},
                             Word<Route>{Route::society, "society"},
                             Word<Route>{Route::unpublished, "unpublished"}};
constexpr std::array kMeasures{Word<Measure>{Measure::amount, "amount"},
                               Word<Measure>{Measure::pooled_share, "pooled_share"},
                               Word<Measure>{Measure::large_share, "large_share"}};
constexpr std::array kNotes{Word<Note>{Note::makeup, "makeup"},
                            Word<Note>{Note::gift_critical, "gift_critical"},
                            Word<Note>{Note::fee_unpublished, "fee_unpublished"},
                            Word<Note>{Note::membership_fee_included, "membership_fee_included"}};
constexpr std::array kRefusals{Word<Refusal>{Refusal::unknown_plan, "unknown_plan"},
                               Word<Refusal>{Refusal::window_closed, "window_closed"},
                               Word<Refusal>{Refusal::group_only, "group_only"},
                               Word<Refusal>{Refusal::individual_only, "individual_only"},
                               Word<Refusal>{Refusal::not_union_member, "not_union_member"},
                               Word<Refusal>{Refusal::missing_document, "missing_document"},
                               Word<Refusal>{Refusal::wrong_employment, "wrong_employment"},
                               Word<Refusal>{Refusal::no_basic_insurance, "no_basic_insurance"},
                               Word<Refusal>{Refusal::wrong_sex, "wrong_sex"},
                               Word<Refusal>{Refusal::too_young, "too_young"},
                               Word<Refusal>{Refusal::bad_id_number, "bad_id_number"},
                               Word<Refusal>{Refusal::too_many_units, "too_many_units"},
                               Word<Refusal>{Refusal::plan_conflict, "plan_conflict"},
                               Word<Refusal>{Refusal::already_enrolled, "already_enrolled"},
                               Word<Refusal>{Refusal::payment_not_accepted, "payment_not_accepted"},
                               Word<Refusal>{Refusal::benefit_unpublished, "benefit_unpublished"},
                               Word<Refusal>{Refusal::outside_coverage, "outside_coverage"},
                               Word<Refusal>{Refusal::not_covered, "not_covered"},
                               Word<Refusal>{Refusal::waiting_period, "waiting_period"},
                               Word<Refusal>{Refusal::not_first_diagnosis, "not_first_diagnosis"},
                               Word<Refusal>{Refusal::below_threshold, "below_threshold"},
                               Word<Refusal>{Refusal::cap_reached, "cap_reached"},
                               Word<Refusal>{Refusal::below_participation, "below_participation"}};

template <class T, std::size_t N>
std::string_view word_of(const std::array<Word<T>, N>& words, T value) {
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.first == value; });
    platform::check(found != words.end(), "every value has a word");
    return found->second;
}

template <class T, std::size_t N>
std::optional<T> value_of(const std::array<Word<T>, N>& words, std::string_view name) {
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.second == name; });
    if (found == words.end()) return std::nullopt;
    return found->first;
}

}  // namespace

std::string_view name_of(Employment value) {
    return word_of(kEmployments, value);
}
std::string_view name_of(Document value) {
    return word_of(kDocuments, value);
}
std::string_view name_of(Payment value) {
    return word_of(kPayments, value);
}
std::string_view name_of(Via value) {
    return word_of(kVias, value);
}
std::string_view name_of(Route value) {
    return word_of(kRoutes, value);
}
std::string_view name_of(Note value) {
    return word_of(kNotes, value);
}
std::string_view name_of(Refusal value) {
    return word_of(kRefusals, value);
}

std::optional<Employment> employment_named(std::string_view name) {
    return value_of(kEmployments, name);
}
std::optional<Document> document_named(std::string_view name) {
    return value_of(kDocuments, name);
}
std::optional<Payment> payment_named(std::string_view name) {
    return value_of(kPayments, name);
}
std::optional<Via> via_named(std::string_view name) {
    return value_of(kVias, name);
}
std::optional<Sex> sex_named(std::string_view name) {
    return value_of(kSexes, name);
}
std::optional<Condition> condition_named(std::string_view name) {
    return value_of(kConditions, name);
}
std::optional<Route> route_named(std::string_view name) {
    return value_of(kRoutes, name);
}
std::optional<Measure> measure_named(std::string_view name) {
    return value_of(kMeasures, name);
}

Text words_of(Condition condition) {
    switch (condition) {
        case Condition::first_diagnosis:
            return {"首次确诊", "First diagnosis"};
        case Condition::hospitalized:
            return {"住院治疗", "Treated in hospital"};
        case Condition::first_admission:
            return {"首次住院", "First admission"};
        case Condition::continuous:
            return {"连续参保", "Continuous membership"};
    }
    platform::check(false, "every condition has words");
    return {};
}

std::string_view message_of(RequestError error) {
    switch (error) {
        case RequestError::units_out_of_range:
            return "units must be from 1 to the plan's limit";
        case RequestError::grade_out_of_range:
            return "grade must be from 1 to 10";
        case RequestError::effective_missing:
            return "effective is missing: this plan counts days from it";
        case RequestError::headcount_too_small:
            return "headcount must be 1 or more";
        case RequestError::joining_out_of_range:
            return "joining must be from 0 to headcount";
    }
    platform::check(false, "every request error has a message");
    return {};
}

}  // namespace config
