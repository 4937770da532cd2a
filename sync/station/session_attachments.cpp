// Attachments follow when all records are through: what the center lacks of each, in pieces as large as the
// link bears.
#include "sync/station/problem.h"
#include "sync/station/session.h"

namespace syncing {

namespace {

using platform::Bytes;
using platform::fail;

}  // namespace

SyncSession::Step<void> SyncSession::push_attachments() {
    if (attachments_ == nullptr) return {};
    if (policy_.packet_nonce) return hear_of_attachments();
    const auto asked = ask_attachments();
    if (!asked) return fail(asked.error());
    // An older center has no place for them; they wait.
    if (!*asked) return {};
    while (!stop_.stop_requested()) {
        const auto pushed = with_retries<bool>([this] { return push_pieces(); });
        if (!pushed) return fail(pushed.error());
        if (!*pushed) break;
    }
    return purge_attachments();
}

SyncSession::Step<void> SyncSession::purge_attachments() {
    const auto purged = attachments_->purge(believed_.epoch, believed_.center_ms - policy_.bodies_kept_ms);
    if (!purged) return fail(store_failure(purged.error()));
    return {};
}

SyncSession::Step<void> SyncSession::hear_of_attachments() {
    Step<void> refused;
    while (true) {
        const auto heard = hear_of_some_attachments();
        if (heard && !*heard) break;
        if (!heard && heard.error().outcome == SyncOutcome::store_failed) return fail(heard.error());
        // An older center has no place for them; they wait.
        if (!heard && heard.error().detail != "not-found") refused = fail(heard.error());
    }
    const auto purged = purge_attachments();
    return purged ? refused : purged;
}

SyncSession::Step<bool> SyncSession::hear_of_some_attachments() {
    const auto answer = request({.method = "POST",
                                 .path = "/v1/attachments",
                                 .content_type = std::string(kProtobufType),
                                 .body = {},
                                 .max_answer_bytes = kMaxAnswerBytes,
                                 .trusted_time = {}});
    if (!answer) return fail(answer.error());
    if (answer->status == 204) return false;
    // Which ones the packet asked about, the answer to it says; those deleted since need no answer.
    AttachmentCall call{new_nonce(), {}};
    for (const AttachmentId& id : attachments_named(answer->body)) {
        const auto state = attachments_->find(id);
        if (!state) return fail(store_failure(state.error()));
        const auto known = state->value_or(AttachmentState{id, {}, kMaxAttachment, 0});
        call.pieces.push_back({known.id, known.record, known.size, 0, {}});
    }
    const auto judged = judge_attachments(answer->body, verifier(), call, believed_.epoch);
    if (!judged) return fail(failure(judged.error()));
    const auto noted = attachments_->note(judged->held, judged->epoch, judged->center_ms);
    if (!noted) return fail(store_failure(noted.error()));
    return true;
}

SyncSession::Step<bool> SyncSession::ask_attachments() {
    std::int64_t last = 0;
    while (true) {
        const auto unclear = attachments_->unclear(believed_.epoch, last, kMaxAttachmentPieces);
        if (!unclear) return fail(store_failure(unclear.error()));
        if (unclear->empty()) return true;
        last = unclear->back().arrival;
        AttachmentCall call;
        for (const AttachmentState& one : *unclear) {
            const auto record = ledger_.has(one.record);
            if (!record) return fail(store_failure(record.error()));
            if (*record) call.pieces.push_back({one.id, one.record, one.size, 0, {}});
        }
        if (call.pieces.empty()) continue;
        const auto said = with_retries<std::vector<AttachmentHeld>>([&] { return say_attachments(call); });
        if (!said && said.error().detail == "not-found") return false;
        if (!said) return fail(said.error());
    }
}

SyncSession::Step<bool> SyncSession::push_pieces() {
    AttachmentCall call;
    auto missing = attachments_->missing(believed_.epoch, attachment_bytes_.bytes());
    if (!missing) return fail(store_failure(missing.error()));
    if (missing->empty()) return false;
    call.pieces = std::move(*missing);
    const auto said = say_attachments(call);
    if (!said) {
        attachment_bytes_.failed();
        return fail(said.error());
    }
    attachment_bytes_.succeeded();
    const AttachmentPiece& first = call.pieces.front();
    // What the center has thrown away it would throw away again.
    if (said->front().held < first.at + first.data.size())
        return fail(Failure{SyncOutcome::center_refused, "attachment_refused"});
    return true;
}

SyncSession::Step<std::vector<AttachmentHeld>> SyncSession::say_attachments(AttachmentCall& call) {
    call.nonce = new_nonce();
    const Bytes body = encode_attachments(call);
    const auto answer = request({.method = "POST",
                                 .path = "/v1/attachments",
                                 .content_type = std::string(kProtobufType),
                                 .body = body,
                                 .max_answer_bytes = kMaxAnswerBytes,
                                 .trusted_time = {}});
    if (!answer) return fail(answer.error());
    auto judged = judge_attachments(answer->body, verifier(), call, believed_.epoch);
    if (!judged) return fail(failure(judged.error()));
    note_time(judged->center_ms);
    const auto noted = attachments_->note(judged->held, judged->epoch, judged->center_ms);
    if (!noted) return fail(store_failure(noted.error()));
    return std::move(judged->held);
}

}  // namespace syncing
