#include "sync/station/packet.h"

#include <map>

#include "sync/wire/packet.pb.h"
#include "sync/wire/packet_file.h"

namespace syncing {

namespace {

namespace wire = mutual_aid::v1;
using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::string_of;
using platform::view_of;

constexpr std::size_t kEntriesPerFrame = 1000;

Bytes serialize(const google::protobuf::MessageLite& message) {
    Bytes out(message.ByteSizeLong());
    message.SerializeWithCachedSizesToArray(out.data());
    return out;
}

struct Written {
    std::vector<OwnLedger> ledgers;
    LedgerHead head;
    Acknowledgement believed;
    Cursor cursor;
};

platform::Result<Written, StickError> read(Ledger& ledger, Cache& cache) {
    auto ledgers = ledger.ledgers();
    const auto head = ledger.head();
    const auto believed = cache.acknowledgement();
    const auto cursor = cache.cursor();
    if (!ledgers || !head || !believed || !cursor) return fail(StickError::store);
    return Written{std::move(*ledgers), *head, *believed, *cursor};
}

Bytes request(std::string_view path, ByteView body) {
    wire::PacketRequest message;
    message.set_path(std::string(path));
    message.set_body(string_of(body));
    return serialize(message);
}

/// Every hand-over there was, and the one that a fork asks for: asked again, each is answered the same.
platform::Result<void, StickError> add_hand_overs(std::vector<Bytes>& requests, const Terminal& terminal,
                                                  Ledger& ledger, const Written& written,
                                                  const Nonce& nonce) {
    std::vector<OwnLedger> chain = written.ledgers;
    const auto waits = ledger.waits_for_hand_over();
    if (!waits) return fail(StickError::store);
    if (*waits) {
        const auto next = ledger.successor();
        if (!next) return fail(StickError::store);
        chain.push_back(*next);
    }
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        auto places = ledger.places(chain[i].id);
        if (!places) return fail(StickError::store);
        const auto& old_key = signing_key_of(terminal, chain[i]);
        const auto& new_key = signing_key_of(terminal, chain[i + 1]);
        HandOverCall call;
        call.terminal = terminal.identity.terminal_id;
        call.old_ledger = chain[i].id;
        call.new_ledger = chain[i + 1].id;
        call.new_key = public_key_of(new_key);
        call.nonce = nonce;
        call.places = std::move(*places);
        if (i + 1 < written.ledgers.size()) call.letter = chain[i + 1].letter;
        requests.push_back(request("/v1/hand-over", encode_hand_over(call, old_key, new_key)));
    }
    return {};
}

/// From the first entry that is not known to be held; the last entry's header when all are.
platform::Result<void, StickError> add_ranges(std::vector<Bytes>& requests, const Terminal& terminal,
                                              Ledger& ledger, const Written& written, const Nonce& nonce) {
    const bool news = written.believed.seq < written.head.seq;
    std::uint64_t from = news ? written.believed.seq + 1 : written.head.seq;
    std::size_t total = 0;
    while (from > 0 && from <= written.head.seq) {
        auto entries = ledger.entries(from, kEntriesPerFrame, kMaxRangeBytes / 2);
        if (!entries || entries->empty()) return fail(StickError::store);
        if (!news) entries->front().sealed_body.clear();
        from = entries->back().header.seq + 1;
        const LedgerRange range{.ledger_id = written.ledgers.back().id,
                                .nonce = nonce,
                                .entries = std::move(*entries),
                                .known_epoch = written.believed.epoch,
                                .signature = {}};
        requests.push_back(
            request("/v1/ranges", encode_range(range, signing_key_of(terminal, written.ledgers.back()))));
        total += requests.back().size();
        if (total > kMaxPacketBytes / 2) return fail(StickError::too_large);
    }
    return {};
}

/// Answers from the file in place of a network: the newest of each kind, pages by their cursor.
class Answers {
  public:
    explicit Answers(const std::vector<wire::PacketAnswer>& answers) {
        for (const wire::PacketAnswer& answer : answers)
            by_what_[what(answer.path(), answer.about())] = answer;
    }
    platform::HttpAnswer answer(const platform::HttpCall& call) const {
        std::string path = call.path.substr(0, call.path.find('?'));
        std::string about;
        if (path == "/v1/updates") {
            const auto at = call.path.find("cursor=") + 7;
            about = call.path.substr(at, call.path.find('&') - at);
        } else if (path == "/v1/hand-over") {
            const auto asked = decode_hand_over(call.body);
            if (asked) about = string_of(asked->new_ledger);
        }
        const auto found = by_what_.find(what(path, about));
        if (found == by_what_.end()) return {204, "", {}};
        const wire::PacketAnswer& answer = found->second;
        const ByteView body = view_of(answer.body());
        return {answer.status(), answer.content_type(), Bytes(body.begin(), body.end())};
    }

