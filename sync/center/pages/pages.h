// The process that serves operators: HTTPS on an address of its own, apart from the one that answers
// terminals, so that neither a flood of browsers nor a fault here touches the intake, and an office's
// firewall can keep it to the office. It holds no key but the server's own; people's data comes from the
// adjudicator.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "platform/clock/clock.h"
#include "sync/center/folder.h"

namespace syncing::center {

struct PagesOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    std::filesystem::path files;      // the built pages
    std::filesystem::path directory;  // TSV of the city's stations; "" = stations go by their codes
    unsigned threads = 8;
};

/// Where the pages lie beside this program: ../share/mutual-aid/pages.
std::filesystem::path installed_pages();

/// Serves until SIGTERM or SIGINT; prints one line of JSON, {"url":…,"port":…}, when ready. Returns the exit
/// code. Call on the main thread before any other thread is started.
int serve_pages(const CenterFolder& folder, const PagesOptions& options, const platform::Clock& clock);

}  // namespace syncing::center
