// The operators' HTTP interface, /ops/v1/… (docs/center.md, "Operators' pages"), and the pages' files.
//
// Who asks is known by a session cookie that scripts cannot read. Every request that changes something must
// carry the header X-Operators-Pages, which a page of another origin cannot send, and, where the browser
// names an origin, it must be this one. A request with X-Background (the pages' own refreshing) does not keep
// a session awake.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/directory/directory.h"
#include "platform/http_server/http_server.h"
#include "platform/spreadsheet/spreadsheet.h"
#include "sync/center/desk_socket.h"
#include "sync/center/folder.h"
#include "sync/center/operator_store.h"
#include "sync/center/pages/account.h"
#include "sync/center/pages/files.h"
#include "sync/center/pages/fleet.h"
#include "sync/center/store_pool.h"

namespace syncing::center {

/// Who asks, once that is known.
struct Caller {
    Operator who;
    platform::Hash token{};
    std::string address;
};

/// The station that a list is narrowed to, "" = all: a station's operator sees that one, whatever is asked
/// for.
std::string station_in(const Caller& caller, const platform::HttpRequest& request);

/// Thread-safe; as many requests at a time as there are stores.
class Ops {
  public:
    struct Parts {
        std::vector<std::unique_ptr<OperatorStore>> stores;
        CenterFolder folder;
        config::Directory directory;  // names of stations; may be empty
        Files files;
        const platform::Clock& clock;
        std::unique_ptr<AdminStore> admin;
        /// The adjudicator's desk (judge_desk.h).
        std::function<platform::Result<nlohmann::json, DeskError>(const nlohmann::json&)> ask;
    };
    explicit Ops(Parts parts);

    platform::HttpResponse handle(const platform::HttpRequest& request);

  private:
    using Request = platform::HttpRequest;
    using Response = platform::HttpResponse;
    /// What stands for {} in a route's path is `about`.
    using Handler = Response (Ops::*)(OperatorStore& store, const Caller& caller, const Request& request,
                                      std::string_view about);
    struct Route {
        std::string_view method;
        std::string_view path;
        Act act;
        Handler handler;
    };
    static const Route kRoutes[];

    Response api(const Request& request);
    Response for_operator(const Request& request);
    Response session_request(OperatorStore& store, const Request& request);
    Response sign_in(OperatorStore& store, const Request& request);
    Response sign_out(OperatorStore& store, const Caller& caller);
    Response session_json(OperatorStore& store, const Operator& who);
    Stored<std::optional<Caller>> caller_of(OperatorStore& store, const Request& request);

    Response fleet(OperatorStore& store, const Caller& caller, const Request& request,
                   std::string_view about);
    Response summary(OperatorStore& store, const Caller& caller, const Request& request,
                     std::string_view about);
    Response audit(OperatorStore& store, const Caller& caller, const Request& request,
                   std::string_view about);
    Response enrollments(OperatorStore& store, const Caller& caller, const Request& request,
                         std::string_view about);
    Response open_enrollment(OperatorStore& store, const Caller& caller, const Request& request,
                             std::string_view about);
    Response claims(OperatorStore& store, const Caller& caller, const Request& request,
                    std::string_view about);
    Response provision(OperatorStore& store, const Caller& caller, const Request& request,
                       std::string_view about);
    Response decide(OperatorStore& store, const Caller& caller, const Request& request,
                    std::string_view about);
    Response open_claim(OperatorStore& store, const Caller& caller, const Request& request,
                        std::string_view about);
    Response decide_claim(OperatorStore& store, const Caller& caller, const Request& request,
                          std::string_view about);
    /// `about`: RECORD-ATTACHMENT, both in hexadecimal.
    Response paper(OperatorStore& store, const Caller& caller, const Request& request,
                   std::string_view about);
    Response import(OperatorStore& store, const Caller& caller, const Request& request,
                    std::string_view about);
    Response download(OperatorStore& store, const Caller& caller, const Request& request,
                      std::string_view about);
    Response download_claims(OperatorStore& store, const Caller& caller, const Request& request,
                             std::string_view about);

    /// A slip's number names its terminal; among what that wrote it is looked for.
    Response find_slip(OperatorStore& store, const std::string& only_station, const std::string& slip);
    /// A ledger's slips are numbered in the order in which they were written: the ledger is halved until a
    /// handful is left. null = it is not there.
    platform::Result<nlohmann::json, Response> slip_in(OperatorStore& store, const HeldLedger& ledger,
                                                       const std::string& slip) const;
    nlohmann::json line_json(const EnrollmentLine& line) const;
    platform::Result<nlohmann::json, DeskError> lines_with_names(
        const std::vector<EnrollmentLine>& lines) const;
    /// The enrollment of that id in hexadecimal, if this operator may know of it.
    platform::Result<EnrollmentLine, Response> line_for(OperatorStore& store, const Caller& caller,
                                                        std::string_view about);

    /// The filed claim of that record in hexadecimal, if this operator may know of it.
    platform::Result<FiledLine, Response> claim_for(OperatorStore& store, const Caller& caller,
                                                    std::string_view about);
    /// These claims as the board shows them.
    platform::Result<nlohmann::json, Response> claim_rows(OperatorStore& store,
                                                          std::span<const Tag> ids) const;
    /// How many photographs of each have come, and the names of their stations.
    Done add_arrived(OperatorStore& store, nlohmann::json& rows) const;
    /// What an operator is to say yes or no to.
    struct Question {
        RecordId record{};
        std::string reason;
    };
    Response decided(OperatorStore& store, const Caller& caller, const Request& request,
                     const Question& question);

    /// What an operator takes away.
    struct Taken {
        std::string_view what;    // in the file's name
        std::string_view action;  // in the audit
        std::string_view kind;    // csv or xlsx
        const EnrollmentFilter& filter;
        std::vector<platform::Sheet> sheets;  // a CSV is the first alone
    };
    /// The file, once the audit has it.
    Response handed_out(OperatorStore& store, const Caller& caller, const Taken& taken);

    /// Past days do not change: they are summed once a day.
    Stored<std::vector<Arrivals>> past_days(OperatorStore& store, platform::UtcMs now);

    /// Loading a pack runs its test vectors: done once a day and whenever the packs are others.
    Stored<std::vector<PackEdition>> editions(OperatorStore& store, platform::UtcMs now);

    Done record(OperatorStore& store, const Caller& caller, std::string_view action, std::string subject);

    StorePool<OperatorStore> stores_;
    const CenterFolder folder_;
    const config::Directory directory_;
    const Files files_;
    const platform::Clock& clock_;

    const std::unique_ptr<AdminStore> admin_;
    std::mutex admin_mutex_;
    const std::function<platform::Result<nlohmann::json, DeskError>(const nlohmann::json&)> ask_;

    std::timed_mutex one_password_;  // hashing takes 64 MiB and a tenth of a second
    std::mutex past_mutex_;          // of all below
    std::int64_t past_until_ = -1;
    std::vector<Arrivals> past_;
    std::string editions_of_;  // the day and the packs
    std::vector<PackEdition> editions_;
};

}  // namespace syncing::center
