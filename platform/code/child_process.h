// A child program on one end of a socket: its standard input and output are the other end, so each side sees
// the other's death as end of file. Standard error is shared.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/unique_fd.h"

namespace platform {

using Deadline = std::chrono::steady_clock::time_point;

class ChildProcess {
  public:
    /// `shared_fd`, when not negative, becomes the child's descriptor 3; no other descriptor is inherited
    /// that is marked close-on-exec. Nothing when the program cannot be started.
    static std::optional<ChildProcess> spawn(const std::filesystem::path& program,
                                             const std::vector<std::string>& arguments, int shared_fd = -1);
    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&&) = delete;
    /// Kills and reaps.
    ~ChildProcess();

    pid_t pid() const { return pid_; }
    /// For poll(); readable also when the child is gone.
    int channel() const { return channel_.get(); }

    /// False when the child is gone or the deadline passes first; the child is of no use then.
    bool write_all(ByteView bytes, Deadline deadline) const;
    bool read_exactly(std::span<std::uint8_t> into, Deadline deadline) const;
    /// What is there now, up to 64 KiB; empty when nothing is, nullopt at end of file.
    std::optional<Bytes> read_some() const;

  private:
    ChildProcess(pid_t pid, UniqueFd channel) : pid_(pid), channel_(std::move(channel)) {}
    pid_t pid_;
    UniqueFd channel_;
};

/// For a child's main(): die with the parent even when the socket is not being read. The kernel ties this to
/// the parent's thread, so a parent keeps the thread that spawned for as long as the child.
void die_with_parent();

/// The program of that name beside the running one.
std::filesystem::path sibling_program(const std::string& name);

}  // namespace platform
