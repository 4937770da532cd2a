// The stores in SQL, the same statements for SQLite and PostgreSQL. Each object has its own connection.
#pragma once

#include <memory>
#include <string>

#include "sync/center/filter_store.h"
#include "sync/center/operator_store.h"
#include "sync/center/store.h"

namespace syncing::center {

/// `address` is a file, made with its schema when it is not there, or "postgresql://…" of a database that is.
Stored<std::unique_ptr<ServeStore>> open_serve_store(const std::string& address);
Stored<std::unique_ptr<JudgeStore>> open_judge_store(const std::string& address);
Stored<std::unique_ptr<AdminStore>> open_admin_store(const std::string& address);
Stored<std::unique_ptr<OperatorStore>> open_operator_store(const std::string& address);
Stored<std::unique_ptr<FilterStore>> open_filter_store(const std::string& address);

}  // namespace syncing::center
