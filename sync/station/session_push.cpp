// Pushing, and the hand-over to a new ledger after a fork.
#include <algorithm>

#include "sync/ledger/current_keys.h"
#include "sync/station/problem.h"
#include "sync/station/session.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

namespace wire = mutual_aid::v1;
using platform::Bytes;
using platform::ByteView;
using platform::fail;

/// Bodies in one range: well under the limit with headers and framing.
constexpr std::size_t kRangeBodies = kMaxRangeBytes / 2;

void set_place(wire::Place& place, const ChainPlace& from) {
    place.set_seq(from.seq);
    place.set_hash(platform::string_of(from.hash));
}

}  // namespace

SyncSession::Failure SyncSession::store_failure(LedgerError error) {
    return {SyncOutcome::store_failed, std::string(name_of(error))};
}

SyncSession::Failure SyncSession::store_failure(platform::DatabaseError error) {
    return {SyncOutcome::store_failed, std::string(platform::name_of(error))};
}

SyncSession::Step<void> SyncSession::read_ledger() {
    auto ledgers = ledger_.ledgers();
    if (!ledgers) return fail(store_failure(ledgers.error()));
    const auto head = ledger_.head();
    if (!head) return fail(store_failure(head.error()));
    ledgers_ = std::move(*ledgers);
    head_ = *head;
    return {};
}

Nonce SyncSession::new_nonce() const {
    return policy_.packet_nonce ? *policy_.packet_nonce : platform::random_array<16>();
}

const platform::SigningSecretKey& signing_key_of(const Terminal& terminal, const OwnLedger& ledger) {
    return ledger.key ? *ledger.key : terminal.keys.ledger.secret_key;
}

platform::SigningPublicKey public_key_of(const platform::SigningSecretKey& key) {
    // libsodium's Ed25519 secret key ends with its public key.
    return platform::array_of<32>(ByteView(key.bytes).subspan(32)).value();
}

SyncSession::Step<void> SyncSession::push() {
    auto limited = find_sendable();
    if (!limited || sendable_ == 0) return limited;
    bool handed_over = false;
    // At least once, also with nothing new: the last entry again says whether the center still holds all.
    do {
        const auto pushed = with_retries<Pushed>([this] { return push_once(); });
        if (!pushed) return fail(pushed.error());
        if (*pushed == Pushed::believed) continue;
        if (*pushed == Pushed::unanswered) return {};
        if (handed_over) return fail(Failure{SyncOutcome::records_disagree, "fork"});
        auto done = (*pushed == Pushed::fork ? hand_over() : hand_over_again()).and_then([this] {
            return find_sendable();
        });
        if (!done || sendable_ == 0) return done;
        // The next packet carries what the new ledger holds.
        if (policy_.packet_nonce) return {};
        handed_over = true;
    } while (believed_.seq < sendable_);
    return {};
}

SyncSession::Step<void> SyncSession::find_sendable() {
    sendable_ = head_.seq;
    // What comes by a stick is heard in any case, for the packets that follow.
    if (believed_.seq >= head_.seq && !policy_.packet_nonce) return {};
    const auto taken = with_retries<WireTaken>([this] { return ask_wire(); });
    if (!taken) return fail(taken.error());
    const auto beyond = ledger_.first_beyond(believed_.seq, taken->record_classes);
    if (!beyond) return fail(store_failure(beyond.error()));
    if (*beyond) sendable_ = **beyond - 1;
    return {};
}

SyncSession::Step<WireTaken> SyncSession::ask_wire() {
    const auto answer = request({.method = "GET",
                                 .path = "/v1/wire",
                                 .content_type = {},
                                 .body = {},
                                 .max_answer_bytes = kMaxAnswerBytes,
                                 .trusted_time = {}});
    if (!answer && answer.error().detail == "not-found") return first_wire();
    if (!answer) return fail(answer.error());
    // A center that says nothing of it in a packet is of before it could.
    if (policy_.packet_nonce && answer->status == 204) return first_wire();
    auto taken = decode_wire(answer->body);
    if (!taken) return fail(failure(AnswerFault::malformed));
    const auto saved = cache_.save_wire(*taken);
    if (!saved) return fail(store_failure(saved.error()));
    return std::move(*taken);
}

