#include "sync/center/serve.h"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <ctime>
#include <fstream>

#include "platform/base/file.h"
#include "platform/http_server/http_server.h"
#include "platform/log/log.h"
#include "platform/postgres/postgres.h"
#include "sync/center/adjudicator_process.h"
#include "sync/center/api.h"
#include "sync/center/origin.h"
#include "sync/center/packet.h"
#include "sync/center/sql_store.h"
#include "sync/wire/packet.h"

namespace syncing::center {

namespace {

namespace log = platform::log;

sigset_t block_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGCHLD}) sigaddset(&set, signal);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return set;
}

std::vector<std::string> adjudicator_arguments(const CenterFolder& folder, const ServeOptions& options) {
    std::vector<std::string> arguments{"adjudicate", "--state", folder.path().string()};
    if (options.clock_text) {
        arguments.emplace_back("--clock");
        arguments.push_back(*options.clock_text);
    }
    return arguments;
}

/// Takes what is new into the archive, and says so once when it cannot.
class Archiving {
  public:
    Archiving(const CenterFolder& folder, const std::filesystem::path& to) {
        if (to.empty()) return;
        auto store = open_admin_store(folder.database());
        if (store) store_ = std::move(*store);
        to_ = to;
    }
    bool wanted() const { return !to_.empty(); }
    void take() {
        if (!wanted()) return;
        const auto taken = try_to();
        if (!taken && !trouble_) log::error("archive: {}", error_text(taken.error()));
        trouble_ = !taken;
    }

  private:
    platform::Result<std::uint64_t, ArchiveError> try_to() {
        if (!store_) return platform::fail(ArchiveError::store_failed);
        if (!archive_) {
            auto opened = OriginArchive::open(to_);
            if (!opened) return platform::fail(opened.error());
            archive_ = std::move(*opened);
        }
        auto taken = archive_->take(*store_);
        if (!taken) archive_.reset();  // what was half written is cut off when it is opened again
        return taken;
    }
    std::filesystem::path to_;
    std::unique_ptr<AdminStore> store_;
    std::optional<OriginArchive> archive_;
    bool trouble_ = false;
};

/// Until it is told to stop. An adjudicator that ended is started again, at most once a second.
void wait_for_end(const sigset_t& signals, AdjudicatorProcess& adjudicator, Archiving& archiving) {
    bool missing = false;
    while (true) {
        archiving.take();
        const timespec pause{1, 0};
        const int signal = missing || archiving.wanted() ? sigtimedwait(&signals, nullptr, &pause)
                                                         : sigwaitinfo(&signals, nullptr);
        if (signal == SIGTERM || signal == SIGINT) return;
        if (signal == SIGCHLD && adjudicator.ended()) {
            log::error("the adjudicator ended; it is started again");
            missing = true;
        } else if (missing && signal < 0) {
            missing = !adjudicator.start();
        }
    }
}

std::string url_of(const ServeOptions& options, std::uint16_t port) {
    if (!options.public_url.empty()) return options.public_url;
    if (options.address.find(':') != std::string::npos)
        return fmt::format("https://[{}]:{}", options.address, port);
    return fmt::format("https://{}:{}", options.address, port);
}

/// One for SQLite, where writers take turns; one a thread for a server.
Stored<std::vector<std::unique_ptr<ServeStore>>> open_stores(const std::string& address, unsigned threads) {
    const unsigned count = platform::is_postgres_address(address) ? threads : 1;
    std::vector<std::unique_ptr<ServeStore>> stores;
    while (stores.size() < count) {
        auto store = open_serve_store(address);
        if (!store) return platform::fail(store.error());
        stores.push_back(std::move(*store));
    }
    return stores;
}

int give_up(std::string_view why) {
    log::error("{}", why);
    return 1;
}

}  // namespace

int serve(const CenterFolder& folder, const ServeOptions& options, const platform::Clock& clock) {
    const sigset_t signals = block_signals();
    auto keys = folder.serve_keys();
    if (!keys) return give_up(error_text(keys.error()));
    auto stores = open_stores(folder.database(), options.threads);
    if (!stores) return give_up(name_of(stores.error()));
    const auto own = open_serve_store(folder.database());  // the others are the server's from its start on
    if (!own) return give_up(name_of(own.error()));
    const auto name = (*own)->center_name();
    if (!name) return give_up(name_of(name.error()));

    platform::HttpServerSettings settings;
    settings.address = options.address;
    settings.port = options.port;
    settings.certificate_chain = {keys->server_certificate};
    settings.key_pem = keys->server_key_pem;
    settings.client_authority_der = keys->authority.certificate_der;
    settings.max_body_bytes = kMaxRangeBytes;
    settings.handler_threads = options.threads;

    Archiving archiving(folder, options.archive);
    AdjudicatorProcess adjudicator(adjudicator_arguments(folder, options));
    Api api(
        std::move(*stores), std::move(*keys), *name, clock, [&adjudicator] { adjudicator.wake(); },
        options.least_wire);
    auto server = platform::HttpServer::start(
        std::move(settings), [&api](const platform::HttpRequest& request) { return api.handle(request); },
        clock);
    if (!server) return give_up(platform::http_server_error_text(server.error()));
    const std::string url = url_of(options, (*server)->port());
    if (!(*own)->set_url(url) || !(*own)->set_least_wire(options.least_wire))
        return give_up("the center's database cannot be written");
    if (options.adjudicator && !adjudicator.start()) return give_up("the adjudicator cannot be started");
    adjudicator.wake();

    fmt::print("{{\"url\":\"{}\",\"port\":{}}}\n", url, (*server)->port());
    std::fflush(stdout);
    log::info("serving at {}", url);
    wait_for_end(signals, adjudicator, archiving);
    (*server)->stop();
    adjudicator.end();
    archiving.take();
    log::info("stopped");
    return 0;
}

int answer_packet(const CenterFolder& folder, const std::filesystem::path& packet,
                  const std::filesystem::path& answer, Intake intake, const platform::Clock& clock) {
    auto keys = folder.serve_keys();
    if (!keys) return give_up(error_text(keys.error()));
    auto store = open_serve_store(folder.database());
    auto stores = open_stores(folder.database(), 1);
    if (!store || !stores) return give_up("the center's database cannot be opened");
    const auto name = (*store)->center_name();
    if (!name) return give_up(name_of(name.error()));
    const auto least_wire = (*store)->least_wire();
    if (!least_wire) return give_up(name_of(least_wire.error()));
    std::ifstream file(packet, std::ios::binary);
    if (!file) return give_up(fmt::format("{}: cannot be read", packet.string()));
    Api api(
        std::move(*stores), std::move(*keys), *name, clock, [] {}, *least_wire);
    const auto taken =
        take_packet(file, **store, intake, [&api, intake](const platform::HttpRequest& request) {
            return intake == Intake::trusted ? api.handle(request) : api.handle_in_quarantine(request);
        });
    if (!taken) return give_up(error_text(taken.error()));
    if (!answer.empty() && !platform::write_file(answer, taken->answer))
        return give_up(
            "the answer cannot be written there: no space, or write-protected; import the packet again");
    fmt::print("{{\"requests\":{},\"refused\":{},\"contradicting\":{},\"pages\":{},\"papers\":{}}}\n",
               taken->requests, taken->refused, taken->contradicting, taken->pages, taken->papers);
    if (taken->outdated)
        log::warning(
            "this terminal's software must be updated first: it speaks wire version {}, this center takes {} "
            "and later; its records stay with it",
            taken->wire, *least_wire);
    return 0;
}

}  // namespace syncing::center
