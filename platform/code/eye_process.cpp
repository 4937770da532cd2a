#include "platform/code/eye_process.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "platform/base/check.h"
#include "platform/base/wipe.h"
#include "platform/code/child_process.h"
#include "platform/code/eye_events.h"
#include "platform/code/shared_frame.h"

namespace platform {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kFirstPause{250};
constexpr milliseconds kLongestPause{8000};

DeviceState health_of(CameraState state) {
    switch (state) {
        case CameraState::off:
            return DeviceState::off;
        case CameraState::starting:
            return DeviceState::starting;
        case CameraState::live:
            return DeviceState::ready;
        case CameraState::dark:
        case CameraState::blurred:
            return DeviceState::needs_care;
        case CameraState::no_camera:
        case CameraState::busy:
        case CameraState::failed:
            return DeviceState::offline;
    }
    check(false, "closed enum");
    return {};
}

/// What is wrong, as a word; "" = nothing is.
std::string_view trouble_of(CameraState state) {
    switch (state) {
        case CameraState::no_camera:
            return "no_camera";
        case CameraState::busy:
            return "camera_busy";
        case CameraState::failed:
            return "camera_failed";
        case CameraState::dark:
            return "dark";
        case CameraState::blurred:
            return "blurred";
        case CameraState::off:
        case CameraState::starting:
        case CameraState::live:
            return {};
    }
    check(false, "closed enum");
    return {};
}

}  // namespace

