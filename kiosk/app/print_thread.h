// The thread that owns the printer: draws slips, prints them in order, and while there is nothing to print
// looks now and then whether the printer is there and well. Answers go to the inbox.
#pragma once

#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include "kiosk/app/inbox.h"
#include "kiosk/flow/effect.h"
#include "kiosk/ui/strings.h"
#include "platform/font/fonts.h"
#include "platform/printer/printer.h"

namespace kiosk {

class PrintThread {
  public:
    /// `strings` and `inbox` outlive it.
    PrintThread(std::unique_ptr<platform::Printer> printer, std::unique_ptr<platform::Fonts> fonts,
                const Strings& strings, Inbox& inbox);
    /// What is being printed is broken off; slips are in the ledger and can be printed again.
    ~PrintThread();

    /// Any thread; never blocks.
    void print(PrintSlip slip);
    /// Any thread.
    platform::DeviceHealth health() const { return printer_->health(); }

  private:
    void run(const std::stop_token& stop);
    void look();
    void serve_next();

    const std::unique_ptr<platform::Printer> printer_;
    const std::unique_ptr<platform::Fonts> fonts_;  // this thread's own
    const Strings& strings_;
    Inbox& inbox_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::list<PrintSlip> waiting_;
    platform::PrinterState state_ = platform::PrinterState::missing;  // as last logged
    std::jthread thread_;
};

}  // namespace kiosk
