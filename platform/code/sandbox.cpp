#include "platform/code/sandbox.h"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <memory>

namespace platform {
namespace {

constexpr rlim_t kProcessorSeconds = 600;

// The sanitizers reserve terabytes of address space and manage it with calls of their own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

bool limit(decltype(RLIMIT_AS) resource, rlim_t value) {
    const rlimit both{value, value};
    return ::setrlimit(resource, &both) == 0;
}

bool set_limits(std::size_t memory) {
    return (kSanitized || limit(RLIMIT_AS, memory)) && limit(RLIMIT_CPU, kProcessorSeconds) &&
           limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, 4) && ::prctl(PR_SET_DUMPABLE, 0) == 0 &&
           ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

struct Release {
    void operator()(void* filter) const { seccomp_release(filter); }
};

bool set_filter() {
    const std::unique_ptr<void, Release> filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
    if (!filter) return false;
    const auto allow = [&](int call) { return seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) == 0; };
    const auto allow_if = [&](int call, scmp_arg_cmp condition) {
        return seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1, condition) == 0;
    };
    bool done = allow_if(SCMP_SYS(read), {0, SCMP_CMP_EQ, 0, 0}) &&
                allow_if(SCMP_SYS(write), {0, SCMP_CMP_EQ, 1, 0}) &&
                allow_if(SCMP_SYS(mmap), {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}) && allow(SCMP_SYS(munmap)) &&
                allow(SCMP_SYS(mremap)) && allow(SCMP_SYS(brk)) && allow(SCMP_SYS(madvise)) &&
                allow(SCMP_SYS(futex)) && allow(SCMP_SYS(rt_sigreturn)) && allow(SCMP_SYS(exit)) &&
                allow(SCMP_SYS(exit_group));
    if (kSanitized)
        done = done && allow(SCMP_SYS(sched_yield)) && allow(SCMP_SYS(getpid)) && allow(SCMP_SYS(gettid)) &&
               allow(SCMP_SYS(mprotect)) && allow(SCMP_SYS(sigaltstack)) && allow(SCMP_SYS(rt_sigprocmask));
    return done && seccomp_load(filter.get()) == 0;
}

}  // namespace

bool enter_sandbox(std::size_t memory_limit_bytes) {
    return set_limits(memory_limit_bytes) && set_filter();
}

}  // namespace platform
