#include "sync/center/packet.h"

#include <algorithm>

#include "sync/center/pieces.h"
#include "sync/wire/attachment.h"
#include "sync/wire/packet.h"
#include "sync/wire/packet.pb.h"
#include "sync/wire/packet_file.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using platform::array_of;
using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::view_of;

constexpr int kMaxPages = 1000;

struct Head {
    platform::Bytes certificate;  // of the terminal
    platform::SealingPublicKey answer_key{};
    std::string nonce;
    std::uint64_t cursor = 0;
    std::uint64_t epoch = 0;
    std::uint32_t wire = 1;            // version that the terminal speaks
    platform::SigningPublicKey key{};  // of its first ledger
};

platform::Result<void, PacketFault> may_enter(ServeStore& store, const platform::TerminalId& id,
                                              Intake intake) {
    const auto terminal = store.terminal(id);
    if (!terminal || !*terminal) return fail(PacketFault::store_failed);
    const bool quarantine = intake == Intake::quarantine;
    if ((*terminal)->revoked != quarantine)
        return fail(quarantine ? PacketFault::not_revoked : PacketFault::revoked);
    return {};
}

platform::Result<Head, PacketFault> checked_head(ByteView frame, std::size_t requests, ServeStore& store,
                                                 Intake intake) {
    wire::SignedPacketHead envelope;
    wire::PacketHead head;
    if (!envelope.ParseFromArray(frame.data(), static_cast<int>(frame.size())) ||
        !head.ParseFromString(envelope.head_bytes()) || head.requests() != requests)
        return fail(PacketFault::not_a_packet);
    const auto terminal = array_of<16>(view_of(head.terminal_id()));
    const auto ledger_id = array_of<16>(view_of(head.ledger_id()));
    const auto answer_key = array_of<32>(view_of(head.answer_key()));
    if (!terminal || !ledger_id || !answer_key || head.nonce().size() != 16 ||
        !platform::can_seal_to(*answer_key))
        return fail(PacketFault::not_a_packet);
    const auto ledger = store.ledger(*ledger_id);
    const auto certificate = store.certificate(*terminal);
    if (!ledger || !certificate) return fail(PacketFault::store_failed);
    if (!*ledger || (*ledger)->terminal != *terminal || !*certificate ||
        !platform::verify((*ledger)->key, platform::Purpose::packet, {view_of(envelope.head_bytes())},
                          view_of(envelope.signature())))
        return fail(PacketFault::unknown);
    const auto entered = may_enter(store, *terminal, intake);
    if (!entered) return fail(entered.error());
    return Head{**certificate, *answer_key,  head.nonce(),
                head.cursor(), head.epoch(), std::max(head.wire_version(), 1U),
                (*ledger)->key};
}

class WayBack {
  public:
    WayBack(const Head& head,
            const std::function<platform::HttpResponse(const platform::HttpRequest&)>& handle)
        : head_(head), handle_(handle) {}

    bool answer(const wire::PacketRequest& request) {
        const std::string& path = request.path();
        const ByteView bytes = view_of(request.body());
        std::string about;
        if (path == "/v1/hand-over") {
            const auto call = decode_hand_over(bytes);
            if (call) about = platform::string_of(call->new_ledger);
        }
        auto response = may_ask(request) ? handle_(http("POST", path, {}, bytes)) : not_the_terminals();
        const bool taken = response.status < 400;
        if (response.status == 426) outdated = true;
        wire::SignedAnswer envelope;
        wire::Answer said;
        const bool read =
            envelope.ParseFromArray(response.body.data(), static_cast<int>(response.body.size())) &&
            said.ParseFromString(envelope.answer_bytes());
        if (taken && read && said.has_fork()) ++contradicting;
        if (taken && read) papers += held_now(bytes, said);
        add(path, about, std::move(response));
        return taken;
    }

    /// What a terminal over HTTPS asks before it sends: it knows it for its next packet.
    void say_wire() { add("/v1/wire", "", handle_(http("GET", "/v1/wire", {}, {}))); }

    std::size_t contradicting = 0;
    std::size_t papers = 0;
    bool outdated = false;

