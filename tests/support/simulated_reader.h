// kiosk-sim idcard: a reader for tests of the real driver.
#pragma once

#include "tests/support/simulated_device.h"

namespace tests {

class SimulatedReader : public SimulatedDevice {
  public:
    explicit SimulatedReader(const std::filesystem::path& programs, bool timing = false)
        : SimulatedDevice(programs, {"idcard"}, timing) {}
};

}  // namespace tests
