// A TCP proxy on loopback that cuts connections where a bad link would: after so many bytes in either
// direction.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/base/unique_fd.h"

namespace tests {

struct Cut {
    std::size_t to_server = SIZE_MAX;  // bytes that get through before the connection is cut
    std::size_t to_client = SIZE_MAX;
};

class CuttingProxy {
  public:
    /// `next_cut` is asked once per connection, on the proxy's thread.
    CuttingProxy(std::uint16_t server_port, std::function<Cut()> next_cut);
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;
    ~CuttingProxy();
    std::uint16_t port() const { return port_; }
    int cuts() const { return cuts_; }

  private:
    void accept_all(const std::stop_token& stop);
    void serve(platform::UniqueFd client, Cut cut);

    std::uint16_t server_port_;
    std::uint16_t port_ = 0;
    std::function<Cut()> next_cut_;
    std::atomic<int> cuts_ = 0;
    platform::UniqueFd listener_;
    std::vector<std::jthread> connections_;
    std::jthread acceptor_;
};

}  // namespace tests
