// A copy of a center, made while it serves, checked, and put back. A backup is a folder like the state folder
// with a manifest.json beside (time, epoch, counts, a hash of every file); of a center on PostgreSQL it holds
// a dump, center.dump, where others hold center.db. It holds the center's secret keys: keep it as safe as the
// center itself.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "platform/postgres/dump.h"
#include "sync/center/folder.h"
#include "sync/center/store.h"

namespace syncing::center {

enum class BackupError {
    exists,          // the target is there already
    missing,         // no center, or no backup, there
    damaged,         // a file, the database or a ledger's chain is not what it was
    unwritable,      // no space or no permission
    no_program,      // PostgreSQL's pg_dump or pg_restore is not installed
    server_refused,  // no PostgreSQL server there, no permission, or it could not do it
    not_empty,       // the database to restore into holds tables
    wrong_database,  // a backup of a center.db, and a database of a server to restore into
    bad_archive,     // the archive cannot be read, or does not follow this backup
    store_failed     // the center's database cannot be read
};
std::string_view error_text(BackupError error);
BackupError backup_error(platform::DumpError error);

struct BackupReport {
    std::uint64_t epoch = 0;
    std::uint64_t ledgers = 0;
    std::uint64_t entries = 0;
    std::uint64_t replayed = 0;  // records of the archive
    /// Whole ones whose bytes are not what their names say. All else stands without them: a backup is made,
    /// and put back, with them in it.
    std::vector<AttachmentRow> damaged_attachments;
};

/// One line.
std::string report_json(const BackupReport& report);

/// Copies the center to the new folder `to`; when that is durable, terminals are told (with their next
/// acknowledgement) what it holds, damaged attachments left out.
platform::Result<BackupReport, BackupError> back_up(AdminStore& store, const CenterFolder& folder,
                                                    const std::filesystem::path& to, platform::UtcMs now);

/// A state folder or a backup: its files against the manifest if there is one, its database, every ledger's
/// chain and bodies, every attachment's bytes.
platform::Result<BackupReport, BackupError> verify(const std::filesystem::path& folder);

struct Restoring {
    std::filesystem::path backup;
    std::filesystem::path state;  // made
    platform::UtcMs now = 0;
    /// Of what the center itself originated since (origin.h); "" = none.
    std::filesystem::path archive;
    /// Of a center on PostgreSQL: the empty database for it; "" = where the center was, emptied or made anew.
    std::string database;
};

/// Makes a state folder from a backup that verifies, with a newer epoch than any before: terminals then send
/// again what it lacks and read all updates again. One that fails leaves no state folder; a database on a
/// server, filled in one transaction, may hold what was restored by then.
platform::Result<BackupReport, BackupError> restore(const Restoring& restoring);

}  // namespace syncing::center
