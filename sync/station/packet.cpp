#include "sync/station/packet.h"

#include <algorithm>
#include <deque>
#include <functional>
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
/// Papers in one request together, unless the first alone is larger: that much is in memory at a time.
constexpr std::uint64_t kPapersPerFrame = 1024UL * 1024;
/// Around a piece and around a request, at most.
constexpr std::uint64_t kPieceFrame = 96;
constexpr std::uint64_t kRequestFrame = 192;
constexpr std::uint64_t kHeadFrame = 512;

Bytes serialize(const google::protobuf::MessageLite& message) {
    Bytes out(message.ByteSizeLong());
    message.SerializeWithCachedSizesToArray(out.data());
    return out;
}

struct Written {
    std::vector<OwnLedger> ledgers;
    LedgerHead head;
    std::uint64_t sendable =
        0;  // of head.seq: what follows is of a class that the center is not known to take
    Acknowledgement believed;
    Cursor cursor;
};

platform::Result<Written, StickError> read(Ledger& ledger, Cache& cache) {
    auto ledgers = ledger.ledgers();
    const auto head = ledger.head();
    const auto believed = cache.acknowledgement();
    const auto cursor = cache.cursor();
    const auto taken = cache.wire();
    if (!ledgers || !head || !believed || !cursor || !taken) return fail(StickError::store);
    const auto beyond = ledger.first_beyond(believed->seq, taken->value_or(first_wire()).record_classes);
    if (!beyond) return fail(StickError::store);
    const std::uint64_t sendable = *beyond ? **beyond - 1 : head->seq;
    return Written{std::move(*ledgers), *head, sendable, *believed, *cursor};
}

Bytes request(std::string_view path, ByteView body) {
    wire::PacketRequest message;
    message.set_path(std::string(path));
    message.set_body(string_of(body));
    return serialize(message);
}

