#include "platform/base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "platform/base/new_file.h"
#include "platform/base/unique_fd.h"

namespace platform {

std::string_view name_of(FileError error) {
    switch (error) {
        case FileError::missing:
            return "missing";
        case FileError::unreadable:
            return "unreadable";
        case FileError::too_large:
            return "too_large";
        case FileError::full:
            return "disk_full";
        case FileError::unwritable:
            return "unwritable";
    }
    return "unknown";
}

Result<Bytes, FileError> read_file(const std::filesystem::path& path, std::size_t limit) {
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return fail(errno == ENOENT ? FileError::missing : FileError::unreadable);
    Bytes content;
    Bytes block(64 * 1024);
    while (true) {
        const ssize_t got = ::read(file.get(), block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(FileError::unreadable);
        if (got == 0) return content;
        if (content.size() + static_cast<std::size_t>(got) > limit) return fail(FileError::too_large);
        append(content, ByteView(block).first(static_cast<std::size_t>(got)));
    }
}

Result<void, FileError> write_file(const std::filesystem::path& path, ByteView content, mode_t mode) {
    auto file = NewFile::create(path, mode);
    if (!file) return fail(file.error());
    return file->append(content).and_then([&] { return file->finish(); });
}

}  // namespace platform
