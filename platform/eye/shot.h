// Which frame becomes the photograph: the first good one, or, where none comes in time, the sharpest. Pure;
// one thread.
#pragma once

#include <optional>

#include "platform/clock/clock.h"
#include "platform/code/photograph.h"

namespace platform {

class Shot {
  public:
    /// A paper that is held still is sharp by then; whoever waits longer presses again.
    static constexpr BootMs kPatienceMs = 1500;

    explicit Shot(BootMs begun) : begun_(begun) {}

    /// True once no better frame is waited for: `best` is the photograph.
    bool look(const GrayView& frame, BootMs now);
    /// The same without a frame.
    bool over(BootMs now) const { return now - begun_ >= kPatienceMs; }
    /// Nothing when there was no frame.
    const std::optional<Photograph>& best() const { return best_; }

  private:
    BootMs begun_;
    std::optional<Photograph> best_;
    double sharpness_ = 0;
};

}  // namespace platform
