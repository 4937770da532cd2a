#include "platform/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

#include "platform/base/unique_fd.h"

namespace platform {

namespace {

FileError write_error() {
    return errno == ENOSPC || errno == EDQUOT ? FileError::full : FileError::unwritable;
}

bool write_all(int file, ByteView content) {
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        content = content.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

bool sync_folder(const std::filesystem::path& folder) {
    const UniqueFd handle(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return handle.get() >= 0 && ::fsync(handle.get()) == 0;
}

}  // namespace

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
    std::string temporary = path.string() + ".XXXXXX";
    const UniqueFd file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (file.get() < 0) return fail(write_error());
    const bool written = ::fchmod(file.get(), mode) == 0 && write_all(file.get(), content) &&
                         ::fsync(file.get()) == 0 && std::rename(temporary.c_str(), path.c_str()) == 0 &&
                         sync_folder(path.parent_path());
    if (written) return {};
    const FileError error = write_error();
    ::unlink(temporary.c_str());
    return fail(error);
}

}  // namespace platform
