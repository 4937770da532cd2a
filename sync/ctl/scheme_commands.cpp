// kioskctl scheme: packs and what the rules answer from them.
//   eval [--explain] [--packs DIR]   questions as JSON Lines on stdin, one answer a line on stdout
//   check FILE… [--public-key HEX] [--active FILE]
//                                    is each a pack? with a key: is FILE.sig its signature? with --active:
//                                    may it take that pack's place? "ok" a line, or what is wrong; exit code
//                                    1
//   sign --root-dir DIR FILE…        writes FILE.sig with the city's pack key; one JSON line per file
//   codes --out DIR FILE             FILE with its FILE.sig as QR codes, DIR/01.png …, for staff of a
//   terminal
//                                    without a network to scan; one JSON line
//   list [--packs DIR]               the packs, one JSON line each
//   show ID [--language zh|en] [--packs DIR]
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "config/scheme/activate.h"
#include "config/scheme/describe.h"
#include "config/scheme/eval.h"
#include "config/scheme/pack.h"
#include "platform/crypto/crypto.h"
#include "sync/ctl/commands.h"
#include "sync/ctl/signed_file.h"
#include "sync/wire/packet.pb.h"

namespace syncing::ctl {

namespace {

using nlohmann::ordered_json;

constexpr const char* kInstalled = "/usr/share/mutual-aid-kiosk/schemes";

struct Options {
    std::string packs;
    std::string root_dir;
    std::string public_key;
    std::string active;
    std::string out;
    std::string id;
    std::string language = "zh";
    std::vector<std::string> files;
    bool explain = false;
};

/// Beside the program in a source tree, or where the package puts them.
std::string packs_folder(const Options& options) {
    if (!options.packs.empty()) return options.packs;
    std::error_code error;
    std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    while (!error && folder.has_relative_path()) {
        const auto packs = folder / "config" / "schemes";
        if (std::filesystem::is_directory(packs, error)) return packs.string();
        folder = folder.parent_path();
        error.clear();
    }
    return kInstalled;
}

std::vector<config::Pack> load(const Options& options) {
    auto packs = config::load_packs(packs_folder(options));
    if (!packs) refuse(describe(packs.error()));
    return std::move(*packs);
}

void eval(const Options& options) {
    const auto packs = load(options);
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) {
        std::cout << config::eval_line(packs, line,
                                       options.explain ? config::Explain::yes : config::Explain::no)
                  << '\n';
        // Whoever asks line by line waits for the answer.
        if (std::cin.rdbuf()->in_avail() <= 0) std::cout.flush();
    }
}

/// What is wrong with the pack, if anything.
std::optional<std::string> problem_of(const std::string& file, const Options& options,
                                      const config::Pack* active) {
    const platform::Bytes toml = read_signed_file(file);
    if (options.public_key.empty()) {
        const auto pack = config::load_pack(file, toml);
        return pack ? std::nullopt : std::optional(describe(pack.error()));
    }
    const auto key = platform::from_hex(options.public_key);
    const auto key_bytes = key ? platform::array_of<32>(*key) : std::nullopt;
    if (!key_bytes) refuse("--public-key must be 64 hexadecimal digits, as `scheme sign` prints them");
    const auto signature = read_signature(file);
    if (!signature) return file + ".sig: there is no signature";
    const auto pack = config::activate(file, toml, signature->bytes, *key_bytes, active);
    return pack ? std::nullopt : std::optional(config::describe(pack.error(), file));
}

void check(const Options& options) {
    std::optional<config::Pack> active;
    if (!options.active.empty()) {
        auto loaded = config::load_pack_file(options.active);
        if (!loaded) refuse(describe(loaded.error()));
        active = std::move(*loaded);
    }
    bool all_good = true;
    for (const std::string& file : options.files) {
        const auto problem = problem_of(file, options, active ? &*active : nullptr);
        std::cout << problem.value_or(file + ": ok") << '\n';
        all_good = all_good && !problem;
    }
    if (!all_good) throw CLI::RuntimeError(1);
}

void sign(const Options& options) {
    const center::SigningKey key = pack_key_in(options.root_dir);
    for (const std::string& file : options.files) {
        const platform::Bytes toml = read_signed_file(file);
        const auto pack = config::load_pack(file, toml);
        if (!pack) refuse(describe(pack.error()));
        const std::string key_id = write_signature(file, toml, key, platform::Purpose::pack);
        std::cout << ordered_json{{"file", file},
                                  {"id", pack->id},
                                  {"edition", pack->edition},
                                  {"key_id", key_id},
                                  {"public_key", platform::to_hex(key.pair.public_key)}}
                  << '\n';
    }
}

void codes(const Options& options) {
    const std::string& file = options.files.front();
    const platform::Bytes toml = read_signed_file(file);
    const auto pack = config::load_pack(file, toml);
    if (!pack) refuse(describe(pack.error()));
    const auto signature = read_signature(file);
    if (!signature) refuse(file + ".sig: there is no signature; make one with `kioskctl scheme sign`");
    mutual_aid::v1::Update update;
    auto& message = *update.mutable_pack();
    message.set_id(pack->id);
    message.set_toml(platform::string_of(toml));
    message.set_signature(platform::string_of(signature->bytes));
    message.set_key_id(signature->key_id);
    const std::size_t count = write_code_pictures(update, file, options.out);
    std::cout << ordered_json{{"file", file},
                              {"id", pack->id},
                              {"edition", pack->edition},
                              {"codes", count},
                              {"folder", options.out}}
              << '\n';
}

void list(const Options& options) {
    for (const config::Pack& pack : load(options)) {
        ordered_json plans = ordered_json::array();
        for (const config::Plan& plan : pack.plans) plans.push_back(plan.id);
        std::cout << ordered_json{{"id", pack.id},
                                  {"edition", pack.edition},
                                  {"name_zh", pack.name.zh},
                                  {"name_en", pack.name.en},
                                  {"via", std::string(config::name_of(pack.via))},
                                  {"plans", plans},
                                  {"hash", platform::to_hex(pack.hash)}}
                  << '\n';
    }
}

void show(const Options& options) {
    for (const config::Pack& pack : load(options)) {
        if (pack.id != options.id) continue;
        for (const config::Text& line : config::describe_pack(pack)) {
            std::cout << (options.language == "en" ? line.en : line.zh) << '\n';
        }
        return;
    }
    refuse("there is no pack \"" + options.id + "\" in " + packs_folder(options));
}

}  // namespace

