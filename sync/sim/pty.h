// A raw pseudo-terminal behind a symbolic link, as a plugged-in serial device looks.
#pragma once

#include <termios.h>

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>

#include "platform/base/bytes.h"
#include "platform/base/unique_fd.h"

namespace syncing::sim {

/// The C library's names of the usual speeds.
constexpr std::array<std::pair<speed_t, unsigned>, 5> kLineSpeeds{
    {{B115200, 115200}, {B57600, 57600}, {B38400, 38400}, {B19200, 19200}, {B9600, 9600}}};

class Pty {
  public:
    /// Nothing (errno tells) when there is no pseudo-terminal or the link cannot be made.
    static std::optional<Pty> plug_in(const std::filesystem::path& link);
    Pty(Pty&&) = default;
    Pty& operator=(Pty&&) = delete;
    /// Unplugs: who has it open reads an error, and the link is gone.
    ~Pty();

    int fd() const { return master_.get(); }
    /// The speed that whoever has it open set, 0 for one that no device has.
    unsigned baud() const;
    /// Neither blocks; 0 when nothing could be moved.
    std::size_t read(std::span<std::uint8_t> into);
    std::size_t write(platform::ByteView bytes);

  private:
    Pty() = default;

    std::filesystem::path link_;
    platform::UniqueFd master_;
    platform::UniqueFd slave_;  // held open: without it the master hangs up whenever the driver closes
};

}  // namespace syncing::sim
