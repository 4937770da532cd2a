// The adjudicator as a child of the answering process: `kiosk-center adjudicate` with a pipe for its standard
// input. A byte wakes it, the end of the pipe ends it (also when its parent was killed).
#pragma once

#include <sys/types.h>

#include <mutex>
#include <string>
#include <vector>

#include "platform/base/unique_fd.h"

namespace syncing::center {

class AdjudicatorProcess {
  public:
    /// `arguments` follow the program's name.
    explicit AdjudicatorProcess(std::vector<std::string> arguments) : arguments_(std::move(arguments)) {}
    AdjudicatorProcess(const AdjudicatorProcess&) = delete;
    AdjudicatorProcess& operator=(const AdjudicatorProcess&) = delete;
    /// As end().
    ~AdjudicatorProcess() { end(); }

    bool start();
    /// Any thread; never blocks.
    void wake();
    /// True when the child has ended by itself; it can then be started again.
    bool ended();
    /// Closes the pipe and waits for the child.
    void end();

  private:
    const std::vector<std::string> arguments_;
    std::mutex mutex_;
    platform::UniqueFd pipe_;
    pid_t pid_ = -1;
};

}  // namespace syncing::center