class EyeProcess::Worker {
  public:
    Worker(EyeOptions options, Sink sink, CameraViewSink views, PhotographSink photographs)
        : options_(std::move(options)),
          sink_(std::move(sink)),
          views_(std::move(views)),
          photographs_(std::move(photographs)),
          wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        check(static_cast<bool>(wake_), "eventfd for the eye's thread");
        thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
    }
    ~Worker() {
        thread_.request_stop();
        wake();
    }

    void want(bool wanted) {
        {
            // Taken by deliver() too: once this returns with `wanted` false, no code is on its way.
            const std::lock_guard lock(mutex_);
            if (wanted_ == wanted) return;
            wanted_ = wanted;
            ++wish_;
            photograph_.reset();
        }
        wake();
    }

    void photograph(std::uint64_t number) {
        {
            const std::lock_guard lock(mutex_);
            if (!wanted_) return;
            photograph_ = Asked{number};
        }
        wake();
    }

    DeviceHealth health() const { return health_.look(); }

  private:
    struct Wish {
        bool wanted;
        unsigned number;
    };
    struct Asked {
        std::uint64_t number;
        bool told = false;  // to the child that runs
    };

    Wish wish() {
        const std::lock_guard lock(mutex_);
        return {wanted_, wish_};
    }

    void wake() {
        const std::uint64_t one = 1;
        check(::write(wake_.get(), &one, sizeof one) == sizeof one, "waking the eye's thread");
    }

    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            const Wish now = wish();
            if (now.wanted) {
                leaving_no_trace([&] { watch(stop, now.number); });
            } else {
                show_state(CameraState::off);
                wait(-1, milliseconds::max());
            }
        }
    }

    /// Keeps a child running until the wish changes.
    void watch(const std::stop_token& stop, unsigned number) {
        milliseconds pause = kFirstPause;
        while (!stop.stop_requested() && wish().number == number) {
            show_state(CameraState::starting);
            if (follow_child(stop, number)) pause = kFirstPause;
            if (stop.stop_requested() || wish().number != number) return;
            show_state(CameraState::failed);
            give_photograph(std::nullopt);
            const auto until = steady_clock::now() + pause;
            while (!stop.stop_requested() && wish().number == number && steady_clock::now() < until) {
                wait(-1, std::chrono::ceil<milliseconds>(until - steady_clock::now()));
                give_photograph(std::nullopt);
            }
            pause = std::min(pause * 2, kLongestPause);
        }
    }

    /// One child from start to end. True when it got as far as a sign of life from a live camera.
    bool follow_child(const std::stop_token& stop, unsigned number) {
        const UniqueFd frame = make_shared_frame();
        if (!frame) return false;
        const auto child = ChildProcess::spawn(options_.program, eye_arguments(options_), frame.get());
        if (!child) return false;
        bool lived = false;
        EyeEventParser parser;
        auto heard = steady_clock::now();
        while (!stop.stop_requested() && wish().number == number) {
            const auto silence_left =
                std::chrono::ceil<milliseconds>(heard + options_.silence_limit - steady_clock::now());
            if (silence_left.count() <= 0 || !ask_photograph(*child)) return lived;
            if (!wait(child->channel(), silence_left)) continue;
            const auto bytes = child->read_some();
            auto news = bytes ? parser.feed(*bytes) : std::nullopt;
            if (!news) return lived;
            if (!bytes->empty()) heard = steady_clock::now();
            for (EyeNews& one : *news) {
                lived = lived || one == EyeNews(CodeEvent(CameraState::live));
                if (const auto* taken = std::get_if<PhotographNews>(&one)) {
                    give_photograph(photograph_in(frame, *taken));
                } else {
                    deliver(std::move(one), number);
                }
            }
        }
        return lived;
    }

    /// Tells the child what is asked for and it has not been told yet; false when it is gone.
    bool ask_photograph(const ChildProcess& child) {
        {
            const std::lock_guard lock(mutex_);
            if (!photograph_ || photograph_->told) return true;
            photograph_->told = true;
        }
        return child.write_all({&kAskPhotograph, 1}, steady_clock::now() + options_.silence_limit);
    }

    static std::optional<Photograph> photograph_in(const UniqueFd& frame, const PhotographNews& news) {
        auto picture = take_photograph(frame.get(), news);
        if (!picture) return std::nullopt;
        return Photograph{std::move(*picture), news.quality};
    }

    /// Answers what is asked for, if anything is. Not under the lock: whoever takes it has work with it.
    void give_photograph(std::optional<Photograph> photograph) {
        std::optional<Asked> asked;
        {
            const std::lock_guard lock(mutex_);
            asked = std::exchange(photograph_, std::nullopt);
        }
        if (asked && photographs_) photographs_(asked->number, std::move(photograph));
    }

    /// Sleeps until woken, `fd` has something, or the time is over. True when `fd` has something.
    bool wait(int fd, milliseconds limit) {
        pollfd entries[] = {{wake_.get(), POLLIN, 0}, {fd, POLLIN, 0}};
        const int timeout = limit == milliseconds::max() ? -1 : static_cast<int>(limit.count());
        if (::poll(entries, 2, timeout) <= 0) return false;
        std::uint64_t count = 0;
        if (entries[0].revents != 0) static_cast<void>(!::read(wake_.get(), &count, sizeof count));
        return entries[1].revents != 0;
    }

    void deliver(EyeNews news, unsigned number) {
        auto* event = std::get_if<CodeEvent>(&news);
        if (const auto* state = event != nullptr ? std::get_if<CameraState>(event) : nullptr) {
            show_state(*state);
            return;
        }
        const std::lock_guard lock(mutex_);
        if (!wanted_ || wish_ != number) return;
        if (event != nullptr) {
            if (std::holds_alternative<CodeSeen>(*event)) {
                health_.count_success();
            } else {
                health_.count_failure("unusable_code");
            }
            sink_(std::move(*event));
        } else if (views_) {
            views_(std::get<CameraView>(std::move(news)));
        }
    }

    void show_state(CameraState state) {
        if (state == shown_) return;
        shown_ = state;
        health_.enter(health_of(state));
        if (const auto trouble = trouble_of(state); !trouble.empty()) health_.note(trouble);
        sink_(state);
    }

    const EyeOptions options_;
    const Sink sink_;
    const CameraViewSink views_;
    const PhotographSink photographs_;
    UniqueFd wake_;
    CameraState shown_ = CameraState::off;  // the thread's own
    HealthCell health_{DeviceKind::camera};
    std::mutex mutex_;
    bool wanted_ = false;
    unsigned wish_ = 0;  // counts the changes of wanted_, so that a quick stop and start is not missed
    std::optional<Asked> photograph_;
    std::jthread thread_;
};

EyeProcess::EyeProcess(EyeOptions options, Sink sink, CameraViewSink views, PhotographSink photographs)
    : worker_(std::make_unique<Worker>(std::move(options), std::move(sink), std::move(views),
                                       std::move(photographs))) {}

EyeProcess::~EyeProcess() = default;

void EyeProcess::start() {
    worker_->want(true);
}

void EyeProcess::stop() {
    worker_->want(false);
}

void EyeProcess::photograph(std::uint64_t number) {
    worker_->photograph(number);
}

DeviceHealth EyeProcess::health() const {
    return worker_->health();
}

std::vector<std::string> eye_arguments(const EyeOptions& options) {
    std::vector<std::string> arguments;
    if (options.pictures.empty()) {
        arguments = {"--device", options.device,
                     "--width",  std::to_string(options.width),
                     "--height", std::to_string(options.height)};
    } else {
        arguments = {"--pictures", options.pictures.string()};
    }
    arguments.insert(arguments.end(), {"--fps", std::to_string(options.fps)});
    return arguments;
}

}  // namespace platform
