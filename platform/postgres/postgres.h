// PostgreSQL as the engine of a Database (platform/database/database.h): the same statements, values in
// binary, each statement prepared once on the server. A connection that broke is made again before the next
// statement outside a transaction; what was under way fails with `busy` and may be tried again. One Database
// is one connection and belongs to one thread at a time; every call may block on the network.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "platform/base/bytes.h"
#include "platform/database/database.h"

namespace platform {

/// Whether an address names a PostgreSQL server ("postgresql://…", libpq's URI) rather than a file.
bool is_postgres_address(std::string_view address);

/// Script i of `schema` brings the database from version i to i + 1; two processes may open at once.
/// Refused (`cannot_open`) with synchronous_commit off: a commit that returned must be durable.
Result<Database, DatabaseError> open_postgres(const std::string& address,
                                              std::span<const std::string_view> schema);

/// A statement with `?` or `?N` as PostgreSQL writes it, "$1"; text in quotes stays.
std::string with_dollar_parameters(std::string_view statement);

}  // namespace platform
