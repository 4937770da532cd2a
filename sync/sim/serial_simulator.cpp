#include "sync/sim/serial_simulator.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>
#include <deque>
#include <fstream>
#include <iostream>
#include <optional>
#include <random>
#include <vector>

#include "sync/sim/pty.h"
#include "sync/sim/session_log.h"
#include "sync/sim/unix_socket.h"

namespace syncing::sim {

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::UniqueFd;
using Time = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kTick{2};   // how finely an answer is paced, as a USB adapter does
constexpr long kBitsPerByte = 10;  // start bit, 8 data bits, stop bit
constexpr long kMostMilliseconds = 3'600'000;

/// An act on its way out.
struct Outgoing {
    Act act;
    Time::time_point starts;
    std::size_t sent = 0;
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

std::optional<long> number_in(std::string_view text, long most) {
    long value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size() || value < 0 || value > most)
        return std::nullopt;
    return value;
}

class Simulator {
  public:
    Simulator(const SerialSimulatorOptions& options, SimulatedDevice& device)
        : options_(options), device_(device), baud_(options.baud), random_(options.seed) {}

    int run(const std::vector<std::string>& first) {
        signals_ = terminate_signals();
        std::signal(SIGPIPE, SIG_IGN);
        if (const std::string trouble = prepare(first); trouble != "ok") return refuse(trouble);
        std::cout << "ready" << std::endl;
        while (turn()) {
        }
        std::error_code ignored;
        if (listener_) std::filesystem::remove(options_.control, ignored);
        return wrong_line_.empty() ? 0 : refuse(wrong_line_);
    }

  private:
    static int refuse(const std::string& why) {
        std::cerr << "kiosk-sim: " << why << '\n';
        return 1;
    }

    std::string prepare(const std::vector<std::string>& first) {
        if (!options_.record.empty()) {
            record_.open(options_.record, std::ios::trunc);
            if (!record_) return "cannot write " + options_.record.string();
            record_ << "# what went over the line of a simulated or sample device\n";
        }
        if (!options_.script.empty()) {
            std::ifstream script(options_.script);
            if (!script) return "cannot read " + options_.script.string();
            for (std::string line; std::getline(script, line);)
                script_.push_back(line.substr(0, line.find('#')));
        }
        if (options_.control.empty()) {
            channels_.push_back({UniqueFd(::dup(STDIN_FILENO)), UniqueFd(::dup(STDOUT_FILENO)), {}});
        } else if (listener_ = listen_at(options_.control); !listener_) {
            return "cannot listen at " + options_.control.string() + ": " + std::strerror(errno);
        }
        for (const std::string& line : first) {
            if (std::string answer = obey(line); answer != "ok") return answer;
        }
        return obey("replug");
    }

