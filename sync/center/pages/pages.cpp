#include "sync/center/pages/pages.h"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "platform/http_server/http_server.h"
#include "platform/log/log.h"
#include "sync/center/pages/ops.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

namespace {

namespace log = platform::log;

/// Room for a large claims file.
constexpr std::size_t kMaxBody = 64 * 1024 * 1024;

int give_up(std::string_view why) {
    log::error("{}", why);
    return 1;
}

Stored<std::vector<std::unique_ptr<OperatorStore>>> open_stores(const std::string& address,
                                                                unsigned threads) {
    // One a thread on SQLite too: nearly all of it is reading, and an export must not hold up the others.
    std::vector<std::unique_ptr<OperatorStore>> stores;
    while (stores.size() < threads) {
        auto store = open_operator_store(address);
        if (!store) return platform::fail(store.error());
        stores.push_back(std::move(*store));
    }
    return stores;
}

}  // namespace

std::filesystem::path installed_pages() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return program.parent_path().parent_path() / "share" / "mutual-aid" / "pages";
}

int serve_pages(const CenterFolder& folder, const PagesOptions& options, const platform::Clock& clock) {
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const auto keys = folder.serve_keys();
    if (!keys) return give_up(error_text(keys.error()));
    auto stores = open_stores(folder.database(), options.threads);
    auto admin = open_admin_store(folder.database());
    if (!stores || !admin) return give_up("the center's database cannot be opened");
    config::Directory directory;
    if (!options.directory.empty()) {
        auto loaded = config::load_directory(options.directory.string());
        if (!loaded) return give_up(config::describe(loaded.error()));
        directory = std::move(loaded->stations);
    }
    Files files(options.files);
    if (files.empty()) return give_up(fmt::format("no pages in {}", options.files.string()));

    platform::HttpServerSettings settings;
    settings.address = options.address;
    settings.port = options.port;
    settings.certificate_chain = {keys->server_certificate};
    settings.key_pem = keys->server_key_pem;
    settings.max_body_bytes = kMaxBody;
    settings.max_connections = 512;
    settings.handler_threads = options.threads;
    Ops ops({std::move(*stores), folder, std::move(directory), std::move(files), clock, std::move(*admin),
             [&folder](const nlohmann::json& question) { return ask_desk(folder.path(), question); }});
    auto server = platform::HttpServer::start(
        std::move(settings), [&ops](const platform::HttpRequest& request) { return ops.handle(request); },
        clock);
    if (!server) return give_up(platform::http_server_error_text(server.error()));
    const bool v6 = options.address.find(':') != std::string::npos;
    const std::string url =
        fmt::format("https://{}{}{}:{}", v6 ? "[" : "", options.address, v6 ? "]" : "", (*server)->port());
    fmt::print("{{\"url\":\"{}\",\"port\":{}}}\n", url, (*server)->port());
    std::fflush(stdout);
    log::info("operators' pages at {}", url);
    sigwaitinfo(&signals, nullptr);
    (*server)->stop();
    return 0;
}

}  // namespace syncing::center
