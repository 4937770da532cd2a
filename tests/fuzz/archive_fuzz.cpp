// The center's archive: one record; any file, which is cut or refused but never believed without its hashes;
// and one with the right hashes, cut anywhere, which gives every record that is whole.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <vector>

#include "platform/base/check.h"
#include "platform/crypto/crypto.h"
#include "sync/center/origin.h"
#include "sync/wire/packet_file.h"
#include "tests/support/temporary_folder.h"

namespace {

using platform::Bytes;
using platform::ByteView;

const std::string kMagic = "MAOL1\n";

/// The records that come out of a file with this content.
std::vector<Bytes> read_file(ByteView bytes) {
    static const tests::TemporaryFolder folder;
    const auto file = folder.path() / "origin.log";
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    std::uint64_t last = 0;
    std::vector<Bytes> records;
    const auto archive = syncing::center::OriginArchive::open(
        folder.path(), [&](const auto& row) -> platform::Result<void, syncing::center::ArchiveError> {
            platform::check(row.seq > last, "numbers grow");
            last = row.seq;
            records.push_back(row.record);
            return {};
        });
    platform::check(archive || std::filesystem::file_size(file) == bytes.size(),
                    "what is refused stays as it is");
    return records;
}

/// Records of as many bytes as the first byte of each says, in an archive that is right; then cut.
void read_cut(ByteView bytes) {
    if (bytes.empty()) return;
    const std::size_t cut = bytes[0];
    bytes = bytes.subspan(1);
    Bytes file(kMagic.begin(), kMagic.end());
    std::vector<Bytes> records;
    std::vector<std::size_t> ends;
    platform::Hash hash{};
    while (!bytes.empty()) {
        const std::size_t size = std::min<std::size_t>(bytes.size(), bytes[0] + std::size_t{1});
        const ByteView record = bytes.first(size);
        bytes = bytes.subspan(size);
        records.emplace_back(record.begin(), record.end());
        Bytes frame;
        platform::append_u64(frame, records.size());
        hash = platform::hash({hash, frame, record});
        platform::append(frame, hash);
        platform::append(frame, record);
        syncing::append_frame(file, frame);
        ends.push_back(file.size());
    }
    file.resize(file.size() - std::min(cut, file.size() - kMagic.size()));
    while (!ends.empty() && ends.back() > file.size()) {
        ends.pop_back();
        records.pop_back();
    }
    platform::check(read_file(file) == records, "what was whole is there, and nothing else");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    if (const auto record = syncing::center::read_origin(bytes)) {
        std::size_t held = 0;
        for (const auto& part : record->parts) held += part.size();
        platform::check(held < size, "parts lie within their record");
    }
    read_file(bytes);
    read_cut(bytes);
    return 0;
}