SyncSession::Step<LedgerRange> SyncSession::next_range() {
    const bool news = believed_.seq < sendable_;
    const std::uint64_t from = news ? believed_.seq + 1 : sendable_;
    const std::uint64_t left = sendable_ + 1 - from;
    auto entries = ledger_.entries(from, std::min<std::uint64_t>(bulk_.entries(), left), kRangeBodies);
    if (!entries) return fail(store_failure(entries.error()));
    if (entries->empty() || entries->front().header.seq != from)
        return fail(Failure{SyncOutcome::store_failed, "entries_missing"});
    if (!news) entries->front().sealed_body.clear();
    return LedgerRange{.ledger_id = ledgers_.back().id,
                       .nonce = new_nonce(),
                       .entries = std::move(*entries),
                       .known_epoch = believed_.epoch,
                       .signature = {}};
}

SyncSession::Step<SyncSession::Pushed> SyncSession::push_once() {
    const auto range = next_range();
    if (!range) return fail(range.error());
    const Bytes body = encode_range(*range, key_of(ledgers_.back()));
    const Acknowledgement before = believed_;
    const auto answer = request({.method = "POST",
                                 .path = "/v1/ranges",
                                 .content_type = std::string(kProtobufType),
                                 .body = body,
                                 .max_answer_bytes = kMaxAnswerBytes,
                                 .trusted_time = {}});
    if (!answer) {
        const std::string& detail = answer.error().detail;
        if (detail == "wrong-ledger" && ledgers_.size() > 1) return Pushed::unknown_there;
        const bool too_much = detail == "too-large" || detail == "timeout" || detail == "cut";
        const bool smaller = too_much && bulk_.too_much();
        Failure failed = answer.error();
        failed.retryable = failed.retryable || smaller;
        return fail(failed);
    }
    if (policy_.packet_nonce && answer->status == 204) return Pushed::unanswered;
    const auto problem = parse_problem(*answer);
    const PushContext context{range->ledger_id, range->nonce, head_, believed_,
                              [this](std::uint64_t seq) -> std::optional<platform::Hash> {
                                  const auto hash = ledger_.hash_at(seq);
                                  return hash ? *hash : std::nullopt;
                              }};
    auto done = believe(problem ? problem->answer : answer->body, context);
    if (!done || *done != Pushed::believed) return done;
    if (policy_.packet_nonce) return Pushed::believed;
    report_.pushed += range->entries.size();
    bulk_.succeeded();
    if (believed_.epoch == before.epoch && believed_.seq == before.seq && before.seq < sendable_) {
        if (range->entries.front().sealed_body.empty())
            return fail(Failure{SyncOutcome::records_disagree, "bodies_purged"});
        return fail(Failure{SyncOutcome::center_refused, "no_progress", true});
    }
    return Pushed::believed;
}

SyncSession::Step<SyncSession::Pushed> SyncSession::believe(ByteView answer, const PushContext& context) {
    const auto judged = judge_answer(answer, verifier(), context);
    if (!judged) return fail(failure(judged.error()));
    note_time(judged->acknowledgement.center_ms);
    if (judged->fork) return Pushed::fork;
    const auto saved = cache_.save_acknowledgement(judged->acknowledgement);
    if (!saved) return fail(store_failure(saved.error()));
    const auto noted = note_backup(*judged);
    if (!noted) return fail(noted.error());
    believed_ = judged->acknowledgement;
    return Pushed::believed;
}

SyncSession::Step<void> SyncSession::note_backup(const BelievedAnswer& believed) {
    if (believed.acknowledgement.epoch != believed_.epoch) {
        const auto forgotten = cache_.forget_backups();
        if (!forgotten) return fail(store_failure(forgotten.error()));
    }
    if (believed.backed_up_seq == 0) return {};
    const auto noted = cache_.note_backup(believed.backed_up_seq, believed.acknowledgement.center_ms);
    if (!noted) return fail(store_failure(noted.error()));
    return {};
}

SyncSession::Step<void> SyncSession::purge() {
    const auto seq = cache_.backed_up_by(believed_.center_ms - policy_.bodies_kept_ms);
    if (!seq) return fail(store_failure(seq.error()));
    while (!stop_.stop_requested()) {
        const auto more = ledger_.purge(*seq);
        if (!more) return fail(store_failure(more.error()));
        if (!*more) break;
    }
    return {};
}

