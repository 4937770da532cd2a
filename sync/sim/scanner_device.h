// A simulated 2D scanner's words:
//   scan TEXT                  it reads a code with this text
//   send HEX                   it sends these bytes
//   suffix cr|lf|crlf|none     what follows each code from now on; cr at first, as engines leave the factory
//   aim on|off                 whether "]Q1" stands before each code; off at first
// It hears nothing: commands are vendors' own, and the driver sends none. Pure but for its own state.
#pragma once

#include "sync/sim/simulated_device.h"

namespace syncing::sim {

class ScannerDevice final : public SimulatedDevice {
  public:
    std::vector<Act> take(platform::ByteView) override { return {}; }
    std::vector<Act> power_up() override { return {}; }
    std::optional<Obeyed> obey(std::string_view verb, const std::string& rest) override;
    std::string_view words() const override {
        return "scan TEXT, send HEX, suffix cr|lf|crlf|none, aim on|off";
    }

  private:
    std::string prefix_;
    std::string suffix_ = "\r";
};

}  // namespace syncing::sim
