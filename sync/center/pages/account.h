// The rules of operators' accounts: who may do what, how long a session lasts, how long a wrong password
// makes one wait. Pure.
#pragma once

#include <string_view>

#include "sync/center/operator_store.h"

namespace syncing::center {

/// What the pages let an operator do; the names go to the browser, which hides what may not be done.
enum class Act {
    see_fleet,
    see_reviews,
    decide,           // a review: accept or refuse
    open_enrollment,  // the one way to see a person's name and number; each time is recorded
    provision,        // register a terminal
    see_claims,
    import_claims,
    export_rows,
    see_audit,
};
constexpr Act kActs[] = {Act::see_fleet,       Act::see_reviews, Act::decide,
                         Act::open_enrollment, Act::provision,   Act::see_claims,
                         Act::import_claims,   Act::export_rows, Act::see_audit};
std::string_view name_of(Act act);

/// A station's operator sees the station and opens its enrollments but does not decide: whoever typed a card
/// in must not be the one who lets it pass. A district's does everything. The city's looks on and opens
/// nobody.
bool may(Role role, Act act);

constexpr platform::UtcMs kSessionIdle = 15LL * 60 * 1000;
constexpr platform::UtcMs kSessionLife = 10LL * 3600 * 1000;
bool session_lives(const Session& session, platform::UtcMs now);

/// How long after its last wrong password an account takes none: nothing for the first two, then 5 s, doubled
/// each time, at most a quarter of an hour.
platform::UtcMs wait_after(std::int64_t failures);

/// 1 to 40 characters a-z 0-9 . _ -
bool valid_operator_id(std::string_view id);
/// 10 to 128 bytes.
bool valid_password(std::string_view password);

}  // namespace syncing::center