/// Pieces of attachments carry no signature of their own: over HTTPS the connection says whose they are.
Bytes signed_request(std::string_view path, ByteView body, const platform::SigningSecretKey& key) {
    wire::PacketRequest message;
    message.set_path(std::string(path));
    message.set_body(string_of(body));
    message.set_signature(string_of(platform::sign(key, platform::Purpose::packet, {view_of(path), body})));
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

/// From the first entry that is not known to be held; the last one's header when all are.
platform::Result<void, StickError> add_ranges(std::vector<Bytes>& requests, const Terminal& terminal,
                                              Ledger& ledger, const Written& written, const Nonce& nonce) {
    const bool news = written.believed.seq < written.sendable;
    std::uint64_t from = news ? written.believed.seq + 1 : written.sendable;
    std::size_t total = 0;
    while (from > 0 && from <= written.sendable) {
        const std::uint64_t left = written.sendable + 1 - from;
        auto entries =
            ledger.entries(from, std::min<std::uint64_t>(kEntriesPerFrame, left), kMaxRangeBytes / 2);
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

struct Papers {
    using Batch = std::vector<AttachmentState>;  // of one request
    std::vector<Batch> asked;
    std::vector<Batch> carried;
    std::uint64_t left = 0;
    std::uint64_t left_bytes = 0;
};

/// Chooses what travels of the papers, in `room` bytes.
class PapersPlan {
  public:
    PapersPlan(Ledger& ledger, std::uint64_t room) : ledger_(ledger), room_(room) {}

    platform::Result<void, StickError> add(Attachments& attachments, std::uint64_t epoch) {
        const auto asked = each([&](std::int64_t after) { return attachments.to_ask(epoch, after, kPage); },
                                [&](const AttachmentState& one) { ask(one); });
        if (!asked) return asked;
        return each([&](std::int64_t after) { return attachments.to_carry(epoch, after, kPage); },
                    [&](const AttachmentState& one) { carry(one); });
    }
    Papers take() { return std::move(papers_); }

  private:
    static constexpr std::size_t kPage = 1000;

    platform::Result<void, StickError> each(
        const std::function<Attachments::Result<Papers::Batch>(std::int64_t)>& read,
        const std::function<void(const AttachmentState&)>& take) {
        for (std::int64_t last = 0;;) {
            const auto page = read(last);
            if (!page) return fail(StickError::store);
            if (page->empty()) return {};
            last = page->back().arrival;
            for (const AttachmentState& one : *page) {
                const auto record = ledger_.has(one.record);
                if (!record) return fail(StickError::store);
                if (*record) take(one);
            }
        }
    }
    void ask(const AttachmentState& one) { put(papers_.asked, one, 0); }
    void carry(const AttachmentState& one) {
        if (papers_.left == 0 && put(papers_.carried, one, one.size)) return;
        ++papers_.left;
        papers_.left_bytes += one.size;
    }
    /// False when there is no room for it.
    bool put(std::vector<Papers::Batch>& batches, const AttachmentState& one, std::uint64_t data) {
        const bool begins = batches.empty() || batches.back().size() == kMaxAttachmentPieces ||
                            batch_bytes_ + data > kPapersPerFrame;
        const std::uint64_t needed = data + kPieceFrame + (begins ? kRequestFrame : 0);
        if (needed > room_) return false;
        room_ -= needed;
        if (begins) {
            batches.emplace_back();
            batch_bytes_ = 0;
        }
        batches.back().push_back(one);
        batch_bytes_ += data;
        return true;
    }

    Ledger& ledger_;
    std::uint64_t room_;
    std::uint64_t batch_bytes_ = 0;  // of the last batch
    Papers papers_;
};

/// Writes the file frame by frame.
class Packing {
  public:
    explicit Packing(platform::NewFile& to) : to_(to) {}

    platform::Result<void, StickError> put(ByteView frame) {
        Bytes bytes = bytes_ == 0 ? new_packet_file(kPacketOut) : Bytes();
        append_frame(bytes, frame);
        bytes_ += bytes.size();
        return on_stick(to_.append(bytes));
    }
    platform::Result<void, StickError> finish() { return on_stick(to_.finish()); }
    std::uint64_t bytes() const { return bytes_; }

  private:
    static platform::Result<void, StickError> on_stick(
        const platform::Result<void, platform::FileError>& done) {
        if (done) return {};
        return fail(done.error() == platform::FileError::full ? StickError::stick_full
                                                              : StickError::stick_unwritable);
    }
    platform::NewFile& to_;
    std::uint64_t bytes_ = 0;
};

/// One batch after the other, so that no more than one is in memory.
platform::Result<void, StickError> put_papers(Packing& packing, const Papers& papers,
                                              const Terminal& terminal, Attachments& attachments,
                                              const Nonce& nonce) {
    const auto put = [&](const Papers::Batch& batch, bool whole) -> platform::Result<void, StickError> {
        AttachmentCall call{nonce, {}};
        for (const AttachmentState& one : batch) {
            auto piece =
                whole ? attachments.whole(one) : AttachmentPiece{one.id, one.record, one.size, 0, {}};
            if (!piece) return fail(StickError::store);
            call.pieces.push_back(std::move(*piece));
        }
        return packing.put(
            signed_request("/v1/attachments", encode_attachments(call), terminal.keys.ledger.secret_key));
    };
    platform::Result<void, StickError> done;
    for (const Papers::Batch& batch : papers.asked) done = done.and_then([&] { return put(batch, false); });
    for (const Papers::Batch& batch : papers.carried) done = done.and_then([&] { return put(batch, true); });
    return done;
}

wire::SignedPacketHead signed_head(const Terminal& terminal, const Written& written, const Nonce& nonce,
                                   const platform::SealingPublicKey& answer_key, std::size_t requests) {
    wire::PacketHead head;
    head.set_terminal_id(string_of(terminal.identity.terminal_id));
    head.set_ledger_id(string_of(terminal.identity.ledger.id));
    head.set_nonce(string_of(nonce));
    head.set_answer_key(string_of(answer_key));
    head.set_cursor(written.cursor.cursor);
    head.set_epoch(written.cursor.epoch);
    head.set_wire_version(kWireVersion);
    head.set_requests(static_cast<std::uint32_t>(requests));
    wire::SignedPacketHead envelope;
    envelope.set_head_bytes(head.SerializeAsString());
    envelope.set_signature(string_of(platform::sign(
        terminal.keys.ledger.secret_key, platform::Purpose::packet, {view_of(envelope.head_bytes())})));
    return envelope;
}

/// Answers from the file in place of a network: pages by their cursor, hand-overs by the new ledger; of what
/// has no name, ranges and attachments, the nth call gets the nth answer.
class Answers {
  public:
    explicit Answers(const std::vector<wire::PacketAnswer>& answers) {
        for (const wire::PacketAnswer& answer : answers) add(answer);
    }
    platform::HttpAnswer answer(const platform::HttpCall& call) {
        std::string path = call.path.substr(0, call.path.find('?'));
        std::string about;
        if (path == "/v1/updates") {
            const auto at = call.path.find("cursor=") + 7;
            about = call.path.substr(at, call.path.find('&') - at);
        } else if (path == "/v1/hand-over") {
            const auto asked = decode_hand_over(call.body);
            if (asked) about = string_of(asked->new_ledger);
        }
        std::deque<wire::PacketAnswer>& waiting = by_what_[what(path, about)];
        if (waiting.empty()) return {204, "", {}};
        const wire::PacketAnswer answer = waiting.front();
        if (in_turn(path)) waiting.pop_front();
        const ByteView body = view_of(answer.body());
        return {answer.status(), answer.content_type(), Bytes(body.begin(), body.end())};
    }

  private:
    static std::string what(const std::string& path, const std::string& about) { return path + "\n" + about; }
    static bool in_turn(std::string_view path) { return path == "/v1/ranges" || path == "/v1/attachments"; }
    void add(const wire::PacketAnswer& answer) {
        std::deque<wire::PacketAnswer>& waiting = by_what_[what(answer.path(), answer.about())];
        // Each answer to a range says how far the center holds the ledger: the last counts, and a refusal
        // after it.
        const bool later =
            answer.path() == "/v1/ranges" && !waiting.empty() && waiting.back().status() == answer.status();
        if (later || !in_turn(answer.path())) waiting.clear();
        waiting.push_back(answer);
    }
    std::map<std::string, std::deque<wire::PacketAnswer>> by_what_;
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
        case StickError::stick_full:
            return "stick_full";
        case StickError::stick_unwritable:
            return "stick_unwritable";
    }
    return "unknown";
}

platform::Result<PacketExported, StickError> export_packet(const Terminal& terminal, Ledger& ledger,
                                                           Cache& cache, Attachments& attachments,
                                                           std::uint64_t room, platform::NewFile& to) {
    const auto written = read(ledger, cache);
    if (!written) return fail(written.error());
    const auto answer_key = platform::new_sealing_key();
    const PacketOut out{platform::random_array<16>(), answer_key.secret_key};
    std::vector<Bytes> requests;
    auto added = add_hand_overs(requests, terminal, ledger, *written, out.nonce);
    if (added) added = add_ranges(requests, terminal, ledger, *written, out.nonce);
    if (!added) return fail(added.error());
    std::uint64_t records = kHeadFrame;
    for (const Bytes& one : requests) records += one.size() + kRequestFrame;
    room = std::min(room, kMaxPacketOutBytes);
    if (records > room) return fail(StickError::stick_full);
    PapersPlan plan(ledger, room - records);
    const auto planned = plan.add(attachments, written->believed.epoch);
    if (!planned) return fail(planned.error());
    const Papers papers = plan.take();

    Packing packing(to);
    auto done =
        packing.put(serialize(signed_head(terminal, *written, out.nonce, answer_key.public_key,
                                          requests.size() + papers.asked.size() + papers.carried.size())));
    for (const Bytes& one : requests) done = done.and_then([&] { return packing.put(one); });
    done = done.and_then([&] { return put_papers(packing, papers, terminal, attachments, out.nonce); });
    if (!done) return fail(done.error());
    // The answer to the packet before is good until this one is there.
    if (!cache.save_packet(out)) return fail(StickError::store);
    const auto finished = packing.finish();
    if (!finished) return fail(finished.error());
    std::uint64_t carried = 0;
    for (const Papers::Batch& batch : papers.carried) carried += batch.size();
    return PacketExported{packing.bytes(), written->head.seq - written->sendable, carried, papers.left,
                          papers.left_bytes};
}

platform::Result<SyncReport, StickError> import_packet(ByteView file, const Terminal& terminal,
                                                       Ledger& ledger, Cache& cache, Attachments& attachments,
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
    Answers answers(messages);
    SyncSession session(
        terminal, ledger, cache, clock,
        [&](const platform::HttpCall& call, const std::stop_token&) { return answers.answer(call); },
        [](std::chrono::milliseconds, const std::stop_token&) {},
        {.attempts = 1, .packet_nonce = (*out)->nonce}, &attachments);
    return session.run({});
}

}  // namespace syncing
