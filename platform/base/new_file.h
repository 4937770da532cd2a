// A file that is written piece by piece and is there whole or not at all (file.h writes one in one go).
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "platform/base/file.h"
#include "platform/base/unique_fd.h"

namespace platform {

/// Lies under another name beside its own, which it only gets with finish(); nothing of it stays otherwise.
/// After an error it is good for nothing more.
class NewFile {
  public:
    /// The folder must exist. Replaces what has that name.
    static Result<NewFile, FileError> create(const std::filesystem::path& path, mode_t mode = 0600);
    NewFile(NewFile&& other) noexcept = default;
    NewFile& operator=(NewFile&&) = delete;
    ~NewFile();

    Result<void, FileError> append(ByteView content);
    /// Durable when it returns without an error.
    Result<void, FileError> finish();

  private:
    NewFile(UniqueFd file, std::string temporary, std::filesystem::path path)
        : file_(std::move(file)), temporary_(std::move(temporary)), path_(std::move(path)) {}

    UniqueFd file_;  // none when it is finished or moved away
    std::string temporary_;
    std::filesystem::path path_;
};

}  // namespace platform
