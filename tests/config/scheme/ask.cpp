#include "tests/config/scheme/ask.h"

#include <fmt/format.h>

namespace config::test {

std::string id_number(int year, unsigned month, unsigned day, bool woman) {
    constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    std::string number = fmt::format("350299{:04}{:02}{:02}{}", year, month, day, woman ? "002" : "001");
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += (number[i] - '0') * kWeights[i];
    return number + "10X98765432"[sum % 11];
}

QuoteRequest good_request(const Pack& pack, Date on, const std::vector<std::string>& plans) {
    QuoteRequest request;
    request.on = on;
    request.applicant.id_number = kWomanBornIn1988;
    request.applicant.employment = pack.find_plan(plans.front())->employment.front();
    request.applicant.documents = {Document::labour_contract};
    request.applicant.union_member = true;
    request.applicant.basic_insurance = true;
    request.applicant.via = pack.via;
    for (const std::string& plan : plans) request.plans.push_back({plan, 1, std::nullopt});
    return request;
}

std::vector<std::string> names(const std::vector<Refusal>& refusals) {
    std::vector<std::string> out;
    for (const Refusal refusal : refusals) out.emplace_back(name_of(refusal));
    return out;
}

}  // namespace config::test
