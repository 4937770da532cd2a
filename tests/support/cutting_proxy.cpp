#include "tests/support/cutting_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>

namespace tests {

namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// Moves what is there; false at the end, on an error, or when `left` is used up.
bool pump(int from, int to, std::size_t& left) {
    char block[16384];
    const ssize_t got = recv(from, block, std::min(sizeof block, left), 0);
    if (got <= 0) return false;
    left -= static_cast<std::size_t>(got);
    return send(to, block, static_cast<std::size_t>(got), MSG_NOSIGNAL) == got && left > 0;
}

}  // namespace

CuttingProxy::CuttingProxy(std::uint16_t server_port, std::function<Cut()> next_cut)
    : server_port_(server_port),
      next_cut_(std::move(next_cut)),
      listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), size);
    listen(listener_.get(), 16);
    getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::jthread([this](const std::stop_token& stop) { accept_all(stop); });
}

CuttingProxy::~CuttingProxy() {
    acceptor_.request_stop();
    shutdown(listener_.get(), SHUT_RDWR);
    acceptor_.join();
}

void CuttingProxy::accept_all(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        platform::UniqueFd client(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!client) continue;
        connections_.emplace_back(
            [this, cut = next_cut_()](platform::UniqueFd accepted) { serve(std::move(accepted), cut); },
            std::move(client));
    }
}

void CuttingProxy::serve(platform::UniqueFd client, Cut cut) {
    const platform::UniqueFd server(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(server_port_);
    if (connect(server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
    pollfd both[] = {{client.get(), POLLIN, 0}, {server.get(), POLLIN, 0}};
    while (poll(both, 2, 30'000) > 0) {
        if (both[0].revents != 0 && !pump(client.get(), server.get(), cut.to_server)) break;
        if (both[1].revents != 0 && !pump(server.get(), client.get(), cut.to_client)) break;
    }
    if (cut.to_server == 0 || cut.to_client == 0) ++cuts_;
}

}  // namespace tests
