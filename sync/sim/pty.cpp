#include "sync/sim/pty.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

namespace syncing::sim {

namespace {

/// By rename, so that nobody ever finds the link missing while a new one takes its place.
bool make_link(const std::filesystem::path& target, const std::filesystem::path& link) {
    namespace fs = std::filesystem;
    std::error_code failed;
    if (fs::exists(fs::symlink_status(link, failed)) && !fs::is_symlink(link, failed)) return false;
    fs::path made = link;
    made += ".new";
    fs::remove(made, failed);
    fs::create_symlink(target, made, failed);
    if (!failed) fs::rename(made, link, failed);
    return !failed;
}

}  // namespace

std::optional<Pty> Pty::plug_in(const std::filesystem::path& link) {
    Pty pty;
    pty.master_ = platform::UniqueFd(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    std::array<char, 64> name{};
    if (!pty.master_ || ::grantpt(pty.master_.get()) != 0 || ::unlockpt(pty.master_.get()) != 0 ||
        ::ptsname_r(pty.master_.get(), name.data(), name.size()) != 0) {
        return std::nullopt;
    }
    pty.slave_ = platform::UniqueFd(::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    termios line{};
    if (!pty.slave_ || ::tcgetattr(pty.slave_.get(), &line) != 0) return std::nullopt;
    ::cfmakeraw(&line);
    if (::tcsetattr(pty.slave_.get(), TCSANOW, &line) != 0 || !make_link(name.data(), link))
        return std::nullopt;
    pty.link_ = link;
    return pty;
}

Pty::~Pty() {
    if (!master_ || link_.empty()) return;
    std::error_code ignored;
    std::filesystem::remove(link_, ignored);
}

unsigned Pty::baud() const {
    termios line{};
    if (::tcgetattr(slave_.get(), &line) != 0) return 0;
    for (const auto& [code, baud] : kLineSpeeds) {
        if (::cfgetospeed(&line) == code) return baud;
    }
    return 0;
}

std::size_t Pty::read(std::span<std::uint8_t> into) {
    const ssize_t count = ::read(master_.get(), into.data(), into.size());
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

std::size_t Pty::write(platform::ByteView bytes) {
    const ssize_t count = ::write(master_.get(), bytes.data(), bytes.size());
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

}  // namespace syncing::sim
