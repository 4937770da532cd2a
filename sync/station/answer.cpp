#include "sync/station/answer.h"

#include <algorithm>

#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

namespace wire = mutual_aid::v1;
using platform::ByteView;
using platform::fail;
using platform::Result;
using platform::view_of;

bool is(const std::string& field, ByteView expected) {
    return std::ranges::equal(view_of(field), expected);
}

template <class Message>
bool parse(Message& message, ByteView bytes) {
    return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

Result<wire::Answer, AnswerFault> open_answer(ByteView bytes, const Verifier& verifier) {
    wire::SignedAnswer envelope;
    if (!parse(envelope, bytes)) return fail(AnswerFault::malformed);
    if (!verifier.keys.verifies(KeyPurpose::acknowledgement, envelope.key_id(), verifier.time,
                                platform::Purpose::acknowledgement, view_of(envelope.answer_bytes()),
                                view_of(envelope.signature())))
        return fail(AnswerFault::bad_signature);
    wire::Answer answer;
    if (!answer.ParseFromString(envelope.answer_bytes())) return fail(AnswerFault::malformed);
    return answer;
}

bool in_order(const wire::UpdatesPage& page) {
    std::uint64_t last = page.from_cursor();
    for (const wire::Update& update : page.updates()) {
        if (update.cursor() <= last) return false;
        last = update.cursor();
    }
    return page.to_cursor() >= last;
}

}  // namespace

std::string_view name_of(AnswerFault fault) {
    switch (fault) {
        case AnswerFault::malformed:
            return "malformed";
        case AnswerFault::bad_signature:
            return "bad_signature";
        case AnswerFault::other_request:
            return "other_request";
        case AnswerFault::older_epoch:
            return "older_epoch";
        case AnswerFault::lower_seq:
            return "lower_seq";
    }
    return "unknown";
}

Result<BelievedAnswer, AnswerFault> judge_answer(ByteView bytes, const Verifier& verifier,
                                                 const PushContext& context) {
    const auto answer = open_answer(bytes, verifier);
    if (!answer) return fail(answer.error());
    if (!is(answer->request_nonce(), context.nonce) || !is(answer->ledger_id(), context.ledger))
        return fail(AnswerFault::other_request);
    const auto hash = platform::array_of<32>(view_of(answer->held_hash()));
    if (!hash) return fail(AnswerFault::malformed);
    const Acknowledgement held{answer->center_epoch(), answer->held_seq(), *hash, answer->center_time_ms()};
    if (held.epoch < context.believed.epoch) return fail(AnswerFault::older_epoch);
    if (!answer->has_fork() && held.epoch == context.believed.epoch && held.seq < context.believed.seq)
        return fail(AnswerFault::lower_seq);
    const bool ours = held.seq <= context.head.seq && context.hash_at(held.seq) == held.hash;
    if (ours && !answer->has_fork())
        return BelievedAnswer{held, false, std::min(answer->backed_up_seq(), held.seq)};
    BelievedAnswer fork{context.believed, true};
    fork.acknowledgement.center_ms = held.center_ms;
    return fork;
}

Result<BelievedHandOver, AnswerFault> judge_hand_over(ByteView bytes, const Verifier& verifier,
                                                      const HandOverContext& context) {
    const auto answer = open_answer(bytes, verifier);
    if (!answer) return fail(answer.error());
    const auto& handed = answer->handed_over();
    if (!is(answer->request_nonce(), context.nonce) || !is(answer->ledger_id(), context.new_ledger) ||
        !is(handed.old_ledger(), context.old_ledger))
        return fail(AnswerFault::other_request);
    if (answer->center_epoch() < context.epoch) return fail(AnswerFault::older_epoch);
    const auto hash = platform::array_of<32>(view_of(handed.common().hash()));
    if (!hash || handed.letter().size() != 1) return fail(AnswerFault::malformed);
    const BelievedHandOver out{answer->center_epoch(),
                               answer->center_time_ms(),
                               {handed.common().seq(), *hash},
                               handed.letter().front()};
    const bool ours =
        out.common.seq == 0 ? out.common == ChainPlace{} : context.hash_at(out.common.seq) == out.common.hash;
    if (!ours || out.letter < 'B' || out.letter > 'Z') return fail(AnswerFault::malformed);
    return out;
}

Result<BelievedAttachments, AnswerFault> judge_attachments(ByteView bytes, const Verifier& verifier,
                                                           const AttachmentCall& call, std::uint64_t epoch) {
    const auto answer = open_answer(bytes, verifier);
    if (!answer) return fail(answer.error());
    if (!is(answer->request_nonce(), call.nonce)) return fail(AnswerFault::other_request);
    if (answer->center_epoch() < epoch) return fail(AnswerFault::older_epoch);
    if (answer->attachments_size() != static_cast<int>(call.pieces.size()))
        return fail(AnswerFault::malformed);
    BelievedAttachments out{answer->center_epoch(), answer->center_time_ms(), {}};
    for (const AttachmentPiece& piece : call.pieces) {
        const auto& said = answer->attachments(static_cast<int>(out.held.size()));
        if (!is(said.attachment(), piece.id) || said.held() > piece.size) return fail(AnswerFault::malformed);
        const bool backed_up = said.backed_up() && said.held() == piece.size;
        out.held.push_back({piece.id, said.held(), backed_up});
    }
    return out;
}

std::vector<AttachmentId> attachments_named(ByteView bytes) {
    std::vector<AttachmentId> out;
    wire::SignedAnswer envelope;
    wire::Answer answer;
    if (!parse(envelope, bytes) || !answer.ParseFromString(envelope.answer_bytes())) return out;
    for (const auto& said : answer.attachments()) {
        const auto id = platform::array_of<32>(view_of(said.attachment()));
        if (id) out.push_back(*id);
    }
    return out;
}

Result<void, AnswerFault> judge_updates(ByteView bytes, const Verifier& verifier, const PullContext& context,
                                        wire::UpdatesPage& into) {
    wire::SignedUpdates envelope;
    if (!parse(envelope, bytes)) return fail(AnswerFault::malformed);
    if (!verifier.keys.verifies(KeyPurpose::updates, envelope.key_id(), verifier.time,
                                platform::Purpose::updates, view_of(envelope.page_bytes()),
                                view_of(envelope.signature())))
        return fail(AnswerFault::bad_signature);
    if (!into.ParseFromString(envelope.page_bytes())) return fail(AnswerFault::malformed);
    if (!is(into.request_nonce(), context.nonce) || !is(into.terminal_id(), context.terminal) ||
        into.from_cursor() != context.cursor)
        return fail(AnswerFault::other_request);
    if (into.center_epoch() < context.epoch) return fail(AnswerFault::older_epoch);
    if (!in_order(into)) return fail(AnswerFault::malformed);
    return {};
}

}  // namespace syncing
