#include "sync/center/origin.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

#include "platform/base/unique_fd.h"
#include "sync/wire/packet_file.h"

namespace syncing::center {

namespace {

namespace fs = std::filesystem;
using platform::Bytes;
using platform::ByteView;
using platform::fail;

constexpr std::string_view kMagic = "MAOL1\n";
constexpr std::size_t kRowsAtOnce = 500;
constexpr std::size_t kFrameHead = 4;
constexpr std::size_t kRecordAt = 8 + 32;
// Above every record: the largest is what one request of a packet may hold. A size beyond it was changed; one
// below it that reaches past the end of the file is what a power cut left.
constexpr std::size_t kMaxFrame = std::size_t{64} << 20U;

platform::Hash next_hash(const platform::Hash& before, ByteView seq, ByteView record) {
    return platform::hash({before, seq, record});
}

/// Appends durably.
bool add_to_file(const fs::path& file, ByteView bytes) {
    const platform::UniqueFd open(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
    if (open.get() < 0) return false;
    while (!bytes.empty()) {
        const ssize_t written = ::write(open.get(), bytes.data(), bytes.size());
        if (written <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return ::fsync(open.get()) == 0;
}

/// Nothing when the file ends before.
std::optional<Bytes> read_whole(std::istream& file, std::size_t size) {
    Bytes out(size);
    file.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(size));
    if (!file) return std::nullopt;
    return out;
}

}  // namespace

Bytes origin_record(OriginKind kind, std::initializer_list<ByteView> parts) {
    Bytes record{static_cast<std::uint8_t>(kind)};
    for (const ByteView part : parts) append_frame(record, part);
    return record;
}

std::optional<OriginParts> read_origin(ByteView record) {
    if (record.empty() || record[0] < 1 || record[0] > static_cast<std::uint8_t>(OriginKind::staff_removed))
        return std::nullopt;
    OriginParts out{static_cast<OriginKind>(record[0]), {}};
    for (record = record.subspan(1); !record.empty();) {
        if (record.size() < kFrameHead) return std::nullopt;
        const std::size_t size = platform::read_u32(record, 0);
        if (record.size() - kFrameHead < size) return std::nullopt;
        out.parts.push_back(record.subspan(kFrameHead, size));
        record = record.subspan(kFrameHead + size);
    }
    return out;
}

std::string_view error_text(ArchiveError error) {
    switch (error) {
        case ArchiveError::unreadable:
            return "the archive cannot be read: no such folder, or no permission";
        case ArchiveError::damaged:
            return "the archive was changed, or part of it is missing; what comes before that can be used by "
                   "cutting the file there";
        case ArchiveError::other:
            return "the archive is ahead of this center: it is another center's, or from before a restore; "
                   "choose a new folder";
        case ArchiveError::unwritable:
            return "the archive cannot be written: no permission, or no space left";
        case ArchiveError::store_failed:
            return "the center's database cannot be read or written; try again";
    }
    return "";
}

platform::Result<OriginArchive, ArchiveError> OriginArchive::open(const fs::path& folder, const Seen& seen) {
    OriginArchive archive;
    archive.file_ = folder / "origin.log";
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return fail(ArchiveError::unwritable);
    if (!fs::exists(archive.file_, error)) {
        if (error) return fail(ArchiveError::unreadable);
        if (!add_to_file(archive.file_, platform::view_of(kMagic))) return fail(ArchiveError::unwritable);
        return archive;
    }
    std::ifstream file(archive.file_, std::ios::binary);
    if (!file) return fail(ArchiveError::unreadable);
    if (read_whole(file, kMagic.size()) != Bytes(kMagic.begin(), kMagic.end()))
        return fail(ArchiveError::damaged);
    const std::uintmax_t total = fs::file_size(archive.file_, error);
    if (error) return fail(ArchiveError::unreadable);
    std::uintmax_t right = kMagic.size();
    while (const auto head = read_whole(file, kFrameHead)) {
        const std::size_t size = platform::read_u32(*head, 0);
        if (size <= kRecordAt || size > kMaxFrame) return fail(ArchiveError::damaged);
        if (right + kFrameHead + size > total) break;
        const auto frame = read_whole(file, size);
        if (!frame) return fail(ArchiveError::unreadable);
        const ByteView view(*frame);
        const ByteView record = view.subspan(kRecordAt);
        const OriginRow row{platform::read_u64(view, 0), Bytes(record.begin(), record.end())};
        const platform::Hash hash = next_hash(archive.hash_, view.first(8), record);
        if (row.seq <= archive.last_ || *platform::array_of<32>(view.subspan(8, 32)) != hash)
            return fail(ArchiveError::damaged);
        archive.last_ = row.seq;
        archive.hash_ = hash;
        const auto taken = seen(row);
        if (!taken) return fail(taken.error());
        right += kFrameHead + size;
    }
    if (file.bad()) return fail(ArchiveError::unreadable);
    if (right != total) fs::resize_file(archive.file_, right, error);
    if (error) return fail(ArchiveError::unwritable);
    return archive;
}

platform::Result<void, ArchiveError> check_archive(const fs::path& archive) {
    std::error_code ignored;
    if (!fs::exists(archive / "origin.log", ignored)) return fail(ArchiveError::unreadable);
    const auto opened = OriginArchive::open(archive);
    if (!opened) return fail(opened.error());
    return {};
}

platform::Result<std::uint64_t, ArchiveError> OriginArchive::take(AdminStore& store) {
    const auto newest = store.last_origin();
    if (!newest) return fail(ArchiveError::store_failed);
    if (*newest < last_) return fail(ArchiveError::other);
    std::uint64_t taken = 0;
    while (last_ < *newest) {
        const auto rows = store.origin_after(last_, kRowsAtOnce);
        if (!rows) return fail(ArchiveError::store_failed);
        if (rows->empty()) return fail(ArchiveError::damaged);
        Bytes frames;
        platform::Hash hash = hash_;
        for (const OriginRow& row : *rows) {
            Bytes frame;
            platform::append_u64(frame, row.seq);
            hash = next_hash(hash, ByteView(frame).first(8), row.record);
            platform::append(frame, hash);
            platform::append(frame, row.record);
            append_frame(frames, frame);
        }
        if (!add_to_file(file_, frames)) return fail(ArchiveError::unwritable);
        hash_ = hash;
        last_ = rows->back().seq;
        taken += rows->size();
    }
    return taken;
}

}  // namespace syncing::center
