// A program of ours run by a test: its standard output as lines, killed when the test is done with it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/unique_fd.h"

namespace tests {

class Child {
  public:
    /// `arguments[0]` is the program's path. Standard error goes to /dev/null unless KIOSK_TEST_STDERR is
    /// set.
    explicit Child(const std::vector<std::string>& arguments);
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    /// kill -9 if it still runs.
    ~Child();

    /// The next line without its end; nothing at the end of output or after `patience`.
    std::optional<std::string> line(std::chrono::milliseconds patience = std::chrono::seconds(120));
    void kill(int signal);
    /// Exit code; -signal when a signal ended it.
    int wait();

  private:
    pid_t pid_ = -1;
    platform::UniqueFd output_;
    std::string pending_;
};

}  // namespace tests
