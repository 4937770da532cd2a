// A simulated serial device as its simulator sees it: bytes in, bytes out, words that steer it. How the bytes
// travel (pace, cable, noise) is SerialSimulator's. Pure but for its own state; single-threaded.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"

namespace syncing::sim {

enum class Cable : std::uint8_t { stays, pulled, plugged_in };

/// Something the device does once what it did before is over: after a pause, bytes go out, then the cable
/// changes. Bytes go nowhere while the cable is out.
struct Act {
    platform::Bytes bytes{};
    std::chrono::microseconds pause{};
    Cable cable = Cable::stays;
};

/// "ok", or "error: why"; and what the device says by itself because of it.
struct Obeyed {
    std::string answer = "ok";
    std::vector<Act> acts{};
};

class SimulatedDevice {
  public:
    virtual ~SimulatedDevice() = default;
    /// Takes bytes from the host; what is done about them.
    virtual std::vector<Act> take(platform::ByteView bytes) = 0;
    /// The cable was plugged in: as after power-up.
    virtual std::vector<Act> power_up() = 0;
    /// A word of the device's own ("place", "scan") and what follows it; nothing: not one of its words.
    virtual std::optional<Obeyed> obey(std::string_view verb, const std::string& rest) = 0;
    /// Its words, for the message that a wrong one gets.
    virtual std::string_view words() const = 0;
    /// For a device that has something to say by itself: what to wait for, -1 for nothing, and what is done
    /// once it can be read.
    virtual int fd() const { return -1; }
    virtual std::vector<Act> ready() { return {}; }
};

}  // namespace syncing::sim
