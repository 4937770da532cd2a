// At which speed does the module listen? What worked last is tried first and every second time; the other
// common speeds take turns in between, because a module that has just got power stays silent for 1.5 s at the
// right one too. Pure; one thread.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace platform {

class BaudSearch {
  public:
    /// What the modules can be set to, the factory setting first.
    static constexpr std::array<unsigned, 5> kSpeeds{115200, 57600, 38400, 19200, 9600};

    /// `only`: the speed is known.
    explicit BaudSearch(std::optional<unsigned> only = {})
        : speeds_(only ? std::vector<unsigned>{*only}
                       : std::vector<unsigned>(kSpeeds.begin(), kSpeeds.end())) {}

    /// The port was opened anew.
    void restart() { tries_ = 0; }

    struct Try {
        unsigned baud;
        std::chrono::milliseconds patience;
    };
    /// The next speed, and how long an answer may take: at first short, so that every speed has its turn
    /// within 2.4 s; later long, for slow modules.
    Try next() {
        const std::size_t others = speeds_.size() - 1;
        const std::size_t at = others == 0 || tries_ % 2 == 0 ? 0 : 1 + tries_ / 2 % others;
        return {speeds_[at], tries_++ < first_round() ? kShort : kLong};
    }
    /// An answer came at this speed, one of next().
    void worked(unsigned baud) {
        const auto found = std::find(speeds_.begin(), speeds_.end(), baud);
        std::rotate(speeds_.begin(), found, found + 1);
        tries_ = 0;
    }
    /// True while some speed has not been tried since the port was opened.
    bool in_first_round() const { return tries_ < first_round(); }
    /// The one that worked last.
    unsigned best() const { return speeds_.front(); }

  private:
    static constexpr std::chrono::milliseconds kShort{300};
    static constexpr std::chrono::milliseconds kLong{1000};

    std::size_t first_round() const { return speeds_.size() == 1 ? 1 : 2 * (speeds_.size() - 1); }

    std::vector<unsigned> speeds_;  // best first
    std::size_t tries_ = 0;
};

}  // namespace platform
