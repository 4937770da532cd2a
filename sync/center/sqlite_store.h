// The stores on one SQLite file, center.db. Each object has its own connection.
#pragma once

#include <filesystem>
#include <memory>

#include "sync/center/store.h"

namespace syncing::center {

/// Creates the file with its schema when it is not there.
Stored<std::unique_ptr<ServeStore>> open_serve_store(const std::filesystem::path& file);
Stored<std::unique_ptr<JudgeStore>> open_judge_store(const std::filesystem::path& file);
Stored<std::unique_ptr<AdminStore>> open_admin_store(const std::filesystem::path& file);

}  // namespace syncing::center