void add_scheme_commands(CLI::App& app) {
    auto* scheme = app.add_subcommand("scheme", "scheme packs and what the rules answer from them");
    scheme->require_subcommand(1);
    const auto options = std::make_shared<Options>();
    const auto add = [&](const char* name, const char* help, void (*run)(const Options&)) {
        auto* made = scheme->add_subcommand(name, help);
        made->callback([options, run] {
            platform::init_crypto();
            run(*options);
        });
        return made;
    };
    auto* made = add("eval", "answer questions: JSON Lines on stdin, one answer a line", eval);
    made->add_flag("--explain", options->explain, "with the steps of each answer in words");
    made->add_option("--packs", options->packs, "folder of packs");
    made = add("check", "is each file a pack that may be activated?", check);
    made->add_option("FILE", options->files)->required();
    made->add_option("--public-key", options->public_key,
                     "of the pack key, hexadecimal: FILE.sig must fit it");
    made->add_option("--active", options->active, "the pack in force, whose place the file would take");
    made = add("sign", "sign packs with the city's pack key: writes FILE.sig", sign);
    made->add_option("--root-dir", options->root_dir, "folder of the pack key")->required();
    made->add_option("FILE", options->files)->required();
    made = add("codes", "a signed pack as QR codes for a terminal without a network", codes);
    made->add_option("FILE", options->files, "the pack; FILE.sig beside it")->required()->expected(1);
    made->add_option("--out", options->out, "folder for the pictures")->required();
    made = add("list", "the packs, one JSON line each", list);
    made->add_option("--packs", options->packs, "folder of packs");
    made = add("show", "a pack in words", show);
    made->add_option("ID", options->id)->required();
    made->add_option("--language", options->language)->check(CLI::IsMember({"zh", "en"}));
    made->add_option("--packs", options->packs, "folder of packs");
}

}  // namespace syncing::ctl
