// The center's archive: one record, and a whole file, which is cut or refused but never believed without its
// hashes.
#include <cstddef>
#include <cstdint>
#include <fstream>

#include "platform/base/check.h"
#include "sync/center/origin.h"
#include "tests/support/temporary_folder.h"

namespace {

void read_file(platform::ByteView bytes) {
    static const tests::TemporaryFolder folder;
    std::ofstream(folder.path() / "origin.log", std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    std::uint64_t last = 0;
    static_cast<void>(syncing::center::OriginArchive::open(
        folder.path(), [&last](const auto& row) -> platform::Result<void, syncing::center::ArchiveError> {
            platform::check(row.seq > last, "numbers grow");
            last = row.seq;
            return {};
        }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const platform::ByteView bytes(data, size);
    if (const auto record = syncing::center::read_origin(bytes)) {
        std::size_t held = 0;
        for (const auto& part : record->parts) held += part.size();
        platform::check(held < size, "parts lie within their record");
    }
    read_file(bytes);
    return 0;
}
