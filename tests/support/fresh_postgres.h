// An empty PostgreSQL database of a test's own. The server is tests/support/postgres_server.py's, started by
// ctest before the first test that needs it; KIOSK_POSTGRES names the file with its address.
#pragma once

#include <fstream>
#include <optional>
#include <string>

#include "platform/base/check.h"
#include "platform/crypto/crypto.h"
#include "platform/postgres/postgres.h"

namespace tests {

class FreshPostgres {
  public:
    /// Whether this run is meant for PostgreSQL.
    static bool wanted() { return std::getenv("KIOSK_POSTGRES") != nullptr; }

    FreshPostgres()
        : server_(read_address()), name_("test_" + platform::to_hex(platform::random_array<8>())) {
        ask("CREATE DATABASE " + name_);
    }
    FreshPostgres(const FreshPostgres&) = delete;
    FreshPostgres& operator=(const FreshPostgres&) = delete;
    ~FreshPostgres() { ask("DROP DATABASE " + name_ + " WITH (FORCE)"); }

    std::string address() const {
        std::string own = server_;
        return own.replace(own.find("/postgres?"), std::string_view("/postgres?").size(), "/" + name_ + "?");
    }
    /// Ends every other connection to this database, as a restart of the server would.
    void cut_connections() {
        ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name_ + "'");
    }

  private:
    static std::string read_address() {
        std::ifstream file(std::getenv("KIOSK_POSTGRES"));
        std::string address;
        std::getline(file, address);
        return address;
    }
    void ask(const std::string& statement) {
        auto database = platform::open_postgres(server_, {});
        platform::check(database.has_value(), "the PostgreSQL server of the tests cannot be reached");
        const auto done = database->each(statement, {}, [](const platform::SqlRow&) {});
        platform::check(done.has_value(), "the PostgreSQL server of the tests refused a statement");
    }

    std::string server_;
    std::string name_;
};

}  // namespace tests
