// One sync of a terminal with its center: heartbeat, push the ledger from the last believed place, pull
// updates. Used by kiosk-sync on its one thread. Whatever happens on the way, running it again is safe:
// ranges and updates are idempotent, and only verified answers move anything here.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "platform/clock/clock.h"
#include "platform/http/http_client.h"
#include "sync/ledger/cache.h"
#include "sync/ledger/ledger.h"
#include "sync/ledger/state_folder.h"
#include "sync/station/answer.h"
#include "sync/station/pace.h"

namespace syncing {

using Transport = std::function<platform::Result<platform::HttpAnswer, platform::HttpError>(
    const platform::HttpCall&, std::stop_token)>;

/// Waits, or returns at once when stop is requested.
using Wait = std::function<void(std::chrono::milliseconds, std::stop_token)>;

struct SyncReport {
    SyncOutcome outcome = SyncOutcome::ok;
    std::string detail;         // short machine word: "captive_portal", "timeout", a problem's type …
    std::uint64_t written = 0;  // our head
    std::uint64_t held = 0;     // believed
    std::int64_t as_of_ms = 0;  // center time of that belief; 0 = never
    std::uint64_t pushed = 0;   // entries sent in this run (again or first)
    std::uint64_t updates = 0;  // pieces applied
};

struct SyncPolicy {
    int attempts = 5;               // per request, for what is worth trying again
    bool accept_time_jump = false;  // an operator looked at the clock
    std::string software_version{};
};

class SyncSession {
  public:
    SyncSession(const Terminal& terminal, Ledger& ledger, Cache& cache, const platform::Clock& clock,
                Transport transport, Wait wait, SyncPolicy policy);

    /// Records how it went in the cache, and says it.
    SyncReport run(std::stop_token stop);

  private:
    struct Failure {
        SyncOutcome outcome;
        std::string detail;
        bool retryable = false;
    };
    template <class T>
    using Step = platform::Result<T, Failure>;

    Step<void> run_all();
    Step<void> prepare();
    Step<void> heartbeat();
    Step<void> push();
    Step<void> push_once();
    Step<void> pull();
    Step<bool> pull_page();
    Step<void> take_page(const mutual_aid::v1::UpdatesPage& page);
    Step<void> believe(platform::ByteView answer, const PushContext& context);
    Step<platform::HttpAnswer> request(platform::HttpCall call);
    template <class T>
    Step<T> with_retries(const std::function<Step<T>()>& attempt);
    void note_time(std::int64_t center_ms);
    void save_time();
    TimeInterval known_time() const;
    Verifier verifier() const;
    PushContext push_context(const Nonce& nonce);
    static Failure failure(AnswerFault fault);
    static Failure failure(platform::HttpError error);

    const Terminal& terminal_;
    Ledger& ledger_;
    Cache& cache_;
    const platform::Clock& clock_;
    Transport transport_;
    Wait wait_;
    SyncPolicy policy_;

    std::stop_token stop_;
    std::optional<KeyList> keys_;
    std::optional<TimeCheckpoint> checkpoint_;
    std::optional<SignedTime> signed_time_;
    std::optional<SignedTime> heard_time_;  // of this run, the one with the shortest round trip
    bool time_jumped_ = false;
    LedgerHead head_;
    Acknowledgement believed_;
    BulkSize bulk_;
    platform::BootMs asked_ = 0;
    platform::BootMs received_ = 0;
    SyncReport report_;
};

}  // namespace syncing
