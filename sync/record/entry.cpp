#include "sync/record/entry.h"

#include <algorithm>

#include "platform/base/check.h"

namespace syncing {

namespace {

constexpr std::string_view kMagic = "MAE1";

std::optional<RecordClass> record_class_of(std::uint16_t code) {
    if (code < static_cast<std::uint16_t>(RecordClass::enrollment) ||
        code > static_cast<std::uint16_t>(RecordClass::hand_over))
        return std::nullopt;
    return static_cast<RecordClass>(code);
}

std::optional<TimeBasis> time_basis_of(std::uint8_t code) {
    if (code > static_cast<std::uint8_t>(TimeBasis::simulated)) return std::nullopt;
    return static_cast<TimeBasis>(code);
}

template <std::size_t N>
platform::ByteArray<N> array_at(platform::ByteView bytes, std::size_t at) {
    return platform::array_of<N>(bytes.subspan(at, N)).value();
}

}  // namespace

HeaderBytes encode(const EntryHeader& header) {
    platform::Bytes out;
    out.reserve(kHeaderSize);
    platform::append(out, platform::view_of(kMagic));
    platform::append(out, header.ledger_id);
    platform::append_u64(out, header.seq);
    platform::append(out, header.previous);
    platform::append(out, header.record_id);
    platform::append_u16(out, static_cast<std::uint16_t>(header.record_class));
    out.push_back(static_cast<std::uint8_t>(header.time.basis));
    out.push_back(0);
    platform::append_u64(out, static_cast<std::uint64_t>(header.time.earliest_ms));
    platform::append_u64(out, static_cast<std::uint64_t>(header.time.latest_ms));
    platform::append(out, header.pack_hash);
    platform::append_u64(out, header.sealing_key_id);
    platform::append_u32(out, header.sealed_length);
    platform::append(out, header.sealed_hash);
    return platform::array_of<kHeaderSize>(out).value();
}

std::optional<EntryHeader> decode_header(platform::ByteView bytes) {
    if (bytes.size() != kHeaderSize) return std::nullopt;
    if (!std::ranges::equal(bytes.first(4), platform::view_of(kMagic)) || bytes[79] != 0) return std::nullopt;
    const auto record_class = record_class_of(platform::read_u16(bytes, 76));
    const auto basis = time_basis_of(bytes[78]);
    if (!record_class || !basis) return std::nullopt;
    EntryHeader header;
    header.ledger_id = array_at<16>(bytes, 4);
    header.seq = platform::read_u64(bytes, 20);
    header.previous = array_at<32>(bytes, 28);
    header.record_id = array_at<16>(bytes, 60);
    header.record_class = *record_class;
    header.time = {static_cast<std::int64_t>(platform::read_u64(bytes, 80)),
                   static_cast<std::int64_t>(platform::read_u64(bytes, 88)), *basis};
    header.pack_hash = array_at<32>(bytes, 96);
    header.sealing_key_id = platform::read_u64(bytes, 128);
    header.sealed_length = platform::read_u32(bytes, 136);
    header.sealed_hash = array_at<32>(bytes, 140);
    if (header.seq == 0 || header.time.earliest_ms > header.time.latest_ms) return std::nullopt;
    return header;
}

platform::Hash entry_hash(const HeaderBytes& header) {
    return platform::hash(header);
}

}  // namespace syncing
