// Whether an answer is to be believed. Pure: no I/O but the question for our own chain.
// Nothing in an answer counts before signature, nonce and addressee are right: a 200 from a hotel's login
// page, a replayed or a forged answer changes nothing.
#pragma once

#include <functional>
#include <optional>

#include "platform/base/result.h"
#include "sync/ledger/cache.h"
#include "sync/ledger/ledger.h"
#include "sync/ledger/state_folder.h"
#include "sync/wire/attachment.h"
#include "sync/wire/key_list.h"
#include "sync/wire/packet.h"

namespace mutual_aid::v1 {
class UpdatesPage;
}

namespace syncing {

enum class AnswerFault {
    malformed,      // not the message
    bad_signature,  // or by a key that is not listed for this, or not now
    other_request,  // nonce, ledger, terminal or cursor are not what was asked
    older_epoch,    // the center's state is older than what was believed already
    lower_seq,      // holds less than it acknowledged, without a newer epoch
};
std::string_view name_of(AnswerFault fault);

struct Verifier {
    const KeyList& keys;
    TimeSpan time;
};

/// What we know when asking.
struct PushContext {
    LedgerId ledger{};
    Nonce nonce{};
    LedgerHead head;
    Acknowledgement believed;
    /// Our chain's hash at a place ≤ head.
    std::function<std::optional<platform::Hash>(std::uint64_t)> hash_at;
};

struct BelievedAnswer {
    Acknowledgement acknowledgement;
    bool fork = false;  // the center holds another history of this ledger: it says so, is ahead of us, or
                        // names a hash that is not ours. `acknowledgement` stands as before
    std::uint64_t backed_up_seq = 0;  // a backup of the center holds entries to here
};

/// `bytes`: a v1.SignedAnswer.
platform::Result<BelievedAnswer, AnswerFault> judge_answer(platform::ByteView bytes, const Verifier& verifier,
                                                           const PushContext& context);

struct HandOverContext {
    LedgerId old_ledger{};
    LedgerId new_ledger{};
    Nonce nonce{};
    std::uint64_t epoch = 0;  // newest believed
    /// The old chain's hash at a place; nothing beyond its end.
    std::function<std::optional<platform::Hash>(std::uint64_t)> hash_at;
};
struct BelievedHandOver {
    std::uint64_t epoch = 0;
    std::int64_t center_ms = 0;
    ChainPlace common;  // of the old chain; zeros when there is none
    char letter = 'B';
};
/// `bytes`: a v1.SignedAnswer to a hand-over.
platform::Result<BelievedHandOver, AnswerFault> judge_hand_over(platform::ByteView bytes,
                                                                const Verifier& verifier,
                                                                const HandOverContext& context);

struct BelievedAttachments {
    std::uint64_t epoch = 0;
    std::int64_t center_ms = 0;
    std::vector<AttachmentHeld> held;  // of the pieces of the call, in their order
};
/// `bytes`: a v1.SignedAnswer to `call`; `epoch`: the newest believed.
platform::Result<BelievedAttachments, AnswerFault> judge_attachments(platform::ByteView bytes,
                                                                     const Verifier& verifier,
                                                                     const AttachmentCall& call,
                                                                     std::uint64_t epoch);

/// The attachments that a v1.SignedAnswer speaks of, in its order; nothing of it is believed yet.
std::vector<AttachmentId> attachments_named(platform::ByteView bytes);

struct PullContext {
    TerminalId terminal{};
    Nonce nonce{};
    std::uint64_t cursor = 0;
    std::uint64_t epoch = 0;  // newest believed
};

/// `bytes`: a v1.SignedUpdates; `into` holds the page after success.
platform::Result<void, AnswerFault> judge_updates(platform::ByteView bytes, const Verifier& verifier,
                                                  const PullContext& context,
                                                  mutual_aid::v1::UpdatesPage& into);

}  // namespace syncing
