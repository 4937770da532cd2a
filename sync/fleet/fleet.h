// Fifty stations, thirty nights: people are served by day, terminals sync in the night, and everything that
// can go wrong does, by the seed. At the end everybody comes to rest, and what people were told is saved is
// compared with what the center holds. The same options give the same run, byte for byte (docs/testing.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "platform/base/bytes.h"
#include "platform/crypto/crypto.h"

namespace syncing::fleet {

struct FleetOptions {
    std::uint32_t stations = 50;  // 1 to 999
    std::uint32_t nights = 30;    // 1 to 30: those of June 2026
    std::uint64_t seed = 1;
    std::filesystem::path folder;  // empty; the disks of all machines
    platform::Bytes pack;          // scheme pack "xiamen"
};

struct FleetReport {
    FleetOptions options;
    std::uint64_t captured = 0;  // records of which somebody was told that they are saved, or that were
    std::uint64_t held = 0;      // of these, at the center, opened and right
    std::uint64_t died = 0;      // of these, only on disks that died (and not at the center): not lost by us
    std::uint64_t lost = 0;
    std::uint64_t doubled =
        0;  // enrollments or claims that stand twice or that nobody made, payments counted twice
    std::uint64_t claims = 0;  // filed, of those that are held
    /// Refused as out of time although made within the window, or accepted although not.
    std::uint64_t misjudged = 0;
    std::uint64_t papers = 0;  // photographed, of enrollments and claims that were saved
    std::uint64_t papers_lost =
        0;  // not at the center as they were photographed, although a disk still had them
    std::uint64_t forks_injected = 0;
    std::uint64_t forks_found = 0;
    std::uint64_t epochs = 1;                     // the center's lives: 1 and one for each restore
    std::uint64_t stuck = 0;                      // terminals that did not come to rest
    std::uint64_t unsound = 0;                    // ledgers, or the center, whose chain is not right
    platform::Hash digest{};                      // of everything that the center holds and decided
    std::map<std::string, std::uint64_t> states;  // of the enrollments
    std::map<std::string, std::uint64_t> syncs;   // by outcome and detail
    std::map<std::string, std::uint64_t> faults;  // what happened on the way

    bool good() const {
        return lost == 0 && doubled == 0 && misjudged == 0 && papers_lost == 0 &&
               forks_found == forks_injected && stuck == 0 && unsound == 0;
    }
};

/// Takes over this process's randomness and SQLite's files while it runs. One at a time.
FleetReport simulate(const FleetOptions& options);

/// One line of JSON.
std::string to_json(const FleetReport& report);

}  // namespace syncing::fleet
