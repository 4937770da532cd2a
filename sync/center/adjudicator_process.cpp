#include "sync/center/adjudicator_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

extern char** environ;

namespace syncing::center {

bool AdjudicatorProcess::start() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    platform::UniqueFd reading(ends[0]);
    platform::UniqueFd writing(ends[1]);
    // A full pipe means that it is awake already.
    if (::fcntl(writing.get(), F_SETFL, O_NONBLOCK) != 0) return false;

    std::vector<std::string> words{"kiosk-center"};
    words.insert(words.end(), arguments_.begin(), arguments_.end());
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, reading.get(), STDIN_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    // The parent blocks the signals that it waits for; the child must not inherit that.
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    pid_t pid = -1;
    const int failed = posix_spawn(&pid, "/proc/self/exe", &actions, &attributes, pointers.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) return false;
    const std::lock_guard lock(mutex_);
    pid_ = pid;
    pipe_ = std::move(writing);
    return true;
}

void AdjudicatorProcess::wake() {
    const std::lock_guard lock(mutex_);
    if (pipe_.get() < 0) return;
    [[maybe_unused]] const ssize_t written = ::write(pipe_.get(), "\n", 1);
}

bool AdjudicatorProcess::ended() {
    const std::lock_guard lock(mutex_);
    if (pid_ < 0 || ::waitpid(pid_, nullptr, WNOHANG) != pid_) return false;
    pid_ = -1;
    pipe_ = platform::UniqueFd();
    return true;
}

void AdjudicatorProcess::end() {
    const std::lock_guard lock(mutex_);
    pipe_ = platform::UniqueFd();
    if (pid_ >= 0) ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

}  // namespace syncing::center
