#include "tests/sync/station/fake_center.h"

namespace tests {

namespace wire = mutual_aid::v1;
using platform::fail;
using platform::HttpAnswer;
using platform::HttpError;
using syncing::LedgerRange;

namespace {

HttpAnswer text_answer(int status, const char* type, std::string_view text) {
    const auto bytes = platform::view_of(text);
    return {status, type, {bytes.begin(), bytes.end()}};
}

HttpAnswer problem(int status, std::string_view type, bool retryable, std::string_view more = "") {
    return text_answer(status, "application/problem+json",
                       "{\"type\":\"urn:mutual-aid:problem:" + std::string(type) +
                           "\",\"retryable\":" + (retryable ? "true" : "false") + std::string(more) + "}");
}

void add_key(wire::KeyList& list, std::uint64_t id, const char* purpose,
             const platform::SigningKeyPair& key) {
    auto& added = *list.add_keys();
    added.set_key_id(id);
    added.set_purpose(purpose);
    added.set_data(platform::string_of(key.public_key));
    added.set_valid_to_ms(INT64_MAX);
}

/// Faults that come before the center sees the request.
std::optional<platform::Result<HttpAnswer, HttpError>> on_the_way(FakeCenter::Fault fault) {
    using Fault = FakeCenter::Fault;
    if (fault == Fault::unreachable) return fail(HttpError::unreachable);
    if (fault == Fault::cut_before_storing) return fail(HttpError::cut);
    if (fault == Fault::html_with_200) return text_answer(200, "text/html", "<html>please log in</html>");
    if (fault == Fault::redirect) return text_answer(302, "text/html", "");
    if (fault == Fault::busy_503) return problem(503, "busy", true);
    if (fault == Fault::too_large_413) return problem(413, "too-large", false);
    if (fault == Fault::update_426) return problem(426, "update-terminal", false, ",\"least_wire\":9");
    return std::nullopt;
}

}  // namespace

FakeCenter::FakeCenter() = default;

std::string FakeCenter::key_list(std::uint64_t version) const {
    wire::KeyList list;
    list.set_version(version);
    add_key(list, 1, "acknowledgement", acknowledger_);
    add_key(list, 2, "updates", updater_);
    wire::SignedKeyList envelope;
    envelope.set_list_bytes(list.SerializeAsString());
    envelope.set_signature(platform::string_of(platform::sign(root_.secret_key, platform::Purpose::key_list,
                                                              {platform::view_of(envelope.list_bytes())})));
    return envelope.SerializeAsString();
}

syncing::Transport FakeCenter::transport() {
    return [this](const platform::HttpCall& call, std::stop_token) { return answer(call); };
}

FakeCenter::Answer FakeCenter::answer(const platform::HttpCall& asked) {
    // Beyond its own version an old center passes over what is in a query.
    platform::HttpCall call = asked;
    if (const auto at = call.path.find("wire="); at != std::string::npos) call.path.resize(at - 1);
    if (call.path == "/v1/wire") {
        if (!takes) return problem(404, "not-found", false);
        return HttpAnswer{200, std::string(syncing::kProtobufType), syncing::encode_wire(*takes)};
    }
    trusted_times.push_back(call.trusted_time);
    if (call.path == "/v1/heartbeat") {
        heartbeat.ParseFromString(platform::string_of(call.body));
        return HttpAnswer{204, "", {}};
    }
    if (call.path == "/v1/keys") {
        const std::string list = key_list(1);
        return HttpAnswer{200, std::string(syncing::kProtobufType), {list.begin(), list.end()}};
    }
    if (call.path == "/v1/hand-over") return problem(403, "two-machines", false);
    Fault fault = Fault::none;
    if (!faults.empty()) {
        fault = faults.front();
        faults.pop_front();
    }
    if (auto lost = on_the_way(fault)) return *lost;
    return call.path == "/v1/ranges" ? take_range(call, fault) : give_updates(call, fault);
}

FakeCenter::Answer FakeCenter::take_range(const platform::HttpCall& call, Fault fault) {
    const auto range = syncing::decode_range(call.body);
    if (!range) return problem(400, "bad-range", false);
    range_sizes.push_back(range->entries.size());
    if (range->entries.size() > max_entries) return problem(413, "too-large", false);
    wire::Answer message;
    message.set_center_epoch(epoch);
    message.set_request_nonce(platform::string_of(range->nonce));
    message.set_ledger_id(platform::string_of(range->ledger_id));
    message.set_center_time_ms(now_ms);
    const std::uint64_t first = range->entries.front().header.seq;
    const bool left_out = first > held.size() && range->entries.front().sealed_body.empty();
    const bool gap = first > held.size() + 1 || left_out;
    if (fault == Fault::fork) {
        message.mutable_fork()->set_conflict_seq(first);
    } else if (!gap) {
        for (const auto& entry : range->entries)
            if (entry.header.seq == held.size() + 1 && !entry.sealed_body.empty()) held.push_back(entry);
    }
    message.set_held_seq(held.size());
    message.set_backed_up_seq(backed_up_seq);
    message.set_held_hash(platform::string_of(held.empty() ? platform::Hash{} : held.back().hash));
    if (fault == Fault::lower_seq_same_epoch) {
        message.set_held_seq(0);
        message.set_held_hash(std::string(32, '\0'));
    }
    if (fault == Fault::ahead_of_terminal) message.set_held_seq(held.size() + 100);
    auto signed_answer = sign(message, fault);
    if (fault == Fault::cut_after_storing) return fail(HttpError::cut);
    if (gap)
        return problem(409, "gap", true, ",\"answer\":\"" + platform::to_base64(signed_answer->body) + "\"");
    return signed_answer;
}

FakeCenter::Answer FakeCenter::sign(wire::Answer& message, Fault fault) {
    wire::SignedAnswer envelope;
    envelope.set_answer_bytes(message.SerializeAsString());
    envelope.set_key_id(1);
    const auto key = fault == Fault::forged_signature ? platform::new_signing_key() : acknowledger_;
    envelope.set_signature(platform::string_of(platform::sign(
        key.secret_key, platform::Purpose::acknowledgement, {platform::view_of(envelope.answer_bytes())})));
    const std::string bytes = envelope.SerializeAsString();
    const platform::Bytes fresh(bytes.begin(), bytes.end());
    const platform::Bytes given = fault == Fault::replayed_answer ? last_answer_ : fresh;
    last_answer_ = fresh;
    return HttpAnswer{200, std::string(syncing::kProtobufType), given};
}

FakeCenter::Answer FakeCenter::give_updates(const platform::HttpCall& call, Fault fault) {
    const std::string query = call.path.substr(call.path.find("cursor=") + 7);
    const std::uint64_t cursor = std::stoull(query);
    const auto nonce = platform::from_hex(query.substr(query.find("nonce=") + 6)).value();
    wire::UpdatesPage page;
    page.set_center_epoch(epoch);
    page.set_request_nonce(platform::string_of(nonce));
    page.set_terminal_id(platform::string_of(terminal));
    page.set_center_time_ms(now_ms);
    page.set_from_cursor(cursor);
    page.set_to_cursor(cursor);
    for (std::size_t i = cursor; i < updates.size(); ++i) {
        if (static_cast<std::size_t>(page.updates_size()) == updates_per_page) {
            page.set_more(true);
            break;
        }
        *page.add_updates() = updates[i];
        page.mutable_updates()->rbegin()->set_cursor(i + 1);
        page.set_to_cursor(i + 1);
    }
    wire::SignedUpdates envelope;
    envelope.set_page_bytes(page.SerializeAsString());
    envelope.set_key_id(2);
    const auto key = fault == Fault::forged_signature ? platform::new_signing_key() : updater_;
    envelope.set_signature(platform::string_of(platform::sign(key.secret_key, platform::Purpose::updates,
                                                              {platform::view_of(envelope.page_bytes())})));
    if (fault == Fault::cut_after_storing) return fail(HttpError::cut);
    const std::string bytes = envelope.SerializeAsString();
    return HttpAnswer{200, std::string(syncing::kProtobufType), {bytes.begin(), bytes.end()}};
}

}  // namespace tests
