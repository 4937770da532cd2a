#include "config/settings/document.h"
#include "platform/base/file.h"
#include "sync/center/commands.h"
#include "sync/center/settings_document.h"

namespace syncing::center {

namespace {

struct Options {
    std::string root_dir;
    std::vector<std::string> files;
};

int add_all(const Common& common, const Options& options) {
    const auto key = pack_key(options.root_dir);
    if (!key) return refuse(error_text(key.error()));
    return with_store(common, [&](AdminStore& store) {
        for (const std::string& file : options.files) {
            const auto toml = platform::read_file(file, config::kLargestSettingsDocument);
            if (!toml) {
                return refuse(
                    file + ": the settings cannot be read: " + std::string(platform::name_of(toml.error())));
            }
            const auto document = config::parse_settings_document(file, platform::string_of(*toml));
            if (!document) return refuse(config::describe(document.error()));
            const auto added = add_settings(store, *toml, *key);
            if (!added) return refuse(file + ": " + std::string(error_text(added.error())));
        }
        return 0;
    });
}

}  // namespace

void add_settings_commands(CLI::App& app, const Common& common, const AddCommand& add) {
    const auto options = std::make_shared<Options>();
    CLI::App* group = app.add_subcommand("settings", "what may be changed of terminals from here");
    group->require_subcommand(1);
    CLI::App* made = add(*group, "add", "sign settings and send them to the terminals they are for",
                         [options, &common] { return add_all(common, *options); });
    made->add_option("--root-dir", options->root_dir, "folder of the pack key")->required();
    made->add_option("FILE", options->files)->required();
}

}  // namespace syncing::center
