// The center's HTTPS endpoints for terminals (docs/wire_format.md, "Endpoints").
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "platform/http_server/http_server.h"
#include "sync/center/folder.h"
#include "sync/center/store.h"

namespace syncing::center {

/// Thread-safe: requests are taken one by one, as the store is one connection.
class Api {
  public:
    /// `stored_new` is called after new entries were stored, to wake the adjudicator.
    Api(std::unique_ptr<ServeStore> store, ServeKeys keys, std::string center_name,
        const platform::Clock& clock, std::function<void()> stored_new);

    platform::HttpResponse handle(const platform::HttpRequest& request);

  private:
    platform::HttpResponse keys() const;
    platform::HttpResponse provision(const platform::HttpRequest& request);
    platform::HttpResponse ranges(const platform::HttpRequest& request, const Terminal& terminal);
    platform::HttpResponse hand_over(const platform::HttpRequest& request, const Terminal& terminal);
    platform::HttpResponse updates(const platform::HttpRequest& request, const Terminal& terminal);
    platform::HttpResponse heartbeat(const platform::HttpRequest& request, const Terminal& terminal);
    platform::HttpResponse for_terminal(const platform::HttpRequest& request);

    std::mutex mutex_;
    std::unique_ptr<ServeStore> store_;
    const ServeKeys keys_;
    const std::string center_name_;
    const platform::Clock& clock_;
    const std::function<void()> stored_new_;
};

}  // namespace syncing::center
