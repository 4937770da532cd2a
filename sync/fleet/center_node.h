// The fleet's center: the real API, adjudicator, backups and restores on a simulated disk. When its power
// goes it comes up again by itself; the request at hand then has no answer.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "platform/http_server/http_server.h"
#include "sync/center/api.h"
#include "sync/center/folder.h"
#include "sync/fleet/world.h"
#include "sync/ledger/state_folder.h"

namespace syncing::fleet {

class CenterNode {
  public:
    /// A new center under `folder`, with pack "xiamen" as `pack` has it.
    CenterNode(World& world, const std::filesystem::path& folder, const platform::Bytes& pack);

    /// Registers a terminal at a station of its own and provisions it, in process.
    syncing::Terminal provision(const std::string& station, const std::string& prefix);

    std::optional<platform::HttpResponse> handle(const platform::HttpRequest& request);
    /// Opens and judges what waits; a power cut or a full disk leaves some for the next time.
    void judge();
    /// Keeps the newest two.
    void back_up();
    bool has_backup() const { return !backups_.empty(); }
    /// The center is gone; `back` backups before the newest take its place.
    void restore(std::size_t back);
    std::size_t backups() const { return backups_.size(); }

    const std::filesystem::path& folder() const { return state_; }
    /// Whether it waits for an operator; settle() is the operator's.
    bool disputed(const syncing::Terminal& terminal);
    void settle(const syncing::Terminal& terminal);

    // ---- for the account alone
    /// Every record that is held, judged or not.
    std::set<RecordId> held();
    /// Whether the paper of an enrollment or a claim is here, whole.
    bool holds_paper(const RecordId& record);
    /// What is held of that ledger; nothing when it is not known.
    std::optional<center::Ledger> ledger(const LedgerId& id);
    center::JudgeStore& judges() { return *open_->judges; }
    center::AdminStore& admin() { return *open_->admin; }
    const center::JudgeKeys& judge_keys() const { return judge_keys_; }
    /// Whether every ledger, body and head is right.
    bool sound();

  private:
    struct Open {
        std::unique_ptr<center::Api> api;
        std::unique_ptr<center::ServeStore> serve;
        std::unique_ptr<center::JudgeStore> judges;
        std::unique_ptr<center::AdminStore> admin;
    };
    void open();
    void recover();

    World& world_;
    CenterClock clock_;
    std::filesystem::path base_;
    std::filesystem::path state_;
    center::CenterFolder center_;
    center::JudgeKeys judge_keys_;
    std::optional<Open> open_;
    std::vector<std::filesystem::path> backups_;  // oldest first
    int made_ = 0;
};

}  // namespace syncing::fleet
