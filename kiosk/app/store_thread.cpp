#include "kiosk/app/store_thread.h"

#include <utility>

#include "platform/base/check.h"
#include "platform/base/wipe.h"

namespace kiosk {

StoreThread::StoreThread(Store store, Inbox& inbox)
    : store_(std::move(store)), inbox_(inbox), thread_([this](const std::stop_token& stop) { run(stop); }) {}

StoreThread::~StoreThread() = default;

void StoreThread::request(StoreRequest request) {
    platform::check(queue_.try_push(Work(std::move(request))), "the store's queue is full");
}

void StoreThread::refresh(Refresh refresh) {
    platform::check(queue_.try_push(Work(std::move(refresh))), "the store's queue is full");
}

void StoreThread::run(const std::stop_token& stop) {
    report();
    bool open = true;
    while (open) {
        open = platform::leaving_no_trace([&] {
            auto next = queue_.pop(stop);
            if (next) work(*next);
            return next.has_value();
        });
    }
}

void StoreThread::work(Work& work) {
    if (const auto* refresh = std::get_if<Refresh>(&work)) {
        if (refresh->sync_running && !sync_running_) held_before_ = store_.sync_status().held;
        sync_running_ = refresh->sync_running;
        store_.save_checkpoint();
        if (refresh->devices) store_.save_devices(*refresh->devices);
        return report();
    }
    auto answer = store_.handle(std::get<StoreRequest>(work));
    if (!answer) return;
    const auto* part = std::get_if<FilePartTaken>(&*answer);
    const bool wrote = std::holds_alternative<Submitted>(*answer) ||
                       std::holds_alternative<Stored>(*answer) || (part != nullptr && part->kept);
    inbox_.post(std::move(*answer));
    if (wrote) report();
}

void StoreThread::report() {
    SyncStatus status = store_.sync_status();
    status.running = sync_running_;
    status.held_before = held_before_;
    inbox_.post(status);
    inbox_.post(store_.time_report());
    if (auto pack = store_.newer_pack()) inbox_.post(std::move(*pack));
    if (auto files = store_.newer_files()) inbox_.post(*files);
}

}  // namespace kiosk
