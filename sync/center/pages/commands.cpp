#include "sync/center/pages/commands.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "platform/base/file.h"
#include "platform/base/wipe.h"
#include "platform/crypto/crypto.h"
#include "sync/center/pages/account.h"
#include "sync/center/pages/pages.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

namespace {

struct Options {
    std::string listen = "127.0.0.1:0";
    std::string files;
    std::string directory;
    std::string id;
    std::string name;
    std::string role = "district";
    std::string station;
    std::string password_file;
    bool last = false;
};

int refuse(std::string_view why) {
    std::fprintf(stderr, "kiosk-center: %.*s\n", static_cast<int>(why.size()), why.data());
    return 1;
}

template <class Work>
int with_store(const CommandHost& host, const Work& work) {
    if (!std::filesystem::exists(host.folder().path())) return refuse(error_text(FolderError::missing));
    const auto store = open_operator_store(host.folder().database());
    if (!store) return refuse("the center's database cannot be opened");
    return work(**store);
}

std::optional<std::string> password_from(const std::string& file) {
    const auto content = platform::read_file(file, 1024);
    if (!content) return std::nullopt;
    const std::string text = platform::string_of(*content);
    return text.substr(0, text.find_first_of("\r\n"));
}

/// Hashes what stands in the file, ends the sessions the account has, and says so in the record.
int put(OperatorStore& store, Operator row, const Options& options, const platform::Clock& clock,
        std::string_view action) {
    auto password = password_from(options.password_file);
    if (!password) return refuse("the password file cannot be read");
    if (!valid_password(*password)) return refuse("a password has 10 to 128 bytes");
    row.password = platform::hash_password(*password);
    platform::wipe(*password);
    row.failures = 0;
    row.failed_at = 0;
    const auto unit = store.begin();
    const Done done =
        unit ? store.put_operator(row)
                   .and_then([&] { return store.end_sessions_of(row.id); })
                   .and_then([&] {
                       return store.add_audit({0, clock.wall(), "root", std::string(action), row.id, ""});
                   })
                   .and_then([&] { return (*unit)->commit(); })
             : Done(platform::fail(unit.error()));
    return done ? 0 : refuse("the center's database cannot be written");
}

int add_operator(OperatorStore& store, const Options& options, const platform::Clock& clock) {
    const auto role = role_named(options.role);
    if (!valid_operator_id(options.id))
        return refuse("an operator's id has 1 to 40 characters a-z 0-9 . _ -");
    if (options.name.empty() || options.name.size() > 60) return refuse("a name has 1 to 60 bytes");
    if (!role) return refuse("the role must be station, district or city");
    if ((*role == Role::station) != !options.station.empty()) {
        return refuse("--station belongs to the role station, and that role needs it");
    }
    return put(store, {options.id, options.name, *role, options.station, "", 0, 0}, options, clock,
               "operator_added");
}

int set_password(OperatorStore& store, const Options& options, const platform::Clock& clock) {
    const auto found = store.find_operator(options.id);
    if (!found) return refuse("the center's database cannot be read");
    if (!*found) return refuse("no such operator");
    return put(store, **found, options, clock, "password_set");
}

/// Whether anybody but `id` can run the center from the pages.
Stored<bool> another_district(OperatorStore& store, std::string_view id) {
    const auto rows = store.operators();
    if (!rows) return platform::fail(rows.error());
    return std::ranges::any_of(*rows, [&](const Operator& row) {
        return row.id != id && row.role == Role::district && !row.password.empty();
    });
}

/// `change` in one unit with its record; the account's sessions end with it.
template <class Change>
int take_away(OperatorStore& store, const Options& options, const platform::Clock& clock,
              std::string_view action, const Change& change) {
    const auto unit = store.begin();
    if (!unit) return refuse("the center's database cannot be written");
    const auto found = store.find_operator(options.id);
    const auto other = another_district(store, options.id);
    if (!found || !other) return refuse("the center's database cannot be read");
    if (!*found) return refuse("no such operator");
    if ((*found)->role == Role::district && !*other && !options.last) {
        return refuse(
            "this is the last account of role district: nobody could decide a review on the pages; --last "
            "goes "
            "on with that");
    }
    const Done done =
        change(**found)
            .and_then([&] { return store.end_sessions_of(options.id); })
            .and_then([&] {
                return store.add_audit({0, clock.wall(), "root", std::string(action), options.id, ""});
            })
            .and_then([&] { return (*unit)->commit(); });
    return done ? 0 : refuse("the center's database cannot be written");
}

int remove_operator(OperatorStore& store, const Options& options, const platform::Clock& clock) {
    return take_away(store, options, clock, "operator_removed",
                     [&](const Operator& row) { return store.remove_operator(row.id); });
}

int disable_operator(OperatorStore& store, const Options& options, const platform::Clock& clock) {
    return take_away(store, options, clock, "operator_disabled", [&](Operator row) {
        row.password.clear();
        return store.put_operator(row);
    });
}

int list_operators(OperatorStore& store) {
    const auto rows = store.operators();
    if (!rows) return refuse("the center's database cannot be read");
    for (const Operator& row : *rows) {
        std::printf("%s\t%s\t%s\t%s%s\n", row.id.c_str(), std::string(name_of(row.role)).c_str(),
                    row.station.empty() ? "-" : row.station.c_str(), row.name.c_str(),
                    row.password.empty() ? "\tdisabled" : "");
    }
    return 0;
}

int run_pages(const CommandHost& host, const Options& options) {
    PagesOptions pages;
    const std::size_t colon = options.listen.rfind(':');
    int port = -1;
    if (colon == std::string::npos || std::sscanf(options.listen.c_str() + colon + 1, "%d", &port) != 1 ||
        port < 0 || port > 65535) {
        return refuse("the listening address must be ADDRESS:PORT, with port 0 for any free one");
    }
    pages.address = options.listen.substr(0, colon);
    if (pages.address.starts_with('[') && pages.address.ends_with(']')) {
        pages.address = pages.address.substr(1, pages.address.size() - 2);
    }
    pages.port = static_cast<std::uint16_t>(port);
    pages.files = options.files.empty() ? installed_pages() : std::filesystem::path(options.files);
    pages.directory = options.directory;
    return serve_pages(host.folder(), pages, *host.clock());
}

}  // namespace

