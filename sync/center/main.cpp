// kiosk-center: a district's center. `kiosk-center --help` lists the commands.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "config/scheme/pack.h"
#include "config/settings/settings.h"
#include "platform/base/file.h"
#include "platform/log/log.h"
#include "platform/private_memory/private_memory.h"
#include "sync/center/adjudicate.h"
#include "sync/center/backup.h"
#include "sync/center/claims.h"
#include "sync/center/commands.h"
#include "sync/center/operate.h"
#include "sync/center/pages/commands.h"
#include "sync/center/serve.h"
#include "sync/center/sql_store.h"

namespace {

using namespace syncing::center;
using syncing::kLeastWireVersion;
using syncing::kWireVersion;
namespace fs = std::filesystem;

constexpr std::size_t kMaxPackBytes = 1024 * 1024;
constexpr std::size_t kMaxClaimsBytes = 256 * 1024 * 1024;

int print_code(const Operated<std::string>& code) {
    if (!code) return refuse(error_text(code.error()));
    std::printf("%s\n", code->c_str());
    return 0;
}

int print_backup(const platform::Result<BackupReport, BackupError>& report) {
    if (!report) return refuse(error_text(report.error()));
    std::printf("%s\n", report_json(*report).c_str());
    if (report->damaged_attachments.empty()) return 0;
    refuse(
        "the photographed papers in damaged_attachments are not what came; all else is right. An older "
        "backup may hold them: restore it beside, and take them out there with `attachments --record`");
    return 2;
}

int add_packs(AdminStore& store, const std::string& root_dir, const std::vector<std::string>& files) {
    const auto key = pack_key(root_dir);
    if (!key) return refuse(error_text(key.error()));
    for (const std::string& file : files) {
        const auto toml = platform::read_file(file, kMaxPackBytes);
        if (!toml) return refuse(file + ": the pack cannot be read: " + std::string(name_of(toml.error())));
        const auto pack = config::load_pack(file, *toml);
        if (!pack) return refuse(config::describe(pack.error()));
        const auto added = add_pack(store, pack->id, *toml, *key);
        if (!added) return refuse(error_text(added.error()));
    }
    return 0;
}

int init(const Common& common, NewCenter center, const std::vector<std::string>& packs) {
    center.state = common.state;
    center.now = common.clock()->wall();
    const auto folder = CenterFolder::create(center);
    if (!folder) return refuse(error_text(folder.error()));
    return with_store(common, [&](AdminStore& store) {
        const auto published = publish_first(store, *folder->serve_keys());
        if (!published) return refuse(error_text(published.error()));
        return add_packs(store, center.root.string(), packs);
    });
}

int import_file(const Common& common, const std::string& file) {
    const auto csv = platform::read_file(file, kMaxClaimsBytes);
    if (!csv) return refuse(file + ": cannot be read: " + std::string(name_of(csv.error())));
    const auto clock = common.clock();
    return with_store(common, [&](AdminStore& store) {
        const auto report = import_claims(store, common.folder(), platform::string_of(*csv), clock->wall());
        if (!report) return refuse(error_text(report.error()));
        for (const BadLine& bad : report->bad) {
            std::fprintf(stderr, "%s:%zu: %s\n", file.c_str(), bad.line,
                         std::string(error_text(bad.error)).c_str());
        }
        const int judged = adjudicate(common.folder(), *clock, Until::nothing_waits);
        std::printf("{\"loaded\":%zu,\"bad\":%zu}\n", report->loaded, report->bad.size());
        return judged != 0 ? judged : (report->bad.empty() ? 0 : 2);
    });
}

int serve_at(const Common& common, const std::string& listen, ServeOptions options) {
    const std::size_t colon = listen.rfind(':');
    int port = -1;
    if (colon == std::string::npos || std::sscanf(listen.c_str() + colon + 1, "%d", &port) != 1 || port < 0 ||
        port > 65535) {
        return refuse("the listening address must be ADDRESS:PORT, with port 0 for any free one");
    }
    if (!common.clock_text.empty()) options.clock_text = common.clock_text;
    options.address = listen.substr(0, colon);
    if (options.address.starts_with('[') && options.address.ends_with(']')) {
        options.address = options.address.substr(1, options.address.size() - 2);
    }
    options.port = static_cast<std::uint16_t>(port);
    return serve(common.folder(), options, *common.clock());
}

/// The command line: options land in the members, the chosen command's exit code in exit_code.
struct CommandLine {
    CLI::App app{"A district's center of the mutual-aid kiosks"};
    Common common;
    int exit_code = 0;

    NewCenter center;
    std::string root_dir;
    std::string target;  // of a backup
    std::vector<std::string> files;
    Registration registration;
    std::string settings_file;
    std::string listen = "127.0.0.1:0";
    ServeOptions serving;
    bool once = false;
    bool watch = false;
    bool json = false;
    bool quarantine = false;

