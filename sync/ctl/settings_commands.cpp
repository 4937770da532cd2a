// kioskctl settings: what a center may change of a terminal, and what is in force here.
//   check FILE…                      is each a settings document? "ok" a line, or what is wrong; exit code 1
//   sign --root-dir DIR FILE…        writes FILE.sig with the city's pack key; one JSON line per file
//   codes --out DIR FILE             FILE with its FILE.sig as QR codes, DIR/01.png …; one JSON line
//   show --settings STATION.TOML     one JSON line a setting: its value here and where it comes from
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "config/settings/document.h"
#include "sync/ctl/commands.h"
#include "sync/ctl/signed_file.h"
#include "sync/ledger/current_keys.h"
#include "sync/ledger/settings_in_force.h"
#include "sync/ledger/state_folder.h"
#include "sync/wire/packet.pb.h"

namespace syncing::ctl {

namespace {

using nlohmann::ordered_json;

struct Options {
    std::string root_dir;
    std::string out;
    std::string settings;
    std::vector<std::string> files;
};

std::string said_of(const config::SettingsDocument& document) {
    return document.station.empty() ? "every station" : document.station;
}

config::SettingsDocument parsed(const std::string& file, platform::ByteView bytes) {
    auto document = config::parse_settings_document(file, platform::string_of(bytes));
    if (!document) refuse(config::describe(document.error()));
    return std::move(*document);
}

void check(const Options& options) {
    bool all_good = true;
    for (const std::string& file : options.files) {
        const auto bytes = read_signed_file(file);
        const auto document = config::parse_settings_document(file, platform::string_of(bytes));
        std::cout << (document ? file + ": ok" : config::describe(document.error())) << '\n';
        all_good = all_good && document.has_value();
    }
    if (!all_good) throw CLI::RuntimeError(1);
}

void sign(const Options& options) {
    const center::SigningKey key = pack_key_in(options.root_dir);
    for (const std::string& file : options.files) {
        const auto bytes = read_signed_file(file);
        const config::SettingsDocument document = parsed(file, bytes);
        const std::string key_id = write_signature(file, bytes, key, platform::Purpose::settings);
        std::cout << ordered_json{{"file", file},
                                  {"for", said_of(document)},
                                  {"version", document.version},
                                  {"key_id", key_id}}
                  << '\n';
    }
}

void codes(const Options& options) {
    const std::string& file = options.files.front();
    const auto bytes = read_signed_file(file);
    const config::SettingsDocument document = parsed(file, bytes);
    const auto signature = read_signature(file);
    if (!signature) refuse(file + ".sig: there is no signature; make one with `kioskctl settings sign`");
    mutual_aid::v1::Update update;
    auto& to = *update.mutable_document();
    to.set_kind(std::string(platform::purpose_name(platform::Purpose::settings)));
    to.set_content(platform::string_of(bytes));
    to.set_signature(platform::string_of(signature->bytes));
    to.set_key_id(signature->key_id);
    const std::size_t count = write_code_pictures(update, file, options.out);
    std::cout << ordered_json{{"file", file},
                              {"for", said_of(document)},
                              {"version", document.version},
                              {"codes", count},
                              {"folder", options.out}}
              << '\n';
}

JudgedSettings judged_at(const std::filesystem::path& state) {
    const StateFolder folder(state);
    const auto terminal = folder.load();
    if (!terminal) refuse("state folder " + state.string() + ": " + std::string(name_of(terminal.error())));
    auto cache = Cache::open(folder.cache_db());
    if (!cache) refuse("cache.db: " + std::string(platform::name_of(cache.error())));
    const auto keys = current_keys(terminal->credentials, *cache);
    const auto offered = cache->signed_documents(platform::Purpose::settings);
    if (!keys || !offered) refuse("cache.db: cannot be read");
    return judge_all_settings(*offered, *keys, terminal->identity.station_code);
}

/// Where a value comes from that is not station.toml's.
std::string source_of(const std::string& key, const SettingsInForce& in_force) {
    for (const auto* document : {&in_force.for_station, &in_force.for_all}) {
        if (!*document) continue;
        for (const config::SettingLine& line : config::lines_of((*document)->change)) {
            if (line.key == key)
                return "version " + std::to_string((*document)->version) + " for " + said_of(**document);
        }
    }
    return "station.toml";
}

void show(const Options& options) {
    const auto own = config::load_station_settings(options.settings);
    if (!own) refuse(config::describe(own.error()));
    const JudgedSettings judged = judged_at(own->state);
    const auto before = config::lines_of(config::changeable_of(*own));
    const auto now = config::lines_of(config::changeable_of(judged.in_force.over(*own)));
    for (std::size_t i = 0; i < now.size(); ++i) {
        const bool changed = now[i].value != before[i].value;
        std::cout << ordered_json{{"key", now[i].key},
                                  {"value", now[i].value},
                                  {"from", changed ? source_of(now[i].key, judged.in_force) : "station.toml"}}
                  << '\n';
    }
    for (const std::string& refused : judged.refused) std::cerr << "refused: " << refused << '\n';
}

}  // namespace

void add_settings_commands(CLI::App& app) {
    auto* settings = app.add_subcommand("settings", "what a center may change of a terminal");
    settings->require_subcommand(1);
    const auto options = std::make_shared<Options>();
    const auto add = [&](const char* name, const char* help, void (*run)(const Options&)) {
        auto* made = settings->add_subcommand(name, help);
        made->callback([options, run] {
            platform::init_crypto();
            run(*options);
        });
        return made;
    };
    auto* made = add("check", "is each file a settings document?", check);
    made->add_option("FILE", options->files)->required();
    made = add("sign", "sign settings with the city's pack key: writes FILE.sig", sign);
    made->add_option("--root-dir", options->root_dir, "folder of the pack key")->required();
    made->add_option("FILE", options->files)->required();
    made = add("codes", "signed settings as QR codes for a terminal without a network", codes);
    made->add_option("FILE", options->files, "the settings; FILE.sig beside it")->required()->expected(1);
    made->add_option("--out", options->out, "folder for the pictures")->required();
    made = add("show", "what is in force at this terminal, and where it comes from", show);
    made->add_option("--settings", options->settings, "settings of the terminal, station.toml")->required();
}

}  // namespace syncing::ctl
