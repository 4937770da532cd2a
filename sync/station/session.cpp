#include "sync/station/session.h"

#include <algorithm>

#include "sync/ledger/current_keys.h"
#include "sync/station/problem.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

namespace wire = mutual_aid::v1;
using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::HttpAnswer;
using platform::HttpError;

Bytes serialize(const google::protobuf::MessageLite& message) {
    Bytes out(message.ByteSizeLong());
    message.SerializeWithCachedSizesToArray(out.data());
    return out;
}

double random_fraction() {
    const auto bytes = platform::random_array<4>();
    return static_cast<double>(platform::read_u32(bytes, 0)) / 4294967296.0;
}

}  // namespace

SyncSession::SyncSession(const Terminal& terminal, Ledger& ledger, Cache& cache, const platform::Clock& clock,
                         Transport transport, Wait wait, SyncPolicy policy, Attachments* attachments)
    : terminal_(terminal),
      ledger_(ledger),
      cache_(cache),
      clock_(clock),
      transport_(std::move(transport)),
      wait_(std::move(wait)),
      policy_(std::move(policy)),
      attachments_(attachments) {}

SyncReport SyncSession::run(std::stop_token stop) {
    stop_ = std::move(stop);
    report_ = {};
    const Step<void> done = run_all();
    if (!done) {
        report_.outcome = done.error().outcome;
        report_.detail = done.error().detail;
    } else if (time_jumped_) {
        report_.outcome = SyncOutcome::clock_jumped;
    } else if (sendable_ < head_.seq) {
        report_.outcome = SyncOutcome::center_outdated;
        report_.detail = "record_class";
    }
    save_time();
    report_.written = head_.seq;
    report_.held = believed_.seq;
    report_.as_of_ms = believed_.center_ms;
    if (!ledgers_.empty()) report_.ledger = ledgers_.back().letter;
    if (!cache_.save_last_run({report_.outcome, clock_.wall()}) && report_.outcome == SyncOutcome::ok)
        report_.outcome = SyncOutcome::store_failed;
    return report_;
}

SyncSession::Step<void> SyncSession::run_all() {
    return prepare()
        .and_then([this] { return first_heartbeat(); })
        .and_then([this] { return push(); })
        .and_then([this] { return purge(); })
        .and_then([this] { return pull(); })
        .and_then([this] { return push_attachments(); });
}

SyncSession::Step<void> SyncSession::prepare() {
    const auto failed = [](std::string_view what) {
        return fail(Failure{SyncOutcome::store_failed, std::string(what)});
    };
    auto keys = current_keys(terminal_.credentials, cache_);
    if (!keys) return failed(name_of(keys.error()));
    keys_ = std::move(*keys);
    auto read = read_ledger();
    if (!read) return read;
    const auto checkpoint = ledger_.checkpoint();
    if (!checkpoint) return failed(name_of(checkpoint.error()));
    const auto pack = ledger_.pack_in_use();
    if (!pack) return failed(name_of(pack.error()));
    const auto believed = cache_.acknowledgement();
    const auto signed_time = cache_.signed_time();
    if (!believed) return failed(name_of(believed.error()));
    if (!signed_time) return failed(name_of(signed_time.error()));
    checkpoint_ = *checkpoint;
    pack_ = *pack;
    believed_ = *believed;
    signed_time_ = *signed_time;
    return {};
}

SyncSession::Step<void> SyncSession::heartbeat() {
    wire::Heartbeat message;
    // Health is worth less than the records: what cannot be read is left out.
    const auto telemetry = ledger_.telemetry();
    if (telemetry && *telemetry) {
        const Bytes& said = **telemetry;
        if (!message.ParseFromArray(said.data(), static_cast<int>(said.size()))) message.Clear();
    }
    message.set_terminal_id(platform::string_of(terminal_.identity.terminal_id));
    message.set_written_seq(head_.seq);
    message.set_acknowledged_seq(believed_.seq);
    message.set_wall_ms(clock_.wall());
    message.set_software_version(policy_.software_version);
    message.set_wire_version(kWireVersion);
    if (pack_) {
        message.set_pack_id(pack_->id);
        message.set_pack_hash(platform::string_of(pack_->hash));
    }
    const Bytes body = serialize(message);
    const auto answer = request({.method = "POST",
                                 .path = "/v1/heartbeat",
                                 .content_type = std::string(kProtobufType),
                                 .body = body,
                                 .max_answer_bytes = kMaxAnswerBytes,
                                 .trusted_time = {}});
    if (!answer) return fail(answer.error());
    if (answer->status == 204) return {};
    return fail(Failure{SyncOutcome::answer_not_from_center, "captive_portal"});
}

SyncSession::Step<void> SyncSession::pull() {
    while (true) {
        const auto more = with_retries<bool>([this] { return pull_page(); });
        if (!more) return fail(more.error());
        if (!*more) return {};
    }
}

SyncSession::Step<bool> SyncSession::pull_page() {
    const auto store_failed = [](platform::DatabaseError error) {
        return fail(Failure{SyncOutcome::store_failed, std::string(platform::name_of(error))});
    };
    const auto cursor = cache_.cursor();
    if (!cursor) return store_failed(cursor.error());
    const PullContext context{terminal_.identity.terminal_id, new_nonce(), cursor->cursor,
                              std::max(cursor->epoch, believed_.epoch)};
    const auto answer = request({.method = "GET",
                                 .path = "/v1/updates?cursor=" + std::to_string(context.cursor) +
                                         "&nonce=" + platform::to_hex(context.nonce),
                                 .content_type = {},
                                 .body = {},
                                 .max_answer_bytes = kMaxUpdatesBytes,
                                 .trusted_time = {}});
    if (!answer) return fail(answer.error());
    if (policy_.packet_nonce && answer->status == 204) return false;
    wire::UpdatesPage page;
    const auto judged = judge_updates(answer->body, verifier(), context, page);
    if (!judged) return fail(failure(judged.error()));
    note_time(page.center_time_ms());
    if (page.center_epoch() > cursor->epoch && cursor->cursor > 0) {
        const auto restarted = cache_.restart_updates(page.center_epoch());
        if (!restarted) return store_failed(restarted.error());
        return true;
    }
    const auto taken = take_page(page);
    if (!taken) return fail(taken.error());
    return page.more() && page.to_cursor() > page.from_cursor();
}

