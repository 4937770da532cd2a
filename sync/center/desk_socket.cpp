#include "sync/center/desk_socket.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "platform/base/bytes.h"

namespace syncing::center {

namespace {

using nlohmann::json;
using platform::UniqueFd;

constexpr const char* kName = "desk.sock";
constexpr std::size_t kMaxMessage = 64 * 1024 * 1024;
constexpr int kPeerSeconds = 2;
constexpr int kAnswerSeconds = 30;

/// A socket's address holds 107 bytes, a path may be longer: the folder is named by a descriptor instead.
sockaddr_un address_in(const UniqueFd& folder) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = fmt::format("/proc/self/fd/{}/{}", folder.get(), kName);
    std::memcpy(address.sun_path, path.c_str(), path.size());
    return address;
}

UniqueFd open_folder(const std::filesystem::path& state) {
    return UniqueFd(::open(state.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

void set_patience(int fd, int seconds) {
    const timeval limit{seconds, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

bool send_all(int fd, platform::ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

bool receive_all(int fd, std::span<std::uint8_t> into) {
    while (!into.empty()) {
        const ssize_t got = ::recv(fd, into.data(), into.size(), 0);
        if (got <= 0) return false;
        into = into.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

bool send_message(int fd, const json& message) {
    const std::string text = message.dump(-1, ' ', false, json::error_handler_t::replace);
    platform::Bytes bytes;
    platform::append_u32(bytes, static_cast<std::uint32_t>(text.size()));
    platform::append(bytes, platform::view_of(text));
    return send_all(fd, bytes);
}

std::optional<json> receive_message(int fd) {
    platform::ByteArray<4> length{};
    if (!receive_all(fd, length)) return std::nullopt;
    const std::size_t size = platform::read_u32(length, 0);
    if (size > kMaxMessage) return std::nullopt;
    platform::Bytes bytes(size);
    if (!receive_all(fd, bytes)) return std::nullopt;
    json message = json::parse(bytes, nullptr, false);
    return message.is_discarded() ? std::nullopt : std::optional(std::move(message));
}

}  // namespace

UniqueFd listen_at_desk(const std::filesystem::path& state) {
    const UniqueFd folder = open_folder(state);
    if (!folder) return {};
    ::unlinkat(folder.get(), kName, 0);
    UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const sockaddr_un address = address_in(folder);
    if (!fd || ::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::fchmodat(folder.get(), kName, 0660, 0) != 0 || ::listen(fd.get(), 16) != 0) {
        return {};
    }
    return fd;
}

void serve_desk(const UniqueFd& listening, const std::function<json(const json&)>& answer) {
    const UniqueFd peer(::accept4(listening.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!peer) return;
    set_patience(peer.get(), kPeerSeconds);
    if (const auto question = receive_message(peer.get())) send_message(peer.get(), answer(*question));
}

platform::Result<json, DeskError> ask_desk(const std::filesystem::path& state, const json& question) {
    const UniqueFd folder = open_folder(state);
    if (!folder) return platform::fail(DeskError::away);
    const UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_un address = address_in(folder);
    if (!fd || ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        return platform::fail(DeskError::away);
    }
    set_patience(fd.get(), kAnswerSeconds);
    if (!send_message(fd.get(), question)) return platform::fail(DeskError::away);
    auto answer = receive_message(fd.get());
    if (!answer) return platform::fail(DeskError::away);
    if (!answer->is_object()) return platform::fail(DeskError::broken);
    return std::move(*answer);
}

}  // namespace syncing::center
