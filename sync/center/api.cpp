#include "sync/center/api.h"

#include <charconv>

#include "platform/log/log.h"
#include "sync/center/attachments.h"
#include "sync/center/hand_over.h"
#include "sync/center/pieces.h"
#include "sync/center/provision.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
namespace log = platform::log;
using platform::Bytes;
using platform::HttpRequest;
using platform::HttpResponse;
using platform::string_of;
using platform::view_of;

constexpr std::size_t kPiecesPerPage = 200;
constexpr std::size_t kMaxPageBytes = 2 * 1024 * 1024;
constexpr std::size_t kMaxHeartbeatBytes = 16 * 1024;

HttpResponse protobuf(const google::protobuf::MessageLite& message) {
    return {200, std::string(kProtobufType), serialize(message), {}};
}

HttpResponse problem(int status, std::string_view type, std::string_view title, bool retryable) {
    return platform::problem_response({status, std::string(type), std::string(title), retryable, {}});
}

HttpResponse store_problem(StoreError error) {
    log::error("store: {}", name_of(error));
    switch (error) {
        case StoreError::busy:
            return problem(503, "busy", "The center is busy; try again.", true);
        case StoreError::full:
            return problem(503, "disk-full", "The center's disk is full; nothing was stored.", true);
        case StoreError::conflict:
        case StoreError::failed:
            break;
    }
    return problem(503, "store-failed", "The center cannot store at the moment; nothing was stored.", true);
}

HttpResponse ingest_problem(IngestError error) {
    switch (error) {
        case IngestError::not_its_ledger:
            return problem(403, "wrong-ledger", "This ledger does not belong to this terminal.", false);
        case IngestError::bad_signature:
            return problem(403, "bad-signature", "The range is not signed by the ledger's key.", false);
        case IngestError::store_busy:
            return store_problem(StoreError::busy);
        case IngestError::store_full:
            return store_problem(StoreError::full);
        case IngestError::store_failed:
            break;
    }
    return store_problem(StoreError::failed);
}

HttpResponse two_machines_problem() {
    return problem(403, "two-machines",
                   "Two machines hold this terminal's key. An operator must look before either may send.",
                   false);
}

HttpResponse hand_over_problem(HandOverError error) {
    switch (error) {
        case HandOverError::not_its_ledger:
            return problem(403, "wrong-ledger", "This ledger does not belong to this terminal.", false);
        case HandOverError::bad_signature:
            return problem(403, "bad-signature", "The hand-over is not signed by the old ledger's key.",
                           false);
        case HandOverError::two_machines:
            return two_machines_problem();
        case HandOverError::no_letter_left:
            return problem(403, "no-letter-left", "This terminal has had 26 ledgers; provision it anew.",
                           false);
        case HandOverError::store_busy:
            return store_problem(StoreError::busy);
        case HandOverError::store_full:
            return store_problem(StoreError::full);
        case HandOverError::store_failed:
            break;
    }
    return store_problem(StoreError::failed);
}

HttpResponse provision_problem(ProvisionError error) {
    switch (error) {
        case ProvisionError::malformed:
            return problem(400, "bad-provision-request", "The provisioning request cannot be read.", false);
        case ProvisionError::unknown_code:
            return problem(403, "unknown-code", "This provisioning code is not known here.", false);
        case ProvisionError::expired_code:
            return problem(403, "expired-code", "This provisioning code has expired; ask for a new one.",
                           false);
        case ProvisionError::used_code:
            return problem(409, "used-code", "This provisioning code was used by another terminal.", false);
        case ProvisionError::revoked:
            return problem(403, "revoked", "This terminal has been revoked.", false);
        case ProvisionError::other_key:
            return problem(403, "other-key", "Only the key that was certified last is certified anew.",
                           false);
        case ProvisionError::store_busy:
            return store_problem(StoreError::busy);
        case ProvisionError::store_failed:
            break;
    }
    return store_problem(StoreError::failed);
}

template <class T>
std::optional<T> number_of(std::optional<std::string_view> text) {
    T value = 0;
    if (!text || text->empty()) return std::nullopt;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
    return value;
}

