#include "sync/sim/unix_socket.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <optional>

namespace syncing::sim {

namespace {

std::optional<sockaddr_un> address_of(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string& text = path.native();
    if (text.empty() || text.size() >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return std::nullopt;
    }
    std::memcpy(address.sun_path, text.c_str(), text.size());
    return address;
}

platform::UniqueFd stream_socket() {
    return platform::UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

}  // namespace

platform::UniqueFd listen_at(const std::filesystem::path& path) {
    const auto address = address_of(path);
    if (!address) return {};
    std::error_code ignored;
    if (std::filesystem::is_socket(path, ignored)) std::filesystem::remove(path, ignored);
    platform::UniqueFd fd = stream_socket();
    const auto* raw = reinterpret_cast<const sockaddr*>(&*address);
    if (!fd || ::bind(fd.get(), raw, sizeof *address) != 0 || ::listen(fd.get(), 8) != 0) return {};
    return fd;
}

platform::UniqueFd connect_to(const std::filesystem::path& path) {
    const auto address = address_of(path);
    if (!address) return {};
    platform::UniqueFd fd = stream_socket();
    if (!fd || ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0)
        return {};
    return fd;
}

}  // namespace syncing::sim
