// kioskctl settings, kioskctl directory: what a center may send to a terminal, and what is in force here.
//   check FILE…                      is each such a document? "ok" a line, or what is wrong; exit code 1
//   sign --root-dir DIR FILE…        writes FILE.sig with the city's pack key; one JSON line per file
//   codes --out DIR FILE             FILE with its FILE.sig as QR codes, DIR/01.png …; one JSON line
//   show --settings STATION.TOML     of settings one JSON line each, its value here and where it comes from;
//                                    of the directory one: its version, how many stations, where it comes
//                                    from
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "config/documents/documents.h"
#include "sync/ctl/commands.h"
#include "sync/ctl/signed_file.h"
#include "sync/ledger/current_keys.h"
#include "sync/ledger/documents_in_force.h"
#include "sync/ledger/state_folder.h"
#include "sync/wire/packet.pb.h"

namespace syncing::ctl {

namespace {

using config::DocumentKind;
using nlohmann::ordered_json;

struct Options {
    DocumentKind kind = DocumentKind::settings;
    std::string root_dir;
    std::string out;
    std::string settings;
    std::vector<std::string> files;
};

std::string said_of(const std::string& station) {
    return station.empty() ? "every station" : station;
}

config::DocumentHead head_of(DocumentKind kind, const std::string& file, platform::ByteView bytes) {
    auto head = config::check_document(kind, file, platform::string_of(bytes));
    if (!head) refuse(config::describe(head.error()));
    return std::move(*head);
}

void check(const Options& options) {
    bool all_good = true;
    for (const std::string& file : options.files) {
        const auto bytes = read_signed_file(file);
        const auto head = config::check_document(options.kind, file, platform::string_of(bytes));
        std::cout << (head ? file + ": ok" : config::describe(head.error())) << '\n';
        all_good = all_good && head.has_value();
    }
    if (!all_good) throw CLI::RuntimeError(1);
}

void sign(const Options& options) {
    const center::SigningKey key = pack_key_in(options.root_dir);
    for (const std::string& file : options.files) {
        const auto bytes = read_signed_file(file);
        const config::DocumentHead head = head_of(options.kind, file, bytes);
        const std::string key_id = write_signature(file, bytes, key, config::purpose_of(options.kind));
        std::cout << ordered_json{{"file", file},
                                  {"for", said_of(head.station)},
                                  {"version", head.version},
                                  {"key_id", key_id}}
                  << '\n';
    }
}

void codes(const Options& options) {
    const std::string& file = options.files.front();
    const std::string kind(config::name_of(options.kind));
    const auto bytes = read_signed_file(file);
    const config::DocumentHead head = head_of(options.kind, file, bytes);
    const auto signature = read_signature(file);
    if (!signature) refuse(file + ".sig: there is no signature; make one with `kioskctl " + kind + " sign`");
    mutual_aid::v1::Update update;
    auto& to = *update.mutable_document();
    to.set_kind(kind);
    to.set_content(platform::string_of(bytes));
    to.set_signature(platform::string_of(signature->bytes));
    to.set_key_id(signature->key_id);
    const std::size_t count = write_code_pictures(update, file, options.out);
    std::cout << ordered_json{{"file", file},
                              {"for", said_of(head.station)},
                              {"version", head.version},
                              {"codes", count},
                              {"folder", options.out}}
              << '\n';
}

JudgedDocuments judged_at(const std::filesystem::path& state, DocumentKind kind, DocumentsInForce own) {
    const StateFolder folder(state);
    const auto terminal = folder.load();
    if (!terminal) refuse("state folder " + state.string() + ": " + std::string(name_of(terminal.error())));
    auto cache = Cache::open(folder.cache_db());
    if (!cache) refuse("cache.db: " + std::string(platform::name_of(cache.error())));
    const auto keys = current_keys(terminal->credentials, *cache);
    const auto offered = cache->signed_documents(config::purpose_of(kind));
    if (!keys || !offered) refuse("cache.db: cannot be read");
    return judge_documents(*offered, *keys, terminal->identity.station_code, std::move(own));
}

/// Where a value comes from that is not station.toml's.
std::string source_of(const std::string& key, const SettingsInForce& in_force) {
    for (const auto* document : {&in_force.for_station, &in_force.for_all}) {
        if (!*document) continue;
        for (const config::SettingLine& line : config::lines_of((*document)->change)) {
            if (line.key == key)
                return "version " + std::to_string((*document)->version) + " for " +
                       said_of((*document)->station);
        }
    }
    return "station.toml";
}

void show_settings(const config::StationSettings& own, const SettingsInForce& in_force) {
    const auto before = config::lines_of(config::changeable_of(own));
    const auto now = config::lines_of(config::changeable_of(in_force.over(own)));
    for (std::size_t i = 0; i < now.size(); ++i) {
        const bool changed = now[i].value != before[i].value;
        std::cout << ordered_json{{"key", now[i].key},
                                  {"value", now[i].value},
                                  {"from", changed ? source_of(now[i].key, in_force) : "station.toml"}}
                  << '\n';
    }
}

void show_directory(const config::StationSettings& own, const DocumentsInForce& at_first,
                    const std::optional<config::DirectoryFile>& now) {
    std::string from = "none";
    if (now) from = now == at_first.directory ? own.rules.directory->string() : "the center, or codes";
    std::cout << ordered_json{{"version", now ? now->version : 0},
                              {"stations", now ? now->stations.size() : 0},
                              {"from", from}}
              << '\n';
}

/// What the terminal has of its own, where it matters.
DocumentsInForce own_documents(DocumentKind kind, const config::StationSettings& own) {
    DocumentsInForce out;
    if (kind != DocumentKind::directory || !own.rules.directory) return out;
    auto directory = config::load_directory(own.rules.directory->string());
    if (!directory) refuse(config::describe(directory.error()));
    out.directory = std::move(*directory);
    return out;
}

void show(const Options& options) {
    const auto own = config::load_station_settings(options.settings);
    if (!own) refuse(config::describe(own.error()));
    const DocumentsInForce at_first = own_documents(options.kind, *own);
    const JudgedDocuments judged = judged_at(own->state, options.kind, at_first);
    switch (options.kind) {
        case DocumentKind::settings:
            show_settings(*own, judged.in_force.settings);
            break;
        case DocumentKind::directory:
            show_directory(*own, at_first, judged.in_force.directory);
            break;
    }
    for (const std::string& refused : judged.refused) std::cerr << "refused: " << refused << '\n';
}

void add_group(CLI::App& app, DocumentKind kind, const char* what, const char* help) {
    auto* group = app.add_subcommand(std::string(config::name_of(kind)), help);
    group->require_subcommand(1);
    const auto options = std::make_shared<Options>();
    options->kind = kind;
    const auto add = [&](const char* name, const std::string& about, void (*run)(const Options&)) {
        auto* made = group->add_subcommand(name, about);
        made->callback([options, run] {
            platform::init_crypto();
            run(*options);
        });
        return made;
    };
    auto* made = add("check", std::string("is each file ") + what + "?", check);
    made->add_option("FILE", options->files)->required();
    made = add("sign", std::string("sign ") + what + " with the city's pack key: writes FILE.sig", sign);
    made->add_option("--root-dir", options->root_dir, "folder of the pack key")->required();
    made->add_option("FILE", options->files)->required();
    made = add("codes", std::string(what) + ", signed, as QR codes for a terminal without a network", codes);
    made->add_option("FILE", options->files, "the file; FILE.sig beside it")->required()->expected(1);
    made->add_option("--out", options->out, "folder for the pictures")->required();
    made = add("show", "what is in force at this terminal, and where it comes from", show);
    made->add_option("--settings", options->settings, "settings of the terminal, station.toml")->required();
}

}  // namespace

void add_document_commands(CLI::App& app) {
    add_group(app, DocumentKind::settings, "a settings document", "what a center may change of a terminal");
    add_group(app, DocumentKind::directory, "a station directory",
              "the city's stations, as terminals show them");
}

}  // namespace syncing::ctl