wire::Answer answer_about(const Ledger& ledger, const Nonce& nonce, std::uint64_t epoch,
                          platform::UtcMs now) {
    wire::Answer answer;
    answer.set_center_epoch(epoch);
    answer.set_request_nonce(string_of(nonce));
    answer.set_ledger_id(string_of(ledger.id));
    answer.set_center_time_ms(now);
    answer.set_held_seq(ledger.held_seq);
    answer.set_held_hash(string_of(ledger.held_hash));
    answer.set_backed_up_seq(ledger.backed_up_seq);
    return answer;
}

void say_fork(wire::Answer& answer, const Fork& found) {
    wire::Fork& fork = *answer.mutable_fork();
    fork.set_common_seq(found.common_seq);
    fork.set_common_hash(string_of(found.common_hash));
    fork.set_conflict_seq(found.conflict_seq);
    fork.set_center_hash(string_of(found.center_hash));
    fork.set_terminal_hash(string_of(found.terminal_hash));
    if (found.successor) fork.set_successor(string_of(*found.successor));
}

wire::SignedAnswer sign_answer(const wire::Answer& answer, const SigningKey& key) {
    wire::SignedAnswer envelope;
    envelope.set_answer_bytes(answer.SerializeAsString());
    envelope.set_key_id(key.id);
    envelope.set_signature(string_of(platform::sign(key.pair.secret_key, platform::Purpose::acknowledgement,
                                                    {view_of(envelope.answer_bytes())})));
    return envelope;
}

/// Nothing held before the range's first entry: said in a problem, with the signed answer so that it can be
/// believed.
HttpResponse gap_problem(const Ingested& ingested, const wire::SignedAnswer& answer) {
    return platform::problem_response(
        {409,
         "gap",
         "Entries before this range are missing here; send from held_seq + 1.",
         true,
         {{"held_seq", std::to_string(ingested.held_seq)},
          {"answer", '"' + platform::to_base64(view_of(answer.SerializeAsString())) + '"'}}});
}

}  // namespace

Api::Api(std::vector<std::unique_ptr<ServeStore>> stores, ServeKeys keys, std::string center_name,
         const platform::Clock& clock, std::function<void()> stored_new, std::uint32_t least_wire)
    : stores_(std::move(stores)),
      keys_(std::move(keys)),
      center_name_(std::move(center_name)),
      clock_(clock),
      stored_new_(std::move(stored_new)),
      least_wire_(least_wire) {}

HttpResponse Api::handle(const HttpRequest& request) {
    struct Route {
        std::string_view method;
        std::string_view path;
    };
    constexpr Route kRoutes[] = {
        {"GET", "/v1/keys"},       {"POST", "/v1/provision"},   {"POST", "/v1/ranges"},
        {"POST", "/v1/hand-over"}, {"GET", "/v1/updates"},      {"POST", "/v1/heartbeat"},
        {"POST", "/v1/renew"},     {"POST", "/v1/attachments"}, {"GET", "/v1/wire"}};
    for (const Route& route : kRoutes) {
        if (route.path != request.path) continue;
        if (route.method != request.method) {
            HttpResponse refusal = problem(405, "method", "This address takes another method.", false);
            refusal.headers.emplace_back("Allow", route.method);
            return refusal;
        }
        if (request.path == "/v1/keys") return keys();
        if (request.path == "/v1/wire") return wire();
        const auto store = stores_.borrow();
        return request.path == "/v1/provision" ? provision(*store, request) : for_terminal(*store, request);
    }
    return problem(404, "not-found", "There is nothing at this address.", false);
}

HttpResponse Api::for_terminal(ServeStore& store, const HttpRequest& request) {
    const bool expired = !request.client_certificate && request.expired_certificate;
    const auto& certificate = expired ? request.expired_certificate : request.client_certificate;
    const auto id = certificate ? platform::terminal_id_of(*certificate) : std::nullopt;
    if (!id) return problem(401, "no-certificate", "A terminal's client certificate is required.", false);
    const auto terminal = store.terminal(*id);
    if (!terminal) return store_problem(terminal.error());
    if (!*terminal) return problem(403, "unknown-terminal", "This terminal is not registered here.", false);
    if ((*terminal)->revoked) return problem(403, "revoked", "This terminal has been revoked.", false);
    if (request.path == "/v1/renew") return renew(store, request, **terminal);
    if (expired)
        return problem(403, "certificate-expired",
                       "The client certificate has expired; all it is good for is POST /v1/renew.", false);
    if (request.path == "/v1/heartbeat") return heartbeat(store, request, **terminal);
    if (const auto refusal = too_old(request)) return *refusal;
    if ((*terminal)->disputed) return two_machines_problem();
    if (request.path == "/v1/hand-over") return hand_over(store, request, **terminal);
    if (request.path == "/v1/ranges") return ranges(store, request, **terminal, Intake::trusted);
    if (request.path == "/v1/attachments") return attachments(store, request, **terminal);
    return updates(store, request, **terminal);
}

