#include "platform/code/child_process.h"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace platform {
namespace {

/// True when `fd` is ready for `events` (or its peer is gone) before the deadline.
bool wait_for(int fd, short events, Deadline deadline) {
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        pollfd entry{fd, events, 0};
        const int ready = ::poll(&entry, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 60'000)));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

/// The spawn's file actions and attributes, released on every path.
class SpawnPlan {
  public:
    SpawnPlan() {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~SpawnPlan() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    void give(int fd, int as) { ::posix_spawn_file_actions_adddup2(&actions_, fd, as); }

    std::optional<pid_t> run(const std::filesystem::path& program,
                             const std::vector<std::string>& arguments) {
        std::vector<char*> argv{const_cast<char*>(program.c_str())};
        for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
        argv.push_back(nullptr);
        pid_t pid = 0;
        if (::posix_spawn(&pid, program.c_str(), &actions_, &attributes_, argv.data(), environ) != 0) {
            return std::nullopt;
        }
        return pid;
    }

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

}  // namespace

std::optional<ChildProcess> ChildProcess::spawn(const std::filesystem::path& program,
                                                const std::vector<std::string>& arguments, int shared_fd) {
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return std::nullopt;
    UniqueFd ours(pair[0]);
    const UniqueFd theirs(pair[1]);
    SpawnPlan plan;
    plan.give(theirs.get(), 0);
    plan.give(theirs.get(), 1);
    if (shared_fd >= 0) plan.give(shared_fd, 3);
    const auto pid = plan.run(program, arguments);
    if (!pid) return std::nullopt;
    return ChildProcess(*pid, std::move(ours));
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), channel_(std::move(other.channel_)) {}

ChildProcess::~ChildProcess() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

bool ChildProcess::write_all(ByteView bytes, Deadline deadline) const {
    while (!bytes.empty()) {
        if (!wait_for(channel(), POLLOUT, deadline)) return false;
        const ssize_t sent = ::send(channel(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EINTR && errno != EAGAIN) return false;
        if (sent > 0) bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

bool ChildProcess::read_exactly(std::span<std::uint8_t> into, Deadline deadline) const {
    while (!into.empty()) {
        if (!wait_for(channel(), POLLIN, deadline)) return false;
        const ssize_t got = ::recv(channel(), into.data(), into.size(), MSG_DONTWAIT);
        if (got == 0) return false;
        if (got < 0 && errno != EINTR && errno != EAGAIN) return false;
        if (got > 0) into = into.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

std::optional<Bytes> ChildProcess::read_some() const {
    Bytes bytes(64 * 1024);
    const ssize_t got = ::recv(channel(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN)) return std::nullopt;
    bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return bytes;
}

void die_with_parent() {
    const pid_t parent = ::getppid();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);  // it died in between
}

std::filesystem::path sibling_program(const std::string& name) {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path(name) : self.parent_path() / name;
}

}  // namespace platform
