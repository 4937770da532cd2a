#include "kiosk/app/print_thread.h"

#include <chrono>
#include <utility>

#include "kiosk/view/slip_page.h"
#include "platform/base/wipe.h"
#include "platform/log/log.h"

namespace kiosk {

namespace {

/// A printer that is plugged in again is found within this.
constexpr std::chrono::milliseconds kLookEvery{2000};

}  // namespace

PrintThread::PrintThread(std::unique_ptr<platform::Printer> printer, std::unique_ptr<platform::Fonts> fonts,
                         const Strings& strings, Inbox& inbox)
    : printer_(std::move(printer)),
      fonts_(std::move(fonts)),
      strings_(strings),
      inbox_(inbox),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

PrintThread::~PrintThread() {
    thread_.request_stop();
    printer_->interrupt();
}

void PrintThread::print(PrintSlip slip) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(slip));
    }
    changed_.notify_one();
}

void PrintThread::run(const std::stop_token& stop) {
    look();
    while (!stop.stop_requested()) {
        std::unique_lock lock(mutex_);
        const bool wanted = changed_.wait_for(lock, stop, kLookEvery, [this] { return !waiting_.empty(); });
        lock.unlock();
        if (stop.stop_requested()) return;
        wanted ? platform::leaving_no_trace([this] { serve_next(); }) : look();
    }
}

void PrintThread::look() {
    const platform::PrinterState now = printer_->check();
    if (std::exchange(state_, now) == now) return;
    platform::log::info("printer: {}", platform::name_of(now));
}

void PrintThread::serve_next() {
    std::list<PrintSlip> next;  // a node of the queue: nothing of the person stays behind in it
    {
        const std::lock_guard lock(mutex_);
        next.splice(next.begin(), waiting_, waiting_.begin());
    }
    const PrintSlip& slip = next.front();
    const auto page = slip_page(*fonts_, strings_, slip.paper, printer_->width());
    const auto done = printer_->print(page);
    if (done) return inbox_.post(PrintDone{slip.request});
    platform::log::warning("printer: a slip was not printed: {}", platform::name_of(done.error().why));
    inbox_.post(PrintFailed{slip.request, done.error()});
}

}  // namespace kiosk