SyncSession::Step<void> SyncSession::take_page(const wire::UpdatesPage& page) {
    std::optional<KeyList> newest;
    for (const wire::Update& update : page.updates()) {
        if (update.piece_case() != wire::Update::kKeyList) continue;
        auto list = KeyList::verify(platform::view_of(update.key_list()), terminal_.credentials.root);
        if (!list) return fail(Failure{SyncOutcome::answer_not_from_center, "bad_key_list"});
        newest = std::move(*list);
    }
    const auto applied = cache_.apply(page);
    if (!applied)
        return fail(Failure{SyncOutcome::store_failed, std::string(platform::name_of(applied.error()))});
    report_.updates += static_cast<std::uint64_t>(page.updates_size());
    if (newest && newest->version() > keys_->version()) keys_ = std::move(newest);
    return {};
}

SyncSession::Step<HttpAnswer> SyncSession::request(platform::HttpCall call) {
    const TimeInterval time = known_time();
    // An operator who accepts the center's time does so because what is known here is wrong.
    if (time.basis != TimeBasis::unknown && !policy_.accept_time_jump) call.trusted_time = time.earliest_ms;
    call.path += call.path.find('?') == std::string::npos ? '?' : '&';
    call.path += "wire=" + std::to_string(kWireVersion);
    asked_ = clock_.boot();
    auto answer = transport_(call, stop_);
    received_ = clock_.boot();
    if (!answer) return fail(failure(answer.error()));
    const auto problem = parse_problem(*answer);
    if (problem && problem->type == "two-machines")
        return fail(Failure{SyncOutcome::records_disagree, problem->type});
    if (problem && problem->type == "update-terminal")
        return fail(Failure{SyncOutcome::terminal_outdated, problem->type});
    if (problem && !(problem->type == "gap" && !problem->answer.empty()))
        return fail(Failure{problem->retryable ? SyncOutcome::center_busy : SyncOutcome::center_refused,
                            problem->type, problem->retryable});
    if (problem || answer->status == 204) return std::move(*answer);
    if (looks_like_captive_portal(*answer))
        return fail(Failure{SyncOutcome::answer_not_from_center, "captive_portal"});
    if (answer->status != 200)
        return fail(Failure{SyncOutcome::center_busy, "status_" + std::to_string(answer->status), true});
    return std::move(*answer);
}

bool SyncSession::again(const Failure& failure, int tried) {
    if (!failure.retryable || tried + 1 >= policy_.attempts || stop_.stop_requested()) return false;
    if (failure.detail == name_of(AnswerFault::bad_signature)) ask_key_list();
    wait_(wait_before_retry(tried, random_fraction()), stop_);
    return true;
}

void SyncSession::note_time(std::int64_t center_ms) {
    // A simulated clock needs no center to tell it the time, and what a stick says was true days ago.
    if (clock_.simulated() || policy_.packet_nonce) return;
    if (!policy_.accept_time_jump && jumps(known_time(), center_ms)) {
        time_jumped_ = true;
        return;
    }
    const SignedTime heard{center_ms, asked_, received_, clock_.boot_id()};
    if (!heard_time_ || received_ - asked_ < heard_time_->received - heard_time_->asked) heard_time_ = heard;
}

void SyncSession::save_time() {
    if (!heard_time_ || time_jumped_) return;
    if (!cache_.save_signed_time(*heard_time_) && report_.outcome == SyncOutcome::ok)
        report_.outcome = SyncOutcome::store_failed;
}

TimeInterval SyncSession::known_time() const {
    return time_now(heard_time_ ? heard_time_ : signed_time_, checkpoint_, read(clock_));
}

Verifier SyncSession::verifier() const {
    const TimeInterval time = known_time();
    if (policy_.accept_time_jump) return {*keys_, {}};
    return {*keys_, {time.earliest_ms, time.latest_ms}};
}

SyncSession::Failure SyncSession::failure(AnswerFault fault) {
    const std::string name(name_of(fault));
    switch (fault) {
        case AnswerFault::malformed:
        case AnswerFault::bad_signature:
        case AnswerFault::other_request:
            return {SyncOutcome::answer_not_from_center, name, true};
        case AnswerFault::older_epoch:
        case AnswerFault::lower_seq:
            return {SyncOutcome::records_disagree, name};
    }
    return {SyncOutcome::answer_not_from_center, name};
}

SyncSession::Failure SyncSession::failure(HttpError error) {
    const std::string name(platform::name_of(error));
    switch (error) {
        case HttpError::no_network:
            return {SyncOutcome::no_network, name, true};
        case HttpError::unreachable:
        case HttpError::timeout:
        case HttpError::cut:
            return {SyncOutcome::center_unreachable, name, true};
        case HttpError::untrusted:
        case HttpError::too_large:
            return {SyncOutcome::answer_not_from_center, name};
        case HttpError::cancelled:
            return {SyncOutcome::center_unreachable, name};
        case HttpError::misconfigured:
            return {SyncOutcome::store_failed, name};
    }
    return {SyncOutcome::center_unreachable, name};
}

}  // namespace syncing
