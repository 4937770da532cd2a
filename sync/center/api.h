// The center's HTTPS endpoints for terminals (docs/wire_format.md, "Endpoints").
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/http_server/http_server.h"
#include "sync/center/folder.h"
#include "sync/center/ingest.h"
#include "sync/center/store_pool.h"
#include "sync/wire/wire_version.h"

namespace syncing::center {

/// Thread-safe; as many requests at a time as there are stores.
class Api {
  public:
    /// `stored_new` is called after new entries were stored, to wake the adjudicator. Terminals that speak an
    /// older wire version than `least_wire` are told to update; only their heartbeats and renewals are taken.
    Api(std::vector<std::unique_ptr<ServeStore>> stores, ServeKeys keys, std::string center_name,
        const platform::Clock& clock, std::function<void()> stored_new,
        std::uint32_t least_wire = kLeastWireVersion);

    platform::HttpResponse handle(const platform::HttpRequest& request);
    /// From the disk of a revoked terminal, brought by an operator: its ranges are kept in quarantine, its
    /// hand-overs and papers taken, and nothing else is answered.
    platform::HttpResponse handle_in_quarantine(const platform::HttpRequest& request);

  private:
    platform::HttpResponse keys() const;
    platform::HttpResponse wire() const;
    std::optional<platform::HttpResponse> too_old(const platform::HttpRequest& request) const;
    platform::HttpResponse provision(ServeStore& store, const platform::HttpRequest& request);
    platform::HttpResponse renew(ServeStore& store, const platform::HttpRequest& request,
                                 const Terminal& terminal);
    platform::HttpResponse ranges(ServeStore& store, const platform::HttpRequest& request,
                                  const Terminal& terminal, Intake intake);
    platform::HttpResponse hand_over(ServeStore& store, const platform::HttpRequest& request,
                                     const Terminal& terminal);
    platform::HttpResponse attachments(ServeStore& store, const platform::HttpRequest& request,
                                       const Terminal& terminal);
    platform::HttpResponse updates(ServeStore& store, const platform::HttpRequest& request,
                                   const Terminal& terminal);
    platform::HttpResponse heartbeat(ServeStore& store, const platform::HttpRequest& request,
                                     const Terminal& terminal);
    platform::HttpResponse for_terminal(ServeStore& store, const platform::HttpRequest& request);

    // One connection on SQLite, where all writers wait for one lock anyway, several on a server.
    StorePool<ServeStore> stores_;
    const ServeKeys keys_;
    const std::string center_name_;
    const platform::Clock& clock_;
    const std::function<void()> stored_new_;
    const std::uint32_t least_wire_;
};

}  // namespace syncing::center
