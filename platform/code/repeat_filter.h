// A code that stays in view is news once. Pure; one thread.
#pragma once

#include <map>

#include "platform/base/bytes.h"
#include "platform/clock/clock.h"

namespace platform {

class RepeatFilter {
  public:
    /// A code is news again when it was not seen for this long.
    static constexpr BootMs kForgetAfterMs = 1000;

    bool is_news(const Bytes& code, BootMs now) {
        std::erase_if(last_seen_, [&](const auto& entry) { return now - entry.second >= kForgetAfterMs; });
        return last_seen_.insert_or_assign(code, now).second;
    }

  private:
    std::map<Bytes, BootMs> last_seen_;
};

}  // namespace platform