  private:
    static std::string what(const std::string& path, const std::string& about) { return path + "\n" + about; }
    std::map<std::string, wire::PacketAnswer> by_what_;
};

}  // namespace

std::string_view name_of(StickError error) {
    switch (error) {
        case StickError::store:
            return "store";
        case StickError::not_ours:
            return "not_ours";
        case StickError::no_packet:
            return "no_packet";
        case StickError::too_large:
            return "too_large";
    }
    return "unknown";
}

platform::Result<Bytes, StickError> export_packet(const Terminal& terminal, Ledger& ledger, Cache& cache) {
    const auto written = read(ledger, cache);
    if (!written) return fail(written.error());
    const auto answer_key = platform::new_sealing_key();
    const PacketOut out{platform::random_array<16>(), answer_key.secret_key};
    std::vector<Bytes> requests;
    auto added = add_hand_overs(requests, terminal, ledger, *written, out.nonce);
    if (added) added = add_ranges(requests, terminal, ledger, *written, out.nonce);
    if (!added) return fail(added.error());
    wire::PacketHead head;
    head.set_terminal_id(string_of(terminal.identity.terminal_id));
    head.set_ledger_id(string_of(terminal.identity.ledger.id));
    head.set_nonce(string_of(out.nonce));
    head.set_answer_key(string_of(answer_key.public_key));
    head.set_cursor(written->cursor.cursor);
    head.set_epoch(written->cursor.epoch);
    head.set_wire_version(kWireVersion);
    head.set_requests(static_cast<std::uint32_t>(requests.size()));
    wire::SignedPacketHead envelope;
    envelope.set_head_bytes(head.SerializeAsString());
    envelope.set_signature(string_of(platform::sign(
        terminal.keys.ledger.secret_key, platform::Purpose::packet, {view_of(envelope.head_bytes())})));
    Bytes file = new_packet_file(kPacketOut);
    append_frame(file, serialize(envelope));
    for (const Bytes& one : requests) append_frame(file, one);
    if (!cache.save_packet(out)) return fail(StickError::store);
    return file;
}

platform::Result<SyncReport, StickError> import_packet(ByteView file, const Terminal& terminal,
                                                       Ledger& ledger, Cache& cache,
                                                       const platform::Clock& clock) {
    const auto out = cache.packet();
    if (!out) return fail(StickError::store);
    if (!*out) return fail(StickError::no_packet);
    const auto frames = frames_of(file, kPacketBack);
    if (!frames) return fail(StickError::not_ours);
    const auto key = platform::sealing_key_from_secret((*out)->answer_key);
    std::vector<wire::PacketAnswer> messages;
    for (const ByteView frame : *frames) {
        const auto opened = platform::open(key, frame);
        wire::PacketAnswer message;
        if (!opened || !message.ParseFromArray(opened->data(), static_cast<int>(opened->size())))
            return fail(StickError::not_ours);
        messages.push_back(std::move(message));
    }
    const Answers answers(messages);
    SyncSession session(
        terminal, ledger, cache, clock,
        [&](const platform::HttpCall& call, const std::stop_token&) { return answers.answer(call); },
        [](std::chrono::milliseconds, const std::stop_token&) {},
        {.attempts = 1, .packet_nonce = (*out)->nonce});
    return session.run({});
}

}  // namespace syncing
