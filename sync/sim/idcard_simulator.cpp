#include "sync/sim/idcard_simulator.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <deque>
#include <iostream>
#include <optional>
#include <vector>

#include "sync/sim/card_file.h"
#include "sync/sim/pty.h"
#include "sync/sim/sam_module.h"
#include "sync/sim/unix_socket.h"

namespace syncing::sim {

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::UniqueFd;
using Time = std::chrono::steady_clock;

constexpr std::chrono::nanoseconds kByteTime{1'000'000'000LL * 10 /
                                             115200};  // start bit, 8 data bits, stop bit
constexpr std::chrono::milliseconds kTick{2};          // how finely an answer is paced, as a USB adapter does
constexpr std::chrono::milliseconds kSlowness{800};

/// An answer on its way out.
struct Outgoing {
    Bytes bytes;
    Time::time_point starts;
    std::size_t sent = 0;
    bool unplug_half_way = false;
};

/// Whoever steers: lines in, answers out.
struct Channel {
    UniqueFd in;
    UniqueFd out;
    std::string pending;
};

UniqueFd terminate_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    return UniqueFd(::signalfd(-1, &set, SFD_CLOEXEC));
}

class Simulator {
  public:
    explicit Simulator(const IdcardSimulatorOptions& options) : options_(options) {}

    int run() {
        signals_ = terminate_signals();
        std::signal(SIGPIPE, SIG_IGN);
        if (options_.control.empty()) {
            channels_.push_back({UniqueFd(::dup(STDIN_FILENO)), UniqueFd(::dup(STDOUT_FILENO)), {}});
        } else if (listener_ = listen_at(options_.control); !listener_) {
            return refuse("cannot listen at " + options_.control.string() + ": " + std::strerror(errno));
        }
        if (!options_.card.empty()) {
            if (const std::string answer = obey("place " + options_.card.string()); answer != "ok")
                return refuse(answer);
        }
        if (const std::string answer = obey("replug"); answer != "ok") return refuse(answer);
        std::cout << "ready" << std::endl;
        while (turn()) {
        }
        std::error_code ignored;
        if (listener_) std::filesystem::remove(options_.control, ignored);
        return 0;
    }

  private:
    static int refuse(const std::string& why) {
        std::cerr << "kiosk-sim: " << why << '\n';
        return 1;
    }

    /// Waits for whatever comes next and serves it; false when it is time to end.
    bool turn() {
        std::vector<pollfd> fds{{signals_.get(), POLLIN, 0},
                                {listener_ ? listener_.get() : -1, POLLIN, 0},
                                {pty_ ? pty_->fd() : -1, POLLIN, 0}};
        for (const Channel& channel : channels_) fds.push_back({channel.in.get(), POLLIN, 0});
        const int patience = outgoing_.empty() ? -1 : static_cast<int>(kTick.count());
        if (::poll(fds.data(), fds.size(), patience) < 0) return errno == EINTR;

        if (fds[0].revents != 0) return false;
        for (std::size_t i = channels_.size(); i-- > 0;) {
            if (fds[3 + i].revents != 0 && !serve(channels_[i]))
                channels_.erase(channels_.begin() + static_cast<long>(i));
        }
        if (fds[1].revents != 0) welcome();
        if (fds[2].revents != 0) listen_to_host();
        send();
        return listener_ || !channels_.empty();
    }

