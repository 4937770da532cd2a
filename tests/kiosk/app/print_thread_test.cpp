#include "kiosk/app/print_thread.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

namespace kiosk {
namespace {

/// The main thread's side: waits for what is posted.
class Main {
  public:
    Event take() {
        std::unique_lock lock(mutex_);
        while (true) {
            if (auto event = inbox.take()) return *std::move(event);
            if (posted_.wait_for(lock, std::chrono::seconds(20)) == std::cv_status::timeout) {
                ADD_FAILURE() << "nothing was posted";
                return Tick{};
            }
        }
    }
    Inbox inbox{[this] {
        const std::lock_guard lock(mutex_);
        posted_.notify_all();
    }};

  private:
    std::mutex mutex_;
    std::condition_variable posted_;
};

class Printing : public testing::Test {
  protected:
    Printing() {
        auto printer = std::make_unique<platform::FakePrinter>(384);
        printer_ = printer.get();
        printer_->on_page = [this](const platform::Raster& page) { height_ = page.height(); };
        auto fonts = platform::Fonts::open(platform::FontFiles::installed());
        thread_ = std::make_unique<PrintThread>(std::move(printer), std::move(*fonts), strings_, main_.inbox);
    }
    static PrintSlip slip(RequestId request) {
        PrintSlip slip;
        slip.request = request;
        slip.paper.slip.number = "JL03-000313";
        slip.paper.slip.code = PrivateText("MA1:ABC");
        slip.paper.person.name = "林*强";
        slip.paper.coverage_from = slip.paper.coverage_to =
            Date{std::chrono::year{2026}, std::chrono::month{7}, std::chrono::day{1}};
        return slip;
    }

    Strings strings_ = *Strings::load(std::string(SOURCE_DIR) + "/assets/strings");
    Main main_;
    platform::FakePrinter* printer_ = nullptr;
    int height_ = 0;
    std::unique_ptr<PrintThread> thread_;
};

TEST_F(Printing, draws_the_slip_and_says_when_it_is_on_paper) {
    thread_->print(slip(7));
    const Event event = main_.take();
    ASSERT_TRUE(std::holds_alternative<PrintDone>(event));
    EXPECT_EQ(std::get<PrintDone>(event).request, 7U);
    EXPECT_GT(height_, 400);
}

TEST_F(Printing, answers_in_the_order_of_the_questions) {
    for (RequestId i = 1; i <= 5; ++i) thread_->print(slip(i));
    for (RequestId i = 1; i <= 5; ++i) EXPECT_EQ(std::get<PrintDone>(main_.take()).request, i);
}

TEST_F(Printing, tells_why_nothing_came_out) {
    printer_->fails_after_start = platform::PrinterState::paper_out;
    thread_->print(slip(8));
    const Event event = main_.take();
    ASSERT_TRUE(std::holds_alternative<PrintFailed>(event));
    EXPECT_EQ(std::get<PrintFailed>(event).request, 8U);
    EXPECT_EQ(std::get<PrintFailed>(event).failure,
              (platform::PrintFailure{platform::PrinterState::paper_out, true}));
}

TEST_F(Printing, ends_without_answering_what_still_waits) {
    for (RequestId i = 1; i <= 50; ++i) thread_->print(slip(i));
    thread_.reset();
}

}  // namespace
}  // namespace kiosk
