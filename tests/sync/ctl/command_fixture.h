// A group of kioskctl's commands as it is called, within the test, and a folder for its files.
#pragma once

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "sync/ctl/commands.h"
#include "tests/support/temporary_folder.h"

namespace syncing::ctl {

class CommandFixture : public testing::Test {
  protected:
    /// `add`: of sync/ctl/commands.h.
    explicit CommandFixture(void (*add)(CLI::App&)) : add_(add) {}
    /// The commands do so, too; later it would put the real input back.
    static void SetUpTestSuite() { std::ios::sync_with_stdio(false); }

    /// What `kioskctl WORDS…` prints.
    std::string call(std::vector<std::string> words, const std::string& input = "") {
        CLI::App app;
        add_(app);
        std::reverse(words.begin(), words.end());  // CLI11 takes them last first
        std::istringstream in(input);
        std::streambuf* const real_in = std::cin.rdbuf(in.rdbuf());
        std::cin.clear();
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        exit_code_ = 0;
        try {
            app.parse(words);
        } catch (const CLI::Error& error) {
            exit_code_ = error.get_exit_code();
        }
        std::cout.flush();
        std::cin.rdbuf(real_in);
        complaint_ = testing::internal::GetCapturedStderr();
        return testing::internal::GetCapturedStdout();
    }

    std::string file(const std::string& name, const std::string& content) {
        std::string path = (folder_.path() / name).string();
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }

    tests::TemporaryFolder folder_;
    int exit_code_ = 0;
    std::string complaint_;

  private:
    void (*add_)(CLI::App&);
};

}  // namespace syncing::ctl
