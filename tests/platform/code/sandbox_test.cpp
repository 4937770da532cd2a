#include "platform/code/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

namespace platform {
namespace {

constexpr std::size_t kMemory = std::size_t{512} << 20;

struct Attempt {
    std::string name;
    std::function<void()> act;
};

TEST(SandboxDeathTest, KillsAtTheFirstForbiddenCall) {
    const std::vector<Attempt> attempts = {
        {"open", [] { static_cast<void>(::open("/etc/hostname", O_RDONLY)); }},
        {"socket", [] { static_cast<void>(::socket(AF_INET, SOCK_STREAM, 0)); }},
        {"fork", [] { static_cast<void>(::fork()); }},
        {"exec", [] { static_cast<void>(::execl("/bin/true", "true", nullptr)); }},
        {"kill", [] { static_cast<void>(::kill(::getppid(), 0)); }},
        {"write elsewhere", [] { static_cast<void>(!::write(2, "x", 1)); }},
        {"read elsewhere",
         [] {
             char c;
             static_cast<void>(!::read(2, &c, 1));
         }},
        {"executable memory",
         [] {
             static_cast<void>(
                 ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
         }},
    };
    for (const Attempt& attempt : attempts) {
        const auto caged = [&] {
            if (!enter_sandbox(kMemory)) ::_exit(9);
            attempt.act();
            ::_exit(0);
        };
        EXPECT_EXIT(caged(), ::testing::KilledBySignal(SIGSYS), "") << attempt.name;
    }
}

TEST(SandboxDeathTest, MemoryAndExitAreAllowed) {
    const auto caged = [] {
        if (!enter_sandbox(kMemory)) ::_exit(9);
        std::vector<char> large(std::size_t{32} << 20, 'x');
        large.resize(std::size_t{64} << 20);
        ::_exit(large.back() == 0 ? 0 : 1);
    };
    EXPECT_EXIT(caged(), ::testing::ExitedWithCode(0), "");
}

TEST(SandboxDeathTest, MemoryEndsAtTheLimit) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "sanitizers need more address space than the limit allows";
#endif
    const auto caged = [] {
        if (!enter_sandbox(kMemory)) ::_exit(9);
        ::_exit(std::malloc(kMemory) == nullptr ? 0 : 1);
    };
    EXPECT_EXIT(caged(), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace platform