    CLI::App* command(CLI::App& parent, const char* name, const char* help) {
        CLI::App* made = parent.add_subcommand(name, help);
        CLI::Option* state = made->add_option("--state", common.state, "the center's state folder");
        made->add_option("--settings", settings_file, "settings file, instead of --state and what it names")
            ->excludes(state);
        made->add_option("--clock", common.clock_text, "simulated time, as 2026-06-15T09:00")
            ->check([](const std::string& text) {
                return platform::parse_civil_time(text) ? std::string() : "must look like 2026-06-15T09:00";
            });
        return made;
    }
    template <class Run>
    void runs(CLI::App* made, const Run& run) {
        made->callback([this, run] { exit_code = take_settings() ? run() : 1; });
    }

    bool take_settings() {
        if (settings_file.empty()) {
            if (common.state.empty()) refuse("--state or --settings is required");
            return !common.state.empty();
        }
        const auto settings = config::load_center_settings(settings_file);
        if (!settings) {
            refuse(describe(settings.error()));
            return false;
        }
        common.state = settings->state.string();
        center.city = settings->city;
        center.name = settings->name;
        center.hosts = settings->hosts;
        listen = settings->listen;
        serving.public_url = settings->public_url;
        serving.threads = static_cast<unsigned>(settings->database_threads);
        return true;
    }

    void add_init() {
        CLI::App* made = command(app, "init", "make a center: its keys, certificates and database");
        made->add_option("--root-dir", root_dir, "folder of the city root and pack key; keep it offline")
            ->required();
        made->add_option("--city", center.city);
        made->add_option("--center", center.name, "the district center's name");
        made->add_option("--host", center.hosts, "names and addresses in the server's certificate");
        made->add_option("--pack", files, "scheme packs to start with");
        made->add_option("--database", center.database,
                         "postgresql://USER@HOST/NAME of an empty database, instead of a file");
        runs(made, [this] {
            center.root = root_dir;
            if (center.city.empty() || center.name.empty()) return refuse("--city and --center are required");
            return init(common, center, files);
        });
    }

    void add_pack_command() {
        CLI::App* group = app.add_subcommand("pack", "scheme packs");
        group->require_subcommand(1);
        CLI::App* made = command(*group, "add", "sign packs and send them to every terminal");
        made->add_option("--root-dir", root_dir, "folder of the pack key")->required();
        made->add_option("FILE", files)->required();
        runs(made, [this] {
            return with_store(common, [&](AdminStore& store) { return add_packs(store, root_dir, files); });
        });
    }

    void add_terminals() {
        CLI::App* made =
            command(app, "register", "register a terminal; prints its one-time provisioning code");
        made->add_option("--station", registration.station, "station code, as SM03")->required();
        made->add_option("--number", registration.number, "the terminal's number in its station")->required();
        made->add_option("--prefix", registration.prefix, "of its slip numbers, as JL03")->required();
        made->add_option("--url", registration.url, "where the terminal reaches this center");
        runs(made, [this] {
            const auto now = common.clock()->wall();
            return with_store(common, [&](AdminStore& store) {
                return print_code(register_terminal(store, common.folder(), registration, now));
            });
        });
        made = command(app, "revoke", "revoke a terminal: it can no longer push or pull");
        made->add_option("--station", registration.station)->required();
        made->add_option("--number", registration.number)->required();
        runs(made, [this] {
            return with_store(common, [&](AdminStore& store) {
                const auto done = revoke_terminal(store, registration.station, registration.number);
                return done ? 0 : refuse(error_text(done.error()));
            });
        });
    }

    void add_settle() {
        CLI::App* made =
            command(app, "settle", "two machines held one terminal's key and were looked at: let both send");
        made->add_option("--station", registration.station)->required();
        made->add_option("--number", registration.number)->required();
        runs(made, [this] {
            return with_store(common, [&](AdminStore& store) {
                const auto done = settle_terminal(store, registration.station, registration.number);
                return done ? 0 : refuse(error_text(done.error()));
            });
        });
    }

    void add_claims() {
        CLI::App* group = app.add_subcommand("claims", "progress of claims");
        group->require_subcommand(1);
        CLI::App* made =
            command(*group, "import", "load a CSV file; bad lines are named and the rest loaded (exit 2)");
        made->add_option("FILE", files)->required()->expected(1);
        runs(made, [this] { return import_file(common, files.front()); });
    }

    void add_status() {
        CLI::App* made = command(app, "status", "counts, as one line of JSON");
        made->add_flag("--json", json, "JSON is the only form");
        runs(made, [this] {
            return with_store(common, [](AdminStore& store) {
                const auto status = store.status();
                if (!status) return refuse(error_text(OperateError::store_failed));
                std::printf("%s\n", status_json(*status).c_str());
                return 0;
            });
        });
    }

