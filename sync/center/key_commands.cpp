#include <map>

#include "sync/center/commands.h"

namespace syncing::center {

namespace {

struct Options {
    std::string root_dir;
    std::vector<std::string> purposes;
    std::vector<std::string> hosts;
};

const std::map<std::string, Rotation> kRotations{{"acknowledgement", Rotation::acknowledgement},
                                                 {"updates", Rotation::updates},
                                                 {"sealing", Rotation::sealing},
                                                 {"server", Rotation::server},
                                                 {"pack", Rotation::pack}};

int rotate(const Common& common, const Options& options) {
    std::vector<Rotation> what;
    for (const std::string& purpose : options.purposes) what.push_back(kRotations.at(purpose));
    const auto now = common.clock()->wall();
    return with_store(common, [&](AdminStore& store) {
        const auto list = rotate_keys(common.folder(), options.root_dir, what, options.hosts, now);
        if (!list) return refuse(error_text(list.error()));
        const auto published = publish_key_list(store, *list);
        if (!published) return refuse(error_text(published.error()));
        std::printf("restart `serve` and the adjudicator: they use the new keys from then on\n");
        return 0;
    });
}

}  // namespace

void add_key_commands(CLI::App& app, const Common& common, const AddCommand& add) {
    const auto options = std::make_shared<Options>();
    CLI::App* group = app.add_subcommand("keys", "the center's keys");
    group->require_subcommand(1);
    CLI::App* made = add(*group, "rotate", "new keys in place of those; the key list goes to every terminal",
                         [options, &common] { return rotate(common, *options); });
    made->add_option("--root-dir", options->root_dir, "folder of the city root key")->required();
    made->add_option("--host", options->hosts, "for `server`: names and addresses in its certificate");
    made->add_option("PURPOSE", options->purposes, "acknowledgement, updates, sealing, server, pack")
        ->required()
        ->check(CLI::IsMember(kRotations));
}

}  // namespace syncing::center