    void welcome() {
        UniqueFd in(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        UniqueFd out(::dup(in.get()));
        if (in && out) channels_.push_back({std::move(in), std::move(out), {}});
    }

    bool serve(Channel& channel) {
        std::array<char, 4096> chunk{};
        const ssize_t count = ::read(channel.in.get(), chunk.data(), chunk.size());
        if (count <= 0) return false;
        channel.pending.append(chunk.data(), static_cast<std::size_t>(count));
        for (auto end = channel.pending.find('\n'); end != std::string::npos;
             end = channel.pending.find('\n')) {
            const std::string answer = obey(channel.pending.substr(0, end)) + "\n";
            channel.pending.erase(0, end + 1);
            if (::write(channel.out.get(), answer.data(), answer.size()) < 0) return false;
        }
        return true;
    }

    std::string obey(const std::string& line) {
        const std::size_t space = line.find(' ');
        const std::string verb = line.substr(0, space);
        const std::string rest = space == std::string::npos ? "" : line.substr(space + 1);
        if (verb == "place") return place(rest);
        if (verb == "replug") return replug();
        if (verb == "remove") {
            module_.remove();
        } else if (verb == "unplug") {
            unplug();
        } else if (const auto fault = fault_named(rest); verb == "fault" && fault) {
            module_.set_fault(*fault);
        } else {
            return "error: say place FILE, remove, unplug, replug or fault NAME, not \"" + line + "\"";
        }
        return "ok";
    }

    std::string place(const std::filesystem::path& file) {
        const auto text = load_card_file(file).and_then(encode_card_text);
        if (!text) return "error: " + file.string() + ": " + std::string(name_of(text.error()));
        module_.place(*text);
        return "ok";
    }

    std::string replug() {
        unplug();
        auto pty = Pty::plug_in(options_.link);
        if (!pty) return "error: cannot make a pseudo-terminal behind " + options_.link.string();
        pty_.emplace(std::move(*pty));
        return "ok";
    }

    void unplug() {
        pty_.reset();
        outgoing_.clear();
        module_.restart();
    }

    void listen_to_host() {
        platform::ByteArray<512> chunk{};
        const std::size_t count = pty_->read(chunk);
        auto starts = Time::now();
        if (options_.timing) starts += kByteTime * static_cast<long>(count);
        if (module_.fault() == Fault::slow) starts += kSlowness;
        for (Bytes& answer : module_.take(ByteView(chunk).first(count))) {
            const bool unplug_half_way =
                module_.fault() == Fault::unplug_mid_read && SamModule::is_read_answer(answer);
            outgoing_.push_back({std::move(answer), starts, 0, unplug_half_way});
        }
    }

    void send() {
        if (outgoing_.empty() || !pty_) return;
        Outgoing& out = outgoing_.front();
        const auto now = Time::now();
        if (now < out.starts) return;
        std::size_t due = out.bytes.size();
        if (options_.timing) due = std::min(due, static_cast<std::size_t>((now - out.starts) / kByteTime));
        if (out.unplug_half_way) due = std::min(due, out.bytes.size() / 2);
        out.sent += pty_->write(ByteView(out.bytes).subspan(out.sent, due - out.sent));
        if (out.unplug_half_way && out.sent == out.bytes.size() / 2) return unplug();
        if (out.sent < out.bytes.size()) return;
        outgoing_.pop_front();
        if (!outgoing_.empty()) outgoing_.front().starts = std::max(outgoing_.front().starts, now);
    }

    const IdcardSimulatorOptions options_;
    UniqueFd signals_;
    UniqueFd listener_;
    std::vector<Channel> channels_;
    std::optional<Pty> pty_;
    SamModule module_;
    std::deque<Outgoing> outgoing_;
};

}  // namespace

int run_idcard_simulator(const IdcardSimulatorOptions& options) {
    return Simulator(options).run();
}

std::string tell_simulator(const std::filesystem::path& control, const std::string& line) {
    const UniqueFd fd = connect_to(control);
    if (!fd) return "error: no simulator listens at " + control.string();
    const std::string sent = line + "\n";
    if (::send(fd.get(), sent.data(), sent.size(), MSG_NOSIGNAL) < 0) return "error: the simulator went away";
    std::string answer;
    std::array<char, 512> chunk{};
    while (answer.find('\n') == std::string::npos) {
        const ssize_t count = ::read(fd.get(), chunk.data(), chunk.size());
        if (count <= 0) return "error: the simulator went away";
        answer.append(chunk.data(), static_cast<std::size_t>(count));
    }
    return answer.substr(0, answer.find('\n'));
}

}  // namespace syncing::sim
