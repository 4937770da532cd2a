#include "sync/seal/seal.h"

#include <algorithm>
#include <array>

#include "platform/base/wipe.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::Result;

constexpr std::size_t kLengthField = 4;

/// The message inside padded plaintext; nothing when length, class or zeros are not as the format says.
std::optional<ByteView> unpad(ByteView padded) {
    if (padded.size() < kLengthField) return std::nullopt;
    const std::size_t length = platform::read_u32(padded, 0);
    if (length > padded.size() - kLengthField || padded_size(length) != padded.size()) return std::nullopt;
    const ByteView rest = padded.subspan(kLengthField + length);
    if (std::ranges::any_of(rest, [](std::uint8_t byte) { return byte != 0; })) return std::nullopt;
    return padded.subspan(kLengthField, length);
}

std::size_t blob_size(std::size_t length) {
    constexpr std::size_t kStep = 16'384;
    return (length + kLengthField + kStep - 1) / kStep * kStep;
}

}  // namespace

std::string_view name_of(SealError error) {
    switch (error) {
        case SealError::too_large:
            return "too_large";
        case SealError::bad_key:
            return "bad_key";
        case SealError::not_for_us:
            return "not_for_us";
        case SealError::malformed:
            return "malformed";
        case SealError::wrong_identity:
            return "wrong_identity";
    }
    return "unknown";
}

std::size_t padded_size(std::size_t length) {
    constexpr std::size_t kStep = 4096;
    if (length > kMaxPadded - kLengthField) return 0;
    const std::size_t needed = length + kLengthField;
    for (const std::size_t size : {512U, 1024U, 2048U})
        if (needed <= size) return size;
    return (needed + kStep - 1) / kStep * kStep;
}

Result<Bytes, SealError> seal_message(const platform::SealingPublicKey& to,
                                      const google::protobuf::MessageLite& message) {
    const std::size_t length = message.ByteSizeLong();
    const std::size_t size = padded_size(length);
    if (size == 0) return fail(SealError::too_large);
    if (!platform::can_seal_to(to)) return fail(SealError::bad_key);
    Bytes padded;
    padded.reserve(size);
    platform::append_u32(padded, static_cast<std::uint32_t>(length));
    padded.resize(size, 0);
    message.SerializeWithCachedSizesToArray(padded.data() + kLengthField);
    Bytes sealed = platform::seal(to, padded);
    platform::wipe(padded);
    return sealed;
}

Result<Bytes, SealError> seal_bytes(const platform::SealingPublicKey& to, ByteView bytes, std::size_t limit) {
    if (bytes.size() > limit) return fail(SealError::too_large);
    const std::size_t size = blob_size(bytes.size());
    if (size + platform::kSealOverhead > limit) return fail(SealError::too_large);
    if (!platform::can_seal_to(to)) return fail(SealError::bad_key);
    Bytes padded;
    padded.reserve(size);
    platform::append_u32(padded, static_cast<std::uint32_t>(bytes.size()));
    platform::append(padded, bytes);
    padded.resize(size, 0);
    Bytes sealed = platform::seal(to, padded);
    platform::wipe(padded);
    return sealed;
}

Result<Bytes, SealError> open_bytes(const platform::SealingKeyPair& key, ByteView sealed) {
    auto padded = platform::open(key, sealed);
    if (!padded) return fail(SealError::not_for_us);
    const std::size_t length = padded->size() < kLengthField ? SIZE_MAX : platform::read_u32(*padded, 0);
    const bool fits = length <= padded->size() - kLengthField && blob_size(length) == padded->size();
    if (!fits || std::any_of(padded->begin() + static_cast<std::ptrdiff_t>(kLengthField + length),
                             padded->end(), [](std::uint8_t byte) { return byte != 0; }))
        return fail(SealError::malformed);
    padded->resize(kLengthField + length);
    padded->erase(padded->begin(), padded->begin() + kLengthField);
    return std::move(*padded);
}

Result<void, SealError> open_message(const platform::SealingKeyPair& key, ByteView sealed,
                                     google::protobuf::MessageLite& into) {
    into.Clear();
    if (sealed.size() > kMaxSealed) return fail(SealError::too_large);
    auto padded = platform::open(key, sealed);
    if (!padded) return fail(SealError::not_for_us);
    const auto message = unpad(*padded);
    const bool parsed = message && into.ParseFromArray(message->data(), static_cast<int>(message->size()));
    platform::wipe(*padded);
    if (parsed) return {};
    into.Clear();
    return fail(SealError::malformed);
}

Result<Bytes, SealError> seal_body(const platform::SealingPublicKey& center,
                                   const mutual_aid::v1::Body& body) {
    return seal_message(center, body);
}

Result<void, SealError> open_body(const platform::SealingKeyPair& center, ByteView sealed,
                                  const LedgerId& ledger, const RecordId& record,
                                  mutual_aid::v1::Body& into) {
    const auto opened = open_message(center, sealed, into);
    if (!opened) return opened;
    if (std::ranges::equal(platform::view_of(into.ledger_id()), ledger) &&
        std::ranges::equal(platform::view_of(into.record_id()), record))
        return {};
    into.Clear();
    return fail(SealError::wrong_identity);
}

}  // namespace syncing
