// One sync of a terminal with its center: heartbeat, push the ledger from the last believed place, pull
// updates. After a fork it hands over to a new ledger and pushes that (docs/wire_format.md, "Hand-over").
// Used by kiosk-sync on its one thread. Whatever happens on the way, running it again is safe: ranges and
// updates are idempotent, and only verified answers move anything here.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "platform/clock/clock.h"
#include "platform/http/http_client.h"
#include "sync/ledger/attachments.h"
#include "sync/ledger/cache.h"
#include "sync/ledger/ledger.h"
#include "sync/ledger/state_folder.h"
#include "sync/station/answer.h"
#include "sync/station/pace.h"
#include "sync/wire/wire_version.h"

namespace syncing {

using Transport = std::function<platform::Result<platform::HttpAnswer, platform::HttpError>(
    const platform::HttpCall&, std::stop_token)>;

/// Waits, or returns at once when stop is requested.
using Wait = std::function<void(std::chrono::milliseconds, std::stop_token)>;

/// What signs the head of one of the terminal's ledgers.
const platform::SigningSecretKey& signing_key_of(const Terminal& terminal, const OwnLedger& ledger);
platform::SigningPublicKey public_key_of(const platform::SigningSecretKey& key);

struct SyncReport {
    SyncOutcome outcome = SyncOutcome::ok;
    std::string detail;         // short machine word: "captive_portal", "timeout", a problem's type …
    std::uint64_t written = 0;  // our head
    std::uint64_t held = 0;     // believed
    std::int64_t as_of_ms = 0;  // center time of that belief; 0 = never
    std::uint64_t pushed = 0;   // entries sent in this run (again or first)
    std::uint64_t updates = 0;  // pieces applied
    char ledger = 'A';          // the one that is written
};

struct SyncPolicy {
    int attempts = 5;               // per request, for what is worth trying again
    bool accept_time_jump = false;  // an operator looked at the clock
    std::int64_t bodies_kept_ms = kBodiesKeptMs;
    /// The answers come from a stick: they carry this nonce, and there is one of each.
    std::optional<Nonce> packet_nonce{};
    std::string software_version{};
    /// Takes a renewed certificate (DER): keeps it and connects anew with it; false when it cannot be kept.
    /// None: nothing is renewed.
    std::function<bool(const platform::Bytes&)> take_certificate{};
};

class SyncSession {
  public:
    SyncSession(const Terminal& terminal, Ledger& ledger, Cache& cache, const platform::Clock& clock,
                Transport transport, Wait wait, SyncPolicy policy, Attachments* attachments = nullptr);

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
    /// From one third of the certificate's life left. A center that cannot is asked again next time.
    void renew_when_due();
    Step<void> renew();
    Step<void> first_heartbeat();
    /// After a signature by a key that is not known: the center's keys may have changed.
    void ask_key_list();
    Step<void> heartbeat();
    /// What a pushed range came to.
    enum class Pushed {
        believed,
        fork,           // the center holds another history of this ledger
        unknown_there,  // a center restored from before the hand-over does not know this ledger
        unanswered,     // a packet holds no (further) answer to a range
    };
    Step<void> push();
    /// How far the center takes what is written; all of it, unless it is older than this terminal.
    Step<void> find_sendable();
    Step<WireTaken> ask_wire();
    Step<Pushed> push_once();
    Step<LedgerRange> next_range();
    Step<void> note_backup(const BelievedAnswer& believed);
    Step<void> purge();
    Step<void> forget_acknowledgement(std::uint64_t epoch, std::int64_t center_ms);
    Nonce new_nonce() const;
    Step<BelievedHandOver> ask_hand_over(HandOverCall& call, const OwnLedger& from, const OwnLedger& to);
    Step<void> hand_over();
    Step<void> hand_over_again();
    Step<void> pull();
    Step<void> push_attachments();
    /// Notes what the answers in a packet say of attachments; a refusal of one does not hide the others.
    Step<void> hear_of_attachments();
    /// False when there is none left.
    Step<bool> hear_of_some_attachments();
    Step<void> purge_attachments();
    /// What the center holds of those that are unclear; false when it takes no attachments.
    Step<bool> ask_attachments();
    /// False when nothing is missing.
    Step<bool> push_pieces();
    Step<std::vector<AttachmentHeld>> say_attachments(AttachmentCall& call);
    Step<bool> pull_page();
    Step<void> take_page(const mutual_aid::v1::UpdatesPage& page);
    Step<Pushed> believe(platform::ByteView answer, const PushContext& context);
    Step<platform::HttpAnswer> request(platform::HttpCall call);
    template <class T>
    Step<T> with_retries(const std::function<Step<T>()>& attempt) {
        for (int tried = 0;; ++tried) {
            Step<T> done = attempt();
            if (done || !again(done.error(), tried)) return done;
        }
    }
    /// Waits and says true when it is worth another attempt.
    bool again(const Failure& failure, int tried);
    void note_time(std::int64_t center_ms);
    void save_time();
    TimeInterval known_time() const;
    Verifier verifier() const;
    PushContext push_context(const Nonce& nonce);
    const platform::SigningSecretKey& key_of(const OwnLedger& ledger) const {
        return signing_key_of(terminal_, ledger);
    }
    Step<void> read_ledger();
    static Failure store_failure(LedgerError error);
    static Failure store_failure(platform::DatabaseError error);
    static Failure failure(AnswerFault fault);
    static Failure failure(platform::HttpError error);

    const Terminal& terminal_;
    Ledger& ledger_;
    Cache& cache_;
    const platform::Clock& clock_;
    Transport transport_;
    Wait wait_;
    SyncPolicy policy_;
    Attachments* attachments_;  // none where the terminal keeps none

    std::stop_token stop_;
    std::optional<KeyList> keys_;
    std::optional<TimeCheckpoint> checkpoint_;
    std::optional<PackInUse> pack_;
    std::optional<SignedTime> signed_time_;
    std::optional<SignedTime> heard_time_;  // of this run, the one with the shortest round trip
    bool time_jumped_ = false;
    bool renewed_ = false;
    std::vector<OwnLedger> ledgers_;  // the last one is written
    LedgerHead head_;
    std::uint64_t sendable_ = 0;  // of head_.seq
    Acknowledgement believed_;
    BulkSize bulk_;
    PieceSize attachment_bytes_;
    platform::BootMs asked_ = 0;
    platform::BootMs received_ = 0;
    SyncReport report_;
};

}  // namespace syncing
