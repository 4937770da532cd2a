// What the flow gets of a photograph that the camera has taken. Takes tens of milliseconds: for the camera's
// thread, never the main one.
#pragma once

#include <memory>
#include <optional>

#include "kiosk/flow/values.h"
#include "platform/code/photograph.h"

namespace kiosk {

/// As a JPEG that fits an attachment when it is sealed, and small enough to be looked at. Null when the
/// camera gave none, or it cannot be made.
std::shared_ptr<const TakenPhotograph> developed(const std::optional<platform::Photograph>& photograph);

}  // namespace kiosk
