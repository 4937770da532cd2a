#include "platform/base/file.h"
#include "sync/center/commands.h"
#include "sync/center/signed_document.h"

namespace syncing::center {

namespace {

using config::DocumentKind;

struct Options {
    std::string root_dir;
    std::vector<std::string> files;
};

int add_all(const Common& common, DocumentKind kind, const Options& options) {
    const auto key = pack_key(options.root_dir);
    if (!key) return refuse(error_text(key.error()));
    return with_store(common, [&](AdminStore& store) {
        for (const std::string& file : options.files) {
            const auto content = platform::read_file(file, config::largest_document(kind));
            if (!content)
                return refuse(file + ": cannot be read: " + std::string(platform::name_of(content.error())));
            const auto head = config::check_document(kind, file, platform::string_of(*content));
            if (!head) return refuse(config::describe(head.error()));
            const auto added = add_document(store, kind, *content, *key);
            if (!added) return refuse(file + ": " + std::string(error_text(added.error())));
        }
        return 0;
    });
}

void add_group(CLI::App& app, DocumentKind kind, const char* help, const char* add_help, const Common& common,
               const AddCommand& add) {
    const auto options = std::make_shared<Options>();
    CLI::App* group = app.add_subcommand(std::string(config::name_of(kind)), help);
    group->require_subcommand(1);
    CLI::App* made =
        add(*group, "add", add_help, [kind, options, &common] { return add_all(common, kind, *options); });
    made->add_option("--root-dir", options->root_dir, "folder of the pack key")->required();
    made->add_option("FILE", options->files)->required();
}

}  // namespace

void add_document_commands(CLI::App& app, const Common& common, const AddCommand& add) {
    add_group(app, DocumentKind::settings, "what may be changed of terminals from here",
              "sign settings and send them to the terminals they are for", common, add);
    add_group(app, DocumentKind::directory, "the city's stations, as terminals show them",
              "sign a station directory and send it to every terminal", common, add);
}

}  // namespace syncing::center
