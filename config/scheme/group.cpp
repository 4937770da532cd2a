// Do enough of an employer's staff join?
#include "config/scheme/explain.h"
#include "config/scheme/money.h"
#include "config/scheme/rules.h"

namespace config {

platform::Result<GroupAnswer, RequestError> group(const Pack& pack, const GroupRequest& request,
                                                  Explain explain) {
    if (request.headcount < 1) return platform::fail(RequestError::headcount_too_small);
    if (request.joining < 0 || request.joining > request.headcount) {
        return platform::fail(RequestError::joining_out_of_range);
    }
    GroupAnswer out;
    if (pack.via == Via::individual) {
        out.refusals.push_back(Refusal::individual_only);
        if (explain == Explain::yes) out.steps.push_back(reason(Refusal::individual_only));
        return out;
    }
    const GroupRule& rule = pack.group;
    const bool everyone = request.headcount <= rule.everyone_up_to;
    // Rounded up: a share of a person is a person.
    out.required = everyone ? request.headcount
                            : saturated((WideFen(request.headcount) * rule.share_percent + 99) / 100);
    out.ok = request.joining >= *out.required;
    if (!out.ok) out.refusals.push_back(Refusal::below_participation);
    if (explain == Explain::yes) out.steps.push_back(group_step(rule, request, *out.required));
    return out;
}

}  // namespace config
