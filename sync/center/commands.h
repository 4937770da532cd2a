// What the files of the command line share. Private to kiosk-center.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sync/center/operate.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

/// Says what is wrong and what to do; ends the command with exit code 1.
int refuse(std::string_view why);

struct Common {
    std::string state;
    std::string clock_text;

    std::unique_ptr<platform::Clock> clock() const;
    CenterFolder folder() const { return CenterFolder(state); }
};

/// Runs `work` with the admin store of an existing center.
template <class Work>
int with_store(const Common& common, const Work& work) {
    if (!std::filesystem::exists(common.folder().path())) return refuse(error_text(FolderError::missing));
    auto store = open_admin_store(common.folder().database());
    if (!store) return refuse(error_text(OperateError::store_failed));
    return work(**store);
}

/// Adds a command with the options that all have; `run` gives the exit code.
using AddCommand = std::function<CLI::App*(CLI::App& parent, const char* name, const char* help,
                                           const std::function<int()>& run)>;

/// `staff add|remove|list`. `common` must outlive the parsing.
void add_staff_commands(CLI::App& app, const Common& common, const AddCommand& add);
/// `review list|accept|refuse`. `common` must outlive the parsing.
void add_review_commands(CLI::App& app, const Common& common, const AddCommand& add);
/// `attachments`, likewise.
void add_attachment_command(CLI::App& app, const Common& common, const AddCommand& add);

/// `settings add` and `directory add`. `common` must outlive the parsing.
void add_document_commands(CLI::App& app, const Common& common, const AddCommand& add);

/// `keys rotate`.
void add_key_commands(CLI::App& app, const Common& common, const AddCommand& add);

}  // namespace syncing::center
