// The answering process: HTTPS for terminals, and the adjudicator as a child process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/clock/clock.h"
#include "sync/center/folder.h"
#include "sync/center/ingest.h"
#include "sync/wire/wire_version.h"

namespace syncing::center {

struct ServeOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    /// What terminals are told; the listening address when empty.
    std::string public_url;
    unsigned threads = 4;
    /// Gets what the center itself originates (origin.h), within a second; "" = none.
    std::filesystem::path archive{};
    /// False where the adjudicator is a service of its own, under another user.
    bool adjudicator = true;
    /// Terminals that speak an older wire version are told to update, also those whose packets are answered.
    std::uint32_t least_wire = kLeastWireVersion;
    /// Given on to the adjudicator.
    std::optional<std::string> clock_text;
};

/// Serves until SIGTERM or SIGINT, then stops in order: no new requests, those in hand answered, the
/// adjudicator ended after the piece it is at. Prints one line of JSON, {"url":…,"port":…}, when ready.
/// Returns the exit code. Call on the main thread before any other thread is started.
int serve(const CenterFolder& folder, const ServeOptions& options, const platform::Clock& clock);

/// Answers a terminal's packet from a stick into a new file, if one is named; may run beside serve(). Returns
/// the exit code.
int answer_packet(const CenterFolder& folder, const std::filesystem::path& packet,
                  const std::filesystem::path& answer, Intake intake, const platform::Clock& clock);

}  // namespace syncing::center
