#include "sync/wire/packet.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

namespace wire = mutual_aid::v1;
using platform::array_of;
using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::string_of;
using platform::view_of;

}  // namespace

Bytes encode_hand_over(HandOverCall& call, const platform::SigningSecretKey& old_key,
                       const platform::SigningSecretKey& new_key) {
    wire::HandOverStatement statement;
    statement.set_terminal_id(string_of(call.terminal));
    statement.set_old_ledger(string_of(call.old_ledger));
    statement.set_new_ledger(string_of(call.new_ledger));
    statement.set_new_public_key(string_of(call.new_key));
    const std::string bytes = statement.SerializeAsString();
    call.statement_bytes.assign(bytes.begin(), bytes.end());
    call.old_signature = platform::sign(old_key, platform::Purpose::hand_over, {call.statement_bytes});
    wire::HandOverRequest message;
    message.set_statement_bytes(bytes);
    message.set_old_signature(string_of(call.old_signature));
    message.set_new_signature(
        string_of(platform::sign(new_key, platform::Purpose::hand_over, {call.statement_bytes})));
    message.set_request_nonce(string_of(call.nonce));
    for (const ChainPlace& place : call.places) {
        wire::Place& added = *message.add_places();
        added.set_seq(place.seq);
        added.set_hash(string_of(place.hash));
    }
    if (call.letter != 0) message.set_letter(std::string(1, call.letter));
    Bytes out(message.ByteSizeLong());
    message.SerializeWithCachedSizesToArray(out.data());
    return out;
}

platform::Result<HandOverCall, PacketError> decode_hand_over(ByteView bytes) {
    wire::HandOverRequest message;
    wire::HandOverStatement statement;
    if (bytes.size() > kMaxAnswerBytes) return fail(PacketError::too_large);
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
        !statement.ParseFromString(message.statement_bytes()) ||
        message.places_size() > static_cast<int>(kMaxPlaces) || message.letter().size() > 1)
        return fail(PacketError::malformed);
    const auto terminal = array_of<16>(view_of(statement.terminal_id()));
    const auto old_ledger = array_of<16>(view_of(statement.old_ledger()));
    const auto new_ledger = array_of<16>(view_of(statement.new_ledger()));
    const auto new_key = array_of<32>(view_of(statement.new_public_key()));
    const auto nonce = array_of<16>(view_of(message.request_nonce()));
    const auto old_signature = array_of<64>(view_of(message.old_signature()));
    if (!terminal || !old_ledger || !new_ledger || !new_key || !nonce || !old_signature ||
        *old_ledger == *new_ledger)
        return fail(PacketError::malformed);
    HandOverCall call{*terminal, *old_ledger, *new_ledger, *new_key, *nonce, {}, 0, {}, *old_signature};
    const ByteView said = view_of(message.statement_bytes());
    call.statement_bytes.assign(said.begin(), said.end());
    if (!message.letter().empty()) call.letter = message.letter().front();
    for (const wire::Place& place : message.places()) {
        const auto hash = array_of<32>(view_of(place.hash()));
        if (!hash) return fail(PacketError::malformed);
        call.places.push_back({place.seq(), *hash});
    }
    if (!platform::verify(*new_key, platform::Purpose::hand_over, {view_of(message.statement_bytes())},
                          view_of(message.new_signature())))
        return fail(PacketError::malformed);
    return call;
}

bool verify_hand_over(const HandOverCall& call, const platform::SigningPublicKey& old_key) {
    return platform::verify(old_key, platform::Purpose::hand_over, {call.statement_bytes},
                            call.old_signature);
}

}  // namespace syncing
