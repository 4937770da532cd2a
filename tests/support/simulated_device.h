// A device that kiosk-sim plays in a child process, steered over its standard input: for tests of the real
// drivers.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/base/unique_fd.h"
#include "tests/support/temporary_folder.h"

namespace tests {

class SimulatedDevice {
  public:
    /// `programs` is where kiosk-sim lies; `device` is its subcommand with the options it needs. Returns when
    /// the port can be opened; throws when it cannot.
    SimulatedDevice(const std::filesystem::path& programs, const std::vector<std::string>& device,
                    bool timing) {
        std::array<int, 2> to{};
        std::array<int, 2> from{};
        if (::pipe2(to.data(), O_CLOEXEC) != 0 || ::pipe2(from.data(), O_CLOEXEC) != 0)
            throw std::runtime_error("pipe");
        const platform::UniqueFd child_in(to[0]);
        const platform::UniqueFd child_out(from[1]);
        to_ = platform::UniqueFd(to[1]);
        from_ = platform::UniqueFd(from[0]);

        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, child_in.get(), STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, child_out.get(), STDOUT_FILENO);
        std::vector<std::string> words{(programs / "kiosk-sim").string()};
        words.insert(words.end(), device.begin(), device.end());
        words.insert(words.end(), {"--link", port().string()});
        if (!timing) words.emplace_back("--no-timing");
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        const int failed = ::posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        if (failed != 0) throw std::runtime_error("cannot start kiosk-sim");
        expect_line("ready");
    }
    SimulatedDevice(const SimulatedDevice&) = delete;
    SimulatedDevice& operator=(const SimulatedDevice&) = delete;
    ~SimulatedDevice() {
        to_.reset();  // the end of its input ends it
        ::waitpid(pid_, nullptr, 0);
    }

    /// The same path before, while and after it is plugged in.
    std::filesystem::path port() const { return folder_.path() / "device"; }

    /// unplug, replug, or a word of the device; throws unless it is obeyed.
    void command(const std::string& line) {
        const std::string sent = line + "\n";
        if (::write(to_.get(), sent.data(), sent.size()) < 0) throw std::runtime_error("kiosk-sim went away");
        expect_line("ok");
    }

  private:
    void expect_line(const std::string& wanted) {
        std::string line;
        for (char c = 0; ::read(from_.get(), &c, 1) == 1 && c != '\n';) line += c;
        if (line != wanted) throw std::runtime_error("kiosk-sim says: " + line);
    }

    TemporaryFolder folder_;
    platform::UniqueFd to_;
    platform::UniqueFd from_;
    pid_t pid_ = -1;
};

}  // namespace tests
