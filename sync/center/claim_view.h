// A claim's lines added up to what the person sees. Pure.
#pragma once

#include "sync/center/claims.h"

namespace mutual_aid::v1 {
class ClaimFiled;
class ClaimView;
}  // namespace mutual_aid::v1

namespace syncing::center {

/// Puts the line's step in its place (filed, received, reviewing, decided, paid) and takes over what it
/// states.
void add_line(mutual_aid::v1::ClaimView& view, const ClaimLine& line);

/// That it was filed there and then, for who asks until an imported line says it otherwise.
struct Filing {
    std::string place;
    std::string on;   // date
    std::string due;  // date by which an answer is promised; "" = none
};
void add_filing(mutual_aid::v1::ClaimView& view, const mutual_aid::v1::ClaimFiled& claim,
                const Filing& filing);
/// Ends it: nothing is paid.
void refuse(mutual_aid::v1::ClaimView& view, const std::string& on, const std::string& why);

}  // namespace syncing::center
