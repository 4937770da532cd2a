// A claim's lines added up to what the person sees. Pure.
#pragma once

#include "sync/center/claims.h"

namespace mutual_aid::v1 {
class ClaimView;
}

namespace syncing::center {

/// Puts the line's step in its place (filed, received, reviewing, decided, paid) and takes over what it
/// states.
void add_line(mutual_aid::v1::ClaimView& view, const ClaimLine& line);

}  // namespace syncing::center
