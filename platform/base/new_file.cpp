#include "platform/base/new_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

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

Result<NewFile, FileError> NewFile::create(const std::filesystem::path& path, mode_t mode) {
    std::string temporary = path.string() + ".XXXXXX";
    UniqueFd file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (file.get() < 0) return fail(write_error());
    NewFile made(std::move(file), std::move(temporary), path);
    if (::fchmod(made.file_.get(), mode) != 0) return fail(write_error());
    return made;
}

NewFile::~NewFile() {
    if (file_.get() >= 0) ::unlink(temporary_.c_str());
}

Result<void, FileError> NewFile::append(ByteView content) {
    if (!write_all(file_.get(), content)) return fail(write_error());
    return {};
}

Result<void, FileError> NewFile::finish() {
    if (::fsync(file_.get()) != 0 || std::rename(temporary_.c_str(), path_.c_str()) != 0)
        return fail(write_error());
    file_ = UniqueFd();
    if (!sync_folder(path_.parent_path())) return fail(write_error());
    return {};
}

}  // namespace platform
