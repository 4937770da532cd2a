// Whole files: read with a limit, written so that a power cut leaves either the old or the new content.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace platform {

enum class FileError { missing, unreadable, too_large, full, unwritable };
std::string_view name_of(FileError error);

Result<Bytes, FileError> read_file(const std::filesystem::path& path, std::size_t limit);

/// Writes beside it, syncs, renames, syncs the folder: durable when it returns without an error. The folder
/// must exist.
Result<void, FileError> write_file(const std::filesystem::path& path, ByteView content, mode_t mode = 0600);

}  // namespace platform