void add_pages_commands(CLI::App& app, const CommandHost& host) {
    const auto options = std::make_shared<Options>();
    CLI::App* made = host.command(app, "pages", "serve the operators' pages until SIGTERM");
    made->add_option("--listen", options->listen, "ADDRESS:PORT, port 0 for any free one")
        ->capture_default_str();
    made->add_option("--files", options->files, "folder of the built pages, if not beside this program");
    made->add_option("--directory", options->directory, "the city's stations (TSV), for their names");
    host.runs(made, [host, options] { return run_pages(host, *options); });

    CLI::App* group = app.add_subcommand("operator", "accounts of the operators' pages");
    group->require_subcommand(1);
    made = host.command(*group, "add", "add an account, or give it another role and password");
    made->add_option("--id", options->id)->required();
    made->add_option("--name", options->name)->required();
    made->add_option("--role", options->role, "station, district or city")->capture_default_str();
    made->add_option("--station", options->station, "of role station");
    made->add_option("--password-file", options->password_file, "the password is its first line")->required();
    host.runs(made, [host, options] {
        return with_store(host,
                          [&](OperatorStore& store) { return add_operator(store, *options, *host.clock()); });
    });
    made = host.command(*group, "passwd", "set an account's password; ends its sessions and its waiting");
    made->add_option("--id", options->id)->required();
    made->add_option("--password-file", options->password_file, "the password is its first line")->required();
    host.runs(made, [host, options] {
        return with_store(host,
                          [&](OperatorStore& store) { return set_password(store, *options, *host.clock()); });
    });
    const auto ends = [&](const char* name, const char* help, auto work) {
        CLI::App* command = host.command(*group, name, help);
        command->add_option("--id", options->id)->required();
        command->add_flag("--last", options->last, "also the last account of role district");
        host.runs(command, [host, options, work] {
            return with_store(host,
                              [&](OperatorStore& store) { return work(store, *options, *host.clock()); });
        });
    };
    ends("remove", "remove an account; its sessions end at once", remove_operator);
    ends("disable", "let an account in no more until `passwd`; its sessions end at once", disable_operator);
    made = host.command(*group, "list", "id, role, station, name and whether it is disabled, one a line");
    host.runs(made, [host] { return with_store(host, list_operators); });
}

}  // namespace syncing::center