HttpResponse Api::keys() const {
    return {200, std::string(kProtobufType), keys_.key_list, {}};
}

HttpResponse Api::provision(ServeStore& store, const HttpRequest& request) {
    wire::ProvisionRequest message;
    if (!message.ParseFromArray(request.body.data(), static_cast<int>(request.body.size()))) {
        return provision_problem(ProvisionError::malformed);
    }
    auto answer = redeem_code(store, keys_, center_name_, message, clock_.wall());
    if (!answer) {
        log::warning("provisioning refused: {}", name_of(answer.error()));
        return provision_problem(answer.error());
    }
    log::info("terminal provisioned");
    return {200, std::string(kProtobufType), std::move(*answer), {}};
}

HttpResponse Api::renew(ServeStore& store, const HttpRequest& request, const Terminal& terminal) {
    const Bytes& presented =
        request.client_certificate ? *request.client_certificate : *request.expired_certificate;
    auto answer = renew_certificate(store, keys_, terminal.id, presented, request.body, clock_.wall());
    if (!answer) {
        log::warning("terminal {} gets no new certificate: {}", platform::to_hex(terminal.id),
                     name_of(answer.error()));
        return provision_problem(answer.error());
    }
    log::info("certificate of terminal {} renewed", platform::to_hex(terminal.id));
    return {200, std::string(kProtobufType), std::move(*answer), {}};
}

HttpResponse Api::ranges(ServeStore& store, const HttpRequest& request, const Terminal& terminal,
                         Intake intake) {
    const auto range = decode_range(request.body);
    if (!range) {
        log::warning("range of terminal {} refused: {}", platform::to_hex(terminal.id),
                     name_of(range.error()));
        if (range.error() == PacketError::too_large) {
            return problem(413, "too-large",
                           "The range is larger than this center takes; send fewer entries.", false);
        }
        return problem(400, "bad-range", "The range is damaged: " + std::string(name_of(range.error())) + ".",
                       false);
    }
    const auto epoch = store.epoch();
    if (!epoch) return store_problem(epoch.error());
    const platform::UtcMs now = clock_.wall();
    const auto ingested = ingest(store, terminal.id, *range, now, intake);
    if (!ingested) {
        log::warning("range of terminal {} refused: {}", platform::to_hex(terminal.id),
                     name_of(ingested.error()));
        return ingest_problem(ingested.error());
    }
    Ledger held;
    held.id = range->ledger_id;
    held.held_seq = ingested->held_seq;
    held.held_hash = ingested->held_hash;
    held.backed_up_seq = ingested->backed_up_seq;
    wire::Answer message = answer_about(held, range->nonce, *epoch, now);
    if (ingested->fork) say_fork(message, *ingested->fork);
    const wire::SignedAnswer answer = sign_answer(message, keys_.acknowledgement);
    if (ingested->gap) return gap_problem(*ingested, answer);
    if (ingested->fork) {
        log::error("fork: terminal {} and the center differ at {}", platform::to_hex(terminal.id),
                   ingested->fork->conflict_seq);
    } else {
        log::info("ledger {} held to {}", platform::to_hex(range->ledger_id), ingested->held_seq);
        stored_new_();
    }
    return protobuf(answer);
}

HttpResponse Api::hand_over(ServeStore& store, const HttpRequest& request, const Terminal& terminal) {
    const auto call = decode_hand_over(request.body);
    if (!call) {
        return problem(400, "bad-hand-over",
                       "The hand-over is damaged: " + std::string(name_of(call.error())) + ".", false);
    }
    const auto epoch = store.epoch();
    if (!epoch) return store_problem(epoch.error());
    const auto taken = take_hand_over(store, terminal.id, *call);
    if (!taken) {
        log::error("hand-over of terminal {} refused: {}", platform::to_hex(terminal.id),
                   name_of(taken.error()));
        return hand_over_problem(taken.error());
    }
    log::warning("terminal {} goes on with ledger {}", platform::to_hex(terminal.id), taken->ledger.letter);
    wire::Answer message = answer_about(taken->ledger, call->nonce, *epoch, clock_.wall());
    wire::HandedOver& handed = *message.mutable_handed_over();
    handed.set_old_ledger(string_of(call->old_ledger));
    handed.mutable_common()->set_seq(taken->common.seq);
    handed.mutable_common()->set_hash(string_of(taken->common.hash));
    handed.set_letter(std::string(1, taken->ledger.letter));
    return protobuf(sign_answer(message, keys_.acknowledgement));
}

