#include "platform/scanner/serial_scanner.h"

#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "platform/base/wipe.h"
#include "platform/clock/clock.h"
#include "platform/code/repeat_filter.h"
#include "platform/scanner/scan_lines.h"
#include "platform/serial/serial_port.h"

namespace platform {

namespace {

using Time = std::chrono::steady_clock;

constexpr std::chrono::hours kForLong{24};

constexpr std::string_view kPortLost = "port_lost";
constexpr std::string_view kPortBusy = "port_busy";
constexpr std::string_view kUnusableCode = "unusable_code";
constexpr std::string_view kNoLineEnd = "no_line_end";

}  // namespace

class SerialScanner::Worker {
  public:
    Worker(ScannerOptions options, Sink sink)
        : options_(std::move(options)),
          sink_(std::move(sink)),
          thread_([this](const std::stop_token& stop) { run(stop); }) {}

    void want(bool wanted) {
        {
            // Taken by deliver() too: once this returns with `wanted` false, no code is on its way.
            const std::lock_guard lock(mutex_);
            if (wanted_ == wanted) return;
            wanted_ = wanted;
            ++wish_;
        }
        port_.wake();
    }

    DeviceHealth health() const { return health_.look(); }

  private:
    void run(const std::stop_token& stop) {
        const std::stop_callback wake(stop, [this] { port_.wake(); });
        while (!stop.stop_requested()) {
            if (!port_.is_open() && !open()) {
                port_.wait(Time::now() + options_.reopen_period);
                continue;
            }
            const unsigned wish = heed_wish();
            if (scanning_) {
                listen(wish);
            } else if (port_.wait(Time::now() + kForLong) == SerialError::lost) {
                lose_port();
            }
        }
        lines_.clear();
    }

    bool open() {
        const auto opened = port_.open(options_.port, options_.baud);
        if (opened) {
            health_.enter(DeviceState::ready);
            trouble_.reset();
            return true;
        }
        const bool busy = opened.error() == SerialError::busy;
        health_.note(busy ? kPortBusy : kPortLost);
        health_.enter(DeviceState::offline);
        trouble_ = busy ? CameraState::busy : CameraState::no_camera;
        heed_wish();
        return false;
    }

    /// Begins anew when the wish has changed, and says how things stand; the wish's number.
    unsigned heed_wish() {
        bool wanted = false;
        unsigned wish = 0;
        {
            const std::lock_guard lock(mutex_);
            wanted = wanted_;
            wish = wish_;
        }
        if (std::exchange(heeded_, wish) != wish) {
            lines_.clear();
            repeats_ = {};
            if (port_.is_open()) port_.drop_pending();
        }
        scanning_ = wanted;
        show_state(!wanted ? CameraState::off : trouble_.value_or(CameraState::live));
        return wish;
    }

    void listen(unsigned wish) {
        ByteArray<512> chunk{};
        const auto until = lines_.in_line() ? Time::now() + options_.line_gap : Time::now() + kForLong;
        const auto count = port_.read_some(chunk, until);
        if (!count && count.error() == SerialError::lost) return lose_port();
        if (!count && count.error() == SerialError::timeout && lines_.in_line()) return give_line_up(wish);
        if (!count) return;
        for (ScannedLine& line : lines_.feed(ByteView(chunk).first(*count))) pass_on(std::move(line), wish);
        wipe(chunk);
    }

    void pass_on(ScannedLine line, unsigned wish) {
        const bool news = repeats_.is_news(line.raw, clock_.boot());
        wipe(line.raw);
        if (!news) return;
        if (std::holds_alternative<CodeSeen>(line.event)) {
            health_.count_success();
        } else {
            health_.count_failure(kUnusableCode);
        }
        deliver(std::move(line.event), wish);
    }

    void give_line_up(unsigned wish) {
        lines_.clear();
        health_.count_failure(kNoLineEnd);
        deliver(UnusableCode{}, wish);
    }

    void deliver(CodeEvent event, unsigned wish) {
        const std::lock_guard lock(mutex_);
        if (wanted_ && wish_ == wish) sink_(std::move(event));
    }

    void lose_port() {
        port_.close();
        lines_.clear();
    }

    void show_state(CameraState state) {
        if (std::exchange(shown_, state) != state) sink_(state);
    }

    const ScannerOptions options_;
    const Sink sink_;
    HealthCell health_{DeviceKind::scanner};
    std::mutex mutex_;
    bool wanted_ = false;
    unsigned wish_ = 0;  // counts the changes of wanted_, so that a quick stop and start is not missed

    // The thread's own.
    SerialPort port_;
    SystemClock clock_;
    ScanLines lines_;
    RepeatFilter repeats_;
    std::optional<CameraState> trouble_;  // why the port is not open
    CameraState shown_ = CameraState::off;
    unsigned heeded_ = 0;
    bool scanning_ = false;

    std::jthread thread_;  // last: ends before what it uses
};

SerialScanner::SerialScanner(ScannerOptions options, Sink sink)
    : worker_(std::make_unique<Worker>(std::move(options), std::move(sink))) {}

SerialScanner::~SerialScanner() = default;

void SerialScanner::start() {
    worker_->want(true);
}

void SerialScanner::stop() {
    worker_->want(false);
}

DeviceHealth SerialScanner::health() const {
    return worker_->health();
}

}  // namespace platform
