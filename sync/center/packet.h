// A terminal's packet from a stick: its requests are answered as over HTTPS, and the answers sealed into a
// packet for the way back. Taking the same packet again is right, as asking again is.
#pragma once

#include <functional>
#include <iosfwd>

#include "platform/http_server/http_server.h"
#include "sync/center/ingest.h"
#include "sync/center/store.h"

namespace syncing::center {

enum class PacketFault {
    not_a_packet,  // another file, or one that was cut
    unknown,       // of no terminal of this center, or not signed by its first ledger's key
    revoked,       // of a revoked terminal: only the quarantine takes it
    not_revoked,   // of a terminal in good standing: nothing for the quarantine
    store_failed
};
std::string_view error_text(PacketFault fault);

struct PacketTaken {
    platform::Bytes answer;  // the file for the way back
    std::size_t requests = 0;
    std::size_t refused = 0;
    std::size_t contradicting = 0;  // of the requests: the center holds another history (a fork)
    std::size_t pages = 0;
    std::size_t papers = 0;  // photographed papers of those in it that the center holds now
    std::uint32_t wire = 1;  // version that the terminal speaks
    bool outdated = false;   // which the center no longer takes
};

/// Reads `file` frame by frame. `handle`: the center's endpoints (api.h); with Intake::quarantine those for
/// revoked terminals' disks.
platform::Result<PacketTaken, PacketFault> take_packet(
    std::istream& file, ServeStore& store, Intake intake,
    const std::function<platform::HttpResponse(const platform::HttpRequest&)>& handle);

}  // namespace syncing::center
