#include "tests/support/virtual_display.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace tests {

namespace {

/// Xvfb picks a free number and writes it to the pipe once it accepts connections.
class Xvfb {
  public:
    Xvfb() {
        int ends[2];
        if (pipe(ends) != 0) return;
        child_ = fork();
        if (child_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGTERM);
            const std::string fd = std::to_string(ends[1]);
            execlp("Xvfb", "Xvfb", "-displayfd", fd.c_str(), "-screen", "0", "1920x1920x24", "-nolisten",
                   "tcp", "-noreset", static_cast<char*>(nullptr));
            _exit(127);
        }
        close(ends[1]);
        std::string number;
        for (char c = 0; read(ends[0], &c, 1) == 1 && c != '\n';) number += c;
        close(ends[0]);
        if (number.empty()) return;
        setenv("DISPLAY", (":" + number).c_str(), 1);
        setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
        running_ = true;
    }
    ~Xvfb() {
        if (child_ <= 0) return;
        kill(child_, SIGTERM);
        waitpid(child_, nullptr, 0);
    }
    Xvfb(const Xvfb&) = delete;
    Xvfb& operator=(const Xvfb&) = delete;
    bool running() const { return running_; }

  private:
    pid_t child_ = -1;
    bool running_ = false;
};

}  // namespace

bool have_display() {
    if (std::getenv("DISPLAY") != nullptr) return true;
    static const Xvfb server;
    return server.running();
}

}  // namespace tests
