#include "sync/sim/pass_through.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>

#include "sync/sim/pty.h"

namespace syncing::sim {

std::optional<PassThrough> PassThrough::open(const std::filesystem::path& path, unsigned baud) {
    platform::UniqueFd port(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    const auto speed = std::find_if(kLineSpeeds.begin(), kLineSpeeds.end(),
                                    [&](const auto& one) { return one.second == baud; });
    termios line{};
    if (!port || speed == kLineSpeeds.end() || ::tcgetattr(port.get(), &line) != 0) return std::nullopt;
    ::cfmakeraw(&line);
    line.c_cflag |= CLOCAL | CREAD;
    ::cfsetspeed(&line, speed->first);
    if (::tcsetattr(port.get(), TCSANOW, &line) != 0) return std::nullopt;
    return PassThrough(std::move(port));
}

std::vector<Act> PassThrough::take(platform::ByteView bytes) {
    // Commands are a few bytes, which a serial port's buffer always takes.
    const ssize_t sent = ::write(port_.get(), bytes.data(), bytes.size());
    if (sent == std::ssize(bytes)) return {};
    return {{{}, {}, Cable::pulled}};
}

std::vector<Act> PassThrough::ready() {
    platform::ByteArray<512> chunk{};
    const ssize_t count = ::read(port_.get(), chunk.data(), chunk.size());
    if (count > 0) return {{{chunk.begin(), chunk.begin() + count}}};
    port_.reset();
    return {{{}, {}, Cable::pulled}};
}

}  // namespace syncing::sim
