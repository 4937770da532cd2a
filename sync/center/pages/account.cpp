#include "sync/center/pages/account.h"

#include <algorithm>

namespace syncing::center {

std::string_view name_of(Act act) {
    switch (act) {
        case Act::see_fleet:
            return "see_fleet";
        case Act::see_reviews:
            return "see_reviews";
        case Act::decide:
            return "decide";
        case Act::open_enrollment:
            return "open_enrollment";
        case Act::provision:
            return "provision";
        case Act::see_claims:
            return "see_claims";
        case Act::import_claims:
            return "import_claims";
        case Act::export_rows:
            return "export_rows";
        case Act::see_audit:
            return "see_audit";
    }
    return "unknown";
}

bool may(Role role, Act act) {
    switch (act) {
        case Act::see_fleet:
        case Act::see_reviews:
        case Act::see_claims:
        case Act::export_rows:
            return true;
        case Act::open_enrollment:
            return role != Role::city;
        case Act::see_audit:
            return role != Role::station;
        case Act::decide:
        case Act::provision:
        case Act::import_claims:
            return role == Role::district;
    }
    return false;
}

bool session_lives(const Session& session, platform::UtcMs now) {
    return now - session.seen <= kSessionIdle && now - session.began <= kSessionLife;
}

platform::UtcMs wait_after(std::int64_t failures) {
    constexpr platform::UtcMs kFirst = 5000;
    constexpr platform::UtcMs kLongest = 15LL * 60 * 1000;
    if (failures < 3) return 0;
    if (failures > 20) return kLongest;
    return std::min(kLongest, kFirst << (failures - 3));
}

bool valid_operator_id(std::string_view id) {
    return !id.empty() && id.size() <= 40 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

bool valid_password(std::string_view password) {
    return password.size() >= 10 && password.size() <= 128;
}

}  // namespace syncing::center
