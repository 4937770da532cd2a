#include <memory>

#include "platform/base/file.h"
#include "sync/center/commands.h"
#include "sync/seal/seal.h"

namespace syncing::center {

namespace {

struct Options {
    std::string record;
    std::filesystem::path to;
};

int write_opened(const std::vector<platform::Bytes>& sealed, const SealingKey& key,
                 const std::filesystem::path& to) {
    std::error_code error;
    if (!std::filesystem::create_directory(to, error))
        return refuse("the folder exists, or cannot be made there");
    std::filesystem::permissions(to, std::filesystem::perms::owner_all, error);
    std::size_t number = 0;
    for (const platform::Bytes& one : sealed) {
        const auto opened = open_bytes(key.pair, one);
        if (!opened) return refuse("an attachment does not open: it was sealed to another key, or damaged");
        if (!platform::write_file(to / std::to_string(++number), *opened))
            return refuse("the folder cannot be written: no permission, or no space left");
    }
    std::printf("{\"attachments\":%zu}\n", number);
    return 0;
}

int open_attachments(const Common& common, const Options& options) {
    const auto bytes = platform::from_hex(options.record);
    const auto record = bytes ? platform::array_of<16>(*bytes) : std::nullopt;
    if (!record) return refuse("--record takes the 32 hexadecimal digits that `review list` shows");
    const auto keys = common.folder().judge_keys();
    if (!keys) return refuse(error_text(keys.error()));
    return with_store(common, [&](AdminStore& store) {
        const auto sealed = store.attachments_of(*record);
        if (!sealed) return refuse(error_text(operate_error(sealed.error())));
        if (sealed->empty()) return refuse("nothing has come for this record, or not all of it yet");
        return write_opened(*sealed, keys->sealing, options.to);
    });
}

}  // namespace

void add_attachment_command(CLI::App& app, const Common& common, const AddCommand& add) {
    const auto options = std::make_shared<Options>();
    CLI::App* made = add(app, "attachments", "a record's photographed papers, opened into a new folder",
                         [options, &common] { return open_attachments(common, *options); });
    made->add_option("--record", options->record, "as `review list` shows it")->required();
    made->add_option("--to", options->to, "the new folder; it holds personal papers in the clear")
        ->required();
}

}  // namespace syncing::center
