// A copy of a center, made while it serves, checked, and put back. A backup is a folder like the state folder
// with a manifest.json beside (time, epoch, counts, a hash of every file). It holds the center's secret keys:
// keep it as safe as the center itself.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "sync/center/folder.h"
#include "sync/center/store.h"

namespace syncing::center {

enum class BackupError {
    exists,       // the target is there already
    missing,      // no center, or no backup, there
    damaged,      // a file, the database or a ledger's chain is not what it was
    unwritable,   // no space or no permission
    on_a_server,  // its records are in PostgreSQL, which has its own backups
    bad_archive,  // the archive cannot be read, or does not follow this backup
    store_failed  // the center's database cannot be read
};
std::string_view error_text(BackupError error);

struct BackupReport {
    std::uint64_t epoch = 0;
    std::uint64_t ledgers = 0;
    std::uint64_t entries = 0;
    std::uint64_t replayed = 0;  // records of the archive
};

/// Copies the center to the new folder `to`; when that is durable, terminals are told (with their next
/// acknowledgement) what it holds.
platform::Result<BackupReport, BackupError> back_up(AdminStore& store, const CenterFolder& folder,
                                                    const std::filesystem::path& to, platform::UtcMs now);

/// A state folder or a backup: its files against the manifest if there is one, its database, every ledger's
/// chain and bodies.
platform::Result<BackupReport, BackupError> verify(const std::filesystem::path& folder);

/// Makes the state folder `state` from a backup that verifies, with a newer epoch than any before: terminals
/// then send again what it lacks and read all updates again. `archive`: of what the center itself originated
/// since (origin.h); "" = none.
platform::Result<BackupReport, BackupError> restore(const std::filesystem::path& backup,
                                                    const std::filesystem::path& state, platform::UtcMs now,
                                                    const std::filesystem::path& archive = {});

}  // namespace syncing::center