SyncSession::Step<void> SyncSession::forget_acknowledgement(std::uint64_t epoch, std::int64_t center_ms) {
    const Acknowledgement none{epoch, 0, {}, center_ms};
    const auto saved = cache_.save_acknowledgement(none);
    if (!saved) return fail(store_failure(saved.error()));
    const auto forgotten = cache_.forget_backups();
    if (!forgotten) return fail(store_failure(forgotten.error()));
    believed_ = none;
    return {};
}

SyncSession::Step<BelievedHandOver> SyncSession::ask_hand_over(HandOverCall& call, const OwnLedger& from,
                                                               const OwnLedger& to) {
    auto places = ledger_.places(from.id);
    if (!places) return fail(store_failure(places.error()));
    call.terminal = terminal_.identity.terminal_id;
    call.old_ledger = from.id;
    call.new_ledger = to.id;
    call.new_key = public_key_of(key_of(to));
    call.nonce = new_nonce();
    call.places = std::move(*places);
    const Bytes body = encode_hand_over(call, key_of(from), key_of(to));
    const auto answer = request({.method = "POST",
                                 .path = "/v1/hand-over",
                                 .content_type = std::string(kProtobufType),
                                 .body = body,
                                 .max_answer_bytes = kMaxAnswerBytes,
                                 .trusted_time = {}});
    if (!answer) return fail(answer.error());
    if (policy_.packet_nonce && answer->status == 204)
        return fail(Failure{SyncOutcome::records_disagree, "export_again"});
    const auto judged = judge_hand_over(answer->body, verifier(),
                                        {from.id, to.id, call.nonce, believed_.epoch,
                                         [&](std::uint64_t seq) -> std::optional<platform::Hash> {
                                             const auto hash = ledger_.hash_in(from.id, seq);
                                             return hash ? *hash : std::nullopt;
                                         }});
    if (!judged) return fail(failure(judged.error()));
    note_time(judged->center_ms);
    return *judged;
}

SyncSession::Step<void> SyncSession::hand_over() {
    const OwnLedger& from = ledgers_.back();
    const auto to = ledger_.successor();
    if (!to) return fail(store_failure(to.error()));
    HandOverCall call;
    const auto agreed = with_retries<BelievedHandOver>([&] { return ask_hand_over(call, from, *to); });
    if (!agreed) return fail(agreed.error());
    const auto sealing = sealing_key(*keys_, known_time());
    if (!sealing) return fail(Failure{SyncOutcome::store_failed, "no_sealing_key"});
    wire::Body body;
    wire::HandOver& statement = *body.mutable_hand_over();
    statement.set_statement_bytes(platform::string_of(call.statement_bytes));
    statement.set_old_signature(platform::string_of(call.old_signature));
    set_place(*statement.mutable_common(), agreed->common);
    if (!call.places.empty()) set_place(*statement.mutable_head(), call.places.front());
    // Before the ledger: an acknowledgement must never stand for a ledger it was not given for. A power cut
    // in between costs a few headers sent again.
    auto forgotten = forget_acknowledgement(agreed->epoch, agreed->center_ms);
    if (!forgotten) return forgotten;
    const auto done = ledger_.hand_over({.successor = to->id,
                                         .letter = agreed->letter,
                                         .common_seq = agreed->common.seq,
                                         .time = known_time(),
                                         .statement = &body},
                                        *sealing);
    if (!done) return fail(store_failure(done.error()));
    return read_ledger();
}

SyncSession::Step<void> SyncSession::hand_over_again() {
    std::uint64_t epoch = believed_.epoch;
    std::int64_t center_ms = believed_.center_ms;
    for (std::size_t i = 0; i + 1 < ledgers_.size(); ++i) {
        HandOverCall call;
        call.letter = ledgers_[i + 1].letter;
        const auto agreed =
            with_retries<BelievedHandOver>([&] { return ask_hand_over(call, ledgers_[i], ledgers_[i + 1]); });
        if (!agreed) return fail(agreed.error());
        const auto done = ledger_.append_again(ledgers_[i].id, agreed->common.seq);
        if (!done) return fail(store_failure(done.error()));
        epoch = agreed->epoch;
        center_ms = agreed->center_ms;
    }
    auto forgotten = forget_acknowledgement(epoch, center_ms);
    if (!forgotten) return forgotten;
    return read_ledger();
}

}  // namespace syncing