    /// Waits for whatever comes next and serves it; false when it is time to end.
    bool turn() {
        std::vector<pollfd> fds{{signals_.get(), POLLIN, 0},
                                {listener_ ? listener_.get() : -1, POLLIN, 0},
                                {pty_ ? pty_->fd() : -1, POLLIN, 0},
                                {device_.fd(), POLLIN, 0}};
        for (const Channel& channel : channels_) fds.push_back({channel.in.get(), POLLIN, 0});
        const bool waiting = outgoing_.empty() && script_.empty();
        if (::poll(fds.data(), fds.size(), waiting ? -1 : static_cast<int>(kTick.count())) < 0)
            return errno == EINTR;

        if (fds[0].revents != 0) return false;
        for (std::size_t i = channels_.size(); i-- > 0;) {
            if (fds[4 + i].revents != 0 && !serve(channels_[i]))
                channels_.erase(channels_.begin() + static_cast<long>(i));
        }
        if (fds[1].revents != 0) welcome();
        if (fds[2].revents != 0 && pty_) listen_to_host();
        if (fds[3].revents != 0) queue(device_.ready(), Time::now());
        send();
        go_on_with_script();
        return wrong_line_.empty() && (listener_ || !channels_.empty());
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

    void go_on_with_script() {
        while (!script_.empty() && Time::now() >= script_goes_on_at_ && to_host_ >= script_goes_on_after_) {
            std::string line = std::move(script_.front());
            script_.pop_front();
            line.erase(line.find_last_not_of(" \t\r") + 1);
            if (line.empty()) continue;
            if (const std::string answer = obey_in_script(line); answer != "ok") {
                wrong_line_ = options_.script.string() + ": \"" + line + "\": " + answer;
                return script_.clear();
            }
        }
    }

    std::string obey_in_script(const std::string& line) {
        const std::size_t space = line.find(' ');
        const std::string verb = line.substr(0, space);
        const auto number =
            number_in(space == std::string::npos ? "" : line.substr(space + 1), kMostMilliseconds);
        if (verb == "wait" && number) {
            script_goes_on_at_ = Time::now() + milliseconds(*number);
        } else if (verb == "wait_bytes" && number) {
            script_goes_on_after_ = to_host_ + static_cast<std::size_t>(*number);
        } else {
            return obey(line);
        }
        return "ok";
    }

    std::string obey(const std::string& line) {
        const std::size_t space = line.find(' ');
        const std::string verb = line.substr(0, space);
        const std::string rest = space == std::string::npos ? "" : line.substr(space + 1);
        if (verb == "replug") return replug();
        if (verb == "unplug") {
            unplug();
            outgoing_.clear();
            return "ok";
        }
        if (set_fault(verb, rest)) return "ok";
        const auto obeyed = device_.obey(verb, rest);
        if (!obeyed) {
            return "error: say unplug, replug, unplug_after N, noise PER_MILLE, delay MS, baud N, " +
                   std::string(device_.words()) + ", not \"" + line + "\"";
        }
        queue(obeyed->acts, Time::now());
        return obeyed->answer;
    }

    /// The line's own faults, all of which take a number.
    bool set_fault(std::string_view verb, std::string_view rest) {
        const auto number = number_in(rest, kMostMilliseconds);
        if (!number) return false;
        if (verb == "unplug_after") {
            unplug_at_ = to_host_ + static_cast<std::size_t>(*number);
        } else if (verb == "noise" && *number <= 1000) {
            noise_per_mille_ = static_cast<unsigned>(*number);
        } else if (verb == "delay") {
            delay_ = milliseconds(*number);
        } else if (verb == "baud") {
            baud_ = static_cast<unsigned>(*number);
        } else {
            return false;
        }
        return true;
    }

    std::string replug() {
        outgoing_.clear();
        if (!plug_in()) return "error: cannot make a pseudo-terminal behind " + options_.link.string();
        return "ok";
    }

    bool plug_in() {
        unplug();
        auto pty = Pty::plug_in(options_.link);
        if (!pty) return false;
        pty_.emplace(std::move(*pty));
        unplug_at_.reset();
        write_down({{}, false, {}, Cable::plugged_in});
        queue(device_.power_up(), Time::now());
        return true;
    }

    void unplug() {
        if (pty_) write_down({{}, false, {}, Cable::pulled});
        pty_.reset();
    }

    void listen_to_host() {
        platform::ByteArray<512> chunk{};
        const std::size_t count = pty_->read(chunk);
        const ByteView bytes = ByteView(chunk).first(count);
        write_down({{}, true, Bytes(bytes.begin(), bytes.end())});
        if (pty_->baud() != baud_) return;
        queue(device_.take(bytes), Time::now() + duration_of(count) + delay_);
    }

    void queue(std::vector<Act> acts, Time::time_point starts) {
        for (Act& act : acts) {
            starts += act.pause;
            outgoing_.push_back({std::move(act), starts});
        }
    }

    std::chrono::nanoseconds duration_of(std::size_t bytes) const {
        if (!options_.timing || baud_ == 0) return {};
        return std::chrono::nanoseconds(1'000'000'000L * kBitsPerByte * static_cast<long>(bytes) / baud_);
    }

    void send() {
        if (outgoing_.empty()) return;
        Outgoing& out = outgoing_.front();
        const auto now = Time::now();
        if (now < out.starts) return;
        if (pty_ && !send_bytes(out, now)) return;
        const Cable cable = out.act.cable;
        outgoing_.pop_front();
        if (!outgoing_.empty()) outgoing_.front().starts = std::max(outgoing_.front().starts, now);
        if (cable == Cable::pulled) unplug();
        if (cable == Cable::plugged_in) plug_in();
    }

    /// True when all of them have gone, or cannot go any more.
    bool send_bytes(Outgoing& out, Time::time_point now) {
        const Bytes& bytes = out.act.bytes;
        std::size_t due = bytes.size();
        while (options_.timing && due > out.sent && out.starts + duration_of(due) > now) --due;
        if (unplug_at_) due = std::min(due, out.sent + *unplug_at_ - to_host_);
        const std::size_t sent = pty_->write(spoilt(ByteView(bytes).subspan(out.sent, due - out.sent)));
        if (sent > 0) {
            const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(out.sent);
            write_down({{}, false, Bytes(from, from + static_cast<std::ptrdiff_t>(sent))});
        }
        out.sent += sent;
        to_host_ += sent;
        if (unplug_at_ && to_host_ == *unplug_at_) {
            unplug();
            unplug_at_.reset();
            return true;
        }
        return out.sent == bytes.size();
    }

    /// What the host gets of these bytes.
    Bytes spoilt(ByteView bytes) {
        Bytes out(bytes.begin(), bytes.end());
        const bool at_another_speed = pty_->baud() != baud_;
        for (std::uint8_t& byte : out) {
            const bool hit = at_another_speed || random_() % 1000 < noise_per_mille_;
            if (hit) byte ^= static_cast<std::uint8_t>(1 + random_() % 255);
        }
        return out;
    }

    void write_down(SessionEvent event) {
        if (!record_.is_open()) return;
        event.at = std::chrono::duration_cast<std::chrono::microseconds>(Time::now() - started_);
        record_ << format_event(event) << std::endl;
    }

    const SerialSimulatorOptions options_;
    SimulatedDevice& device_;
    const Time::time_point started_ = Time::now();
    std::ofstream record_;
    UniqueFd signals_;
    UniqueFd listener_;
    std::vector<Channel> channels_;
    std::optional<Pty> pty_;
    std::deque<Outgoing> outgoing_;
    std::size_t to_host_ = 0;  // bytes that have gone out since the start

    unsigned baud_;
    unsigned noise_per_mille_ = 0;
    milliseconds delay_{0};
    std::optional<std::size_t> unplug_at_;  // when to_host_ has come to this
    std::mt19937 random_;

    std::deque<std::string> script_;
    Time::time_point script_goes_on_at_{};
    std::size_t script_goes_on_after_ = 0;
    std::string wrong_line_;
};

}  // namespace

int run_serial_simulator(const SerialSimulatorOptions& options, SimulatedDevice& device,
                         const std::vector<std::string>& first) {
    return Simulator(options, device).run(first);
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