HttpResponse Api::attachments(ServeStore& store, const HttpRequest& request, const Terminal& terminal) {
    const auto call = decode_attachments(request.body);
    if (!call && call.error() == PacketError::too_large)
        return problem(413, "too-large", "More attachments than this center takes at a time.", false);
    if (!call) return problem(400, "bad-attachments", "The pieces of attachments cannot be read.", false);
    const auto epoch = store.epoch();
    if (!epoch) return store_problem(epoch.error());
    const auto held = take_attachments(store, terminal.id, *call, clock_.wall());
    if (!held) return store_problem(held.error());
    wire::Answer answer;
    answer.set_center_epoch(*epoch);
    answer.set_request_nonce(string_of(call->nonce));
    answer.set_center_time_ms(clock_.wall());
    for (const AttachmentHeld& one : *held) {
        wire::AttachmentHeld& said = *answer.add_attachments();
        said.set_attachment(string_of(one.id));
        said.set_held(one.held);
        said.set_backed_up(one.backed_up);
    }
    return protobuf(sign_answer(answer, keys_.acknowledgement));
}

HttpResponse Api::updates(ServeStore& store, const HttpRequest& request, const Terminal& terminal) {
    const auto cursor = number_of<std::int64_t>(request.parameter("cursor"));
    const auto nonce = platform::from_hex(request.parameter("nonce").value_or(""));
    if (!cursor || *cursor < 0 || !nonce || nonce->size() != 16) {
        return problem(400, "bad-query", "cursor must be a number and nonce 16 bytes in hexadecimal.", false);
    }
    const auto from = static_cast<std::uint64_t>(*cursor);
    const auto epoch = store.epoch();
    if (!epoch) return store_problem(epoch.error());
    const auto pieces = store.pieces(terminal.station, from, kPiecesPerPage + 1);
    if (!pieces) return store_problem(pieces.error());
    wire::UpdatesPage page;
    page.set_center_epoch(*epoch);
    page.set_request_nonce(string_of(*nonce));
    page.set_terminal_id(string_of(terminal.id));
    page.set_center_time_ms(clock_.wall());
    page.set_from_cursor(from);
    page.set_to_cursor(from);
    std::size_t bytes = 0;
    for (const PieceAt& piece : *pieces) {
        bytes += piece.update.size();
        if (page.updates_size() > 0 &&
            (bytes > kMaxPageBytes || page.updates_size() == static_cast<int>(kPiecesPerPage))) {
            page.set_more(true);
            break;
        }
        wire::Update& update = *page.add_updates();
        update.ParseFromArray(piece.update.data(), static_cast<int>(piece.update.size()));
        update.set_cursor(piece.cursor);
        page.set_to_cursor(piece.cursor);
    }
    wire::SignedUpdates envelope;
    envelope.set_page_bytes(page.SerializeAsString());
    envelope.set_key_id(keys_.updates.id);
    envelope.set_signature(string_of(platform::sign(keys_.updates.pair.secret_key, platform::Purpose::updates,
                                                    {view_of(envelope.page_bytes())})));
    return protobuf(envelope);
}

HttpResponse Api::heartbeat(ServeStore& store, const HttpRequest& request, const Terminal& terminal) {
    wire::Heartbeat message;
    if (request.body.size() > kMaxHeartbeatBytes ||
        !message.ParseFromArray(request.body.data(), static_cast<int>(request.body.size())) ||
        view_of(message.terminal_id()).size() != terminal.id.size() ||
        platform::array_of<16>(view_of(message.terminal_id())) != terminal.id) {
        return problem(400, "bad-heartbeat", "The heartbeat cannot be read or names another terminal.",
                       false);
    }
    const Done done = store.heartbeat(terminal.id, request.body, clock_.wall());
    if (!done) return store_problem(done.error());
    return {204, "", {}, {}};
}

}  // namespace syncing::center
