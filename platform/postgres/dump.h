// A whole PostgreSQL database into a file and back, by PostgreSQL's own pg_dump and pg_restore as child
// processes (Debian's postgresql-client). The address reaches them through their environment, which only this
// user can read; what they complain of is logged, the first line, which holds no rows. They end with the
// thread that started them. Every function blocks until its child is done.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "platform/base/result.h"
#include "platform/postgres/copy_text.h"

namespace platform {

enum class DumpError {
    no_program,  // pg_dump or pg_restore is not installed
    refused,     // no server at that address, no permission, or it could not do it: the log has its word
    not_empty,   // the database holds tables already
    unwritable,  // no space, no permission, or the file is there already
    damaged,     // not a dump, or not one of these tables
};

/// As of one moment, others may go on meanwhile; durable when it returns. `file` is new, mode 0600.
Result<void, DumpError> dump_postgres(const std::string& address, const std::filesystem::path& file);

/// Whether there are no tables in the database.
Result<bool, DumpError> is_empty_postgres(const std::string& address);

/// Into an empty database, in one transaction: all or nothing.
Result<void, DumpError> restore_postgres(const std::string& address, const std::filesystem::path& file);

/// The rows of these tables, in any order, without a server. `damaged` when one of them cannot be read whole.
Result<void, DumpError> read_dump(const std::filesystem::path& file, std::span<const CopyTable> tables);

}  // namespace platform