    void add_backups() {
        CLI::App* made = command(app, "backup", "copy the center to a new folder; it may serve meanwhile");
        made->add_option("--to", target, "the new folder; it will hold the center's secret keys")->required();
        runs(made, [this] {
            const auto now = common.clock()->wall();
            return with_store(common, [&](AdminStore& store) {
                return print_backup(back_up(store, common.folder(), target, now));
            });
        });
        made = command(
            app, "verify",
            "check a center or a backup: files, ledgers and photographed papers (some damaged: exit 2)");
        runs(made, [this] { return print_backup(verify(common.state)); });
        made = command(app, "restore", "make a center's state folder from a backup, with a new epoch");
        made->add_option("--from", target, "the backup")->required();
        made->add_option("--archive", serving.archive, "of what the center originated since");
        made->add_option("--database", center.database,
                         "postgresql://USER@HOST/NAME of an empty database, if not the one it was in");
        runs(made, [this] {
            return print_backup(
                restore({target, common.state, common.clock()->wall(), serving.archive, center.database}));
        });
    }

    void add_packets() {
        CLI::App* group = app.add_subcommand("packet", "terminals that only a stick reaches");
        group->require_subcommand(1);
        CLI::App* made = command(*group, "import", "take in a terminal's packet and write the answer to it");
        made->add_option("FILE", files)->required()->expected(1);
        made->add_option("--to", target, "where the answer is written");
        made->add_flag("--quarantine", quarantine,
                       "from a revoked terminal's disk: all of it waits for a person; --to may be left out");
        runs(made, [this] { return import_packet(); });
    }

    int import_packet() {
        if (target.empty() && !quarantine)
            return refuse("--to FILE is required: the terminal needs the answer");
        const Intake intake = quarantine ? Intake::quarantine : Intake::trusted;
        return answer_packet(common.folder(), files.front(), target, intake, *common.clock());
    }

    void add_processes() {
        CLI::App* made = command(app, "serve", "answer terminals until SIGTERM");
        made->add_option("--listen", listen, "ADDRESS:PORT, port 0 for any free one")->capture_default_str();
        made->add_option("--public-url", serving.public_url, "what terminals are told, if not that address");
        made->add_option("--archive", serving.archive,
                         "folder, best on another disk, that gets what the center itself originates");
        made->add_option("--least-wire", serving.least_wire,
                         "terminals that speak an older wire version are told to update")
            ->check(CLI::Range(kLeastWireVersion, kWireVersion))
            ->capture_default_str();
        made->add_flag("!--no-adjudicator", serving.adjudicator, "the adjudicator is a service of its own");
        runs(made, [this] { return serve_at(common, listen, serving); });
        made = command(app, "adjudicate", "open and judge what waits; `serve` starts this by itself");
        CLI::Option* only_once = made->add_flag("--once", once, "end when nothing waits");
        made->add_flag("--watch", watch, "until SIGTERM, as a service")->excludes(only_once);
        runs(made, [this] {
            const Until until = once ? Until::nothing_waits : watch ? Until::terminated : Until::input_ends;
            return adjudicate(common.folder(), *common.clock(), until);
        });
    }

    CommandLine() {
        app.require_subcommand(1);
        add_init();
        add_pack_command();
        add_terminals();
        add_settle();
        add_claims();
        const AddCommand add = [this](CLI::App& parent, const char* name, const char* help,
                                      const std::function<int()>& run) {
            CLI::App* made = command(parent, name, help);
            runs(made, run);
            return made;
        };
        add_staff_commands(app, common, add);
        add_review_commands(app, common, add);
        add_key_commands(app, common, add);
        add_document_commands(app, common, add);
        add_attachment_command(app, common, add);
        add_status();
        add_backups();
        add_packets();
        add_processes();
        add_pages_commands(app, {[this](CLI::App& parent, const char* name, const char* help) {
                                     return command(parent, name, help);
                                 },
                                 [this](CLI::App* made, const std::function<int()>& run) { runs(made, run); },
                                 [this] { return common.folder(); }, [this] { return common.clock(); }});
    }
};

}  // namespace

int main(int argc, char** argv) try {
    platform::keep_memory_private();
    platform::init_crypto();
    platform::log::set_program("kiosk-center");
    CommandLine line;
    try {
        line.app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return line.app.exit(error);
    }
    return line.exit_code;
} catch (const std::exception&) {
    // Its own words may quote what it was reading.
    std::fputs("kiosk-center: no memory, or a defect of this program; nothing more was done\n", stderr);
    return 3;
}
