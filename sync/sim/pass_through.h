// Stands between the driver and a real serial device, so that a session with it can be written down.
#pragma once

#include <filesystem>
#include <optional>

#include "platform/base/unique_fd.h"
#include "sync/sim/simulated_device.h"

namespace syncing::sim {

class PassThrough final : public SimulatedDevice {
  public:
    /// Nothing when `path` cannot be opened as a serial port or `baud` is none of the usual speeds.
    static std::optional<PassThrough> open(const std::filesystem::path& path, unsigned baud);

    std::vector<Act> take(platform::ByteView bytes) override;
    std::vector<Act> power_up() override { return {}; }
    std::optional<Obeyed> obey(std::string_view, const std::string&) override { return std::nullopt; }
    std::string_view words() const override { return "nothing more"; }
    int fd() const override { return port_.get(); }
    std::vector<Act> ready() override;

  private:
    explicit PassThrough(platform::UniqueFd port) : port_(std::move(port)) {}

    platform::UniqueFd port_;
};

}  // namespace syncing::sim