    /// Pages from the cursor on; from the start where the center is newer than the terminal knows.
    std::size_t pages() {
        std::size_t count = 0;
        std::uint64_t cursor = head_.cursor;
        for (int left = kMaxPages; left > 0; --left) {
            auto response = handle_(http(
                "GET", "/v1/updates",
                {{"cursor", std::to_string(cursor)}, {"nonce", platform::to_hex(view_of(head_.nonce))}}, {}));
            wire::SignedUpdates envelope;
            wire::UpdatesPage page;
            const bool read =
                response.status == 200 &&
                envelope.ParseFromArray(response.body.data(), static_cast<int>(response.body.size())) &&
                page.ParseFromString(envelope.page_bytes());
            add("/v1/updates", std::to_string(cursor), std::move(response));
            if (!read) return count;
            ++count;
            const bool start_again = count == 1 && cursor > 0 && page.center_epoch() > head_.epoch;
            if (!start_again && !page.more()) return count;
            cursor = start_again ? 0 : page.to_cursor();
        }
        return count;
    }

    Bytes take() { return std::move(file_); }

  private:
    platform::HttpRequest http(const char* method, const std::string& path,
                               std::vector<std::pair<std::string, std::string>> query, ByteView body) const {
        query.emplace_back("wire", std::to_string(head_.wire));
        return {method,
                path,
                std::move(query),
                body.empty() ? "" : std::string(kProtobufType),
                Bytes(body.begin(), body.end()),
                head_.certificate};
    }
    /// Ranges and hand-overs carry signatures of their own.
    bool may_ask(const wire::PacketRequest& request) const {
        return request.path() != "/v1/attachments" ||
               platform::verify(head_.key, platform::Purpose::packet,
                                {view_of(request.path()), view_of(request.body())},
                                view_of(request.signature()));
    }
    static platform::HttpResponse not_the_terminals() {
        return platform::problem_response(
            {403,
             "bad-signature",
             "The papers were damaged on the stick, or this terminal did not send them.",
             false,
             {}});
    }
    static std::size_t held_now(ByteView body, const wire::Answer& said) {
        if (said.attachments().empty()) return 0;
        const auto call = decode_attachments(body);
        if (!call || said.attachments_size() != static_cast<int>(call->pieces.size())) return 0;
        std::size_t held = 0;
        for (std::size_t i = 0; i < call->pieces.size(); ++i) {
            const AttachmentPiece& piece = call->pieces[i];
            if (!piece.data.empty() && said.attachments(static_cast<int>(i)).held() == piece.size) ++held;
        }
        return held;
    }
    void add(const std::string& path, const std::string& about, platform::HttpResponse response) {
        wire::PacketAnswer answer;
        answer.set_path(path);
        answer.set_about(about);
        answer.set_status(response.status);
        answer.set_content_type(response.content_type);
        answer.set_body(platform::string_of(response.body));
        append_frame(file_, platform::seal(head_.answer_key, serialize(answer)));
    }

    const Head& head_;
    const std::function<platform::HttpResponse(const platform::HttpRequest&)>& handle_;
    Bytes file_ = new_packet_file(kPacketBack);
};

}  // namespace

std::string_view error_text(PacketFault fault) {
    switch (fault) {
        case PacketFault::not_a_packet:
            return "this is not a terminal's packet, or it was cut; export it again (kioskctl packet export)";
        case PacketFault::unknown:
            return "this packet is of no terminal of this center";
        case PacketFault::revoked:
            return "this terminal is revoked; `packet import --quarantine` takes what its disk still holds, "
                   "for "
                   "a person to look at";
        case PacketFault::not_revoked:
            return "this terminal is not revoked; import its packet without --quarantine";
        case PacketFault::store_failed:
            return "the center's database cannot be read; try again";
    }
    return "";
}

platform::Result<PacketTaken, PacketFault> take_packet(
    std::istream& file, ServeStore& store, Intake intake,
    const std::function<platform::HttpResponse(const platform::HttpRequest&)>& handle) {
    auto packet = PacketReader::open(file, kPacketOut);
    const auto first = packet ? packet->next() : std::nullopt;
    if (!first) return fail(PacketFault::not_a_packet);
    const auto head = checked_head(*first, packet->frames() - 1, store, intake);
    if (!head) return fail(head.error());
    PacketTaken taken;
    taken.wire = head->wire;
    WayBack back(*head, handle);
    if (intake == Intake::trusted) back.say_wire();
    for (std::size_t i = 1; i < packet->frames(); ++i) {
        wire::PacketRequest request;
        const auto frame = packet->next();
        if (!frame || !request.ParseFromArray(frame->data(), static_cast<int>(frame->size())))
            return fail(PacketFault::not_a_packet);
        ++taken.requests;
        if (!back.answer(request)) ++taken.refused;
    }
    if (intake == Intake::trusted) taken.pages = back.pages();
    taken.contradicting = back.contradicting;
    taken.papers = back.papers;
    taken.outdated = back.outdated;
    taken.answer = back.take();
    return taken;
}

}  // namespace syncing::center
