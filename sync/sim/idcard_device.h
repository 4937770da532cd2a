// The simulated reader's words:  place FILE | remove | fault NAME
#pragma once

#include "sync/sim/sam_module.h"
#include "sync/sim/simulated_device.h"

namespace syncing::sim {

class IdcardDevice final : public SimulatedDevice {
  public:
    std::vector<Act> take(platform::ByteView bytes) override { return module_.take(bytes); }
    std::vector<Act> power_up() override;
    std::optional<Obeyed> obey(std::string_view verb, const std::string& rest) override;
    std::string_view words() const override { return "place FILE, remove, fault NAME"; }

  private:
    SamModule module_;
};

}  // namespace syncing::sim
