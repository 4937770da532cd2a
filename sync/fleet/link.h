// Between a terminal and the center: an unreliable network. Requests and answers are lost, requests come
// twice or much later and in another order, login pages stand in the way, and the power goes at either end.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "sync/fleet/center_node.h"
#include "sync/fleet/machine.h"
#include "sync/fleet/world.h"
#include "sync/station/session.h"

namespace syncing::fleet {

struct LinkCounts {
    std::uint64_t requests = 0;
    std::uint64_t requests_lost = 0;
    std::uint64_t answers_lost = 0;
    std::uint64_t repeated = 0;
    std::uint64_t late = 0;
    std::uint64_t login_pages = 0;
    std::uint64_t expired = 0;        // requests under a certificate that had ended
    std::uint64_t terminal_cuts = 0;  // power went while a request was under way
    std::uint64_t center_crashes = 0;
};

class Link {
  public:
    Link(World& world, CenterNode& center) : world_(world), center_(center) {}

    /// Of one machine, for one sync; the machine must outlive it.
    Transport transport(Machine& machine);
    /// No faults any more but latency.
    void calm() { calm_ = true; }
    void set_offline(const Machine& machine, bool offline);
    void set_login_page(const Machine& machine, bool there);
    /// What is still under way arrives.
    void deliver_late();
    const LinkCounts& counts() const { return counts_; }

  private:
    using Answer = platform::Result<platform::HttpAnswer, platform::HttpError>;
    Answer call(Machine& machine, const platform::HttpCall& call);
    void present_certificate(const Machine& machine, platform::HttpRequest& request);
    Answer carry(Machine& machine, const platform::HttpRequest& request);
    std::optional<platform::HttpResponse> deliver(const platform::HttpRequest& request);
    bool chance(unsigned per_thousand) { return !calm_ && world_.dice.chance(per_thousand); }

    World& world_;
    CenterNode& center_;
    bool calm_ = false;
    std::set<const Machine*> offline_;
    std::set<const Machine*> login_page_;
    std::vector<platform::HttpRequest> late_;
    LinkCounts counts_;
};

}  // namespace syncing::fleet
