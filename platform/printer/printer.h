// The receipt printer as the terminal sees it. One thread uses it and may be held up by it for seconds;
// interrupt() alone may be called from any thread.
//
// A page is printed only when the printer, asked after its last dot, has said that it is well. Anything else
// is a failure, and then a paper may or may not have come out: whoever asked prints again, marked as a
// duplicate.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "platform/base/result.h"
#include "platform/device/health.h"
#include "platform/printer/raster.h"

namespace platform {

enum class PrinterState : std::uint8_t {
    ready,
    paper_low,   // prints still; the roll is near its end
    paper_out,   // staff put a roll in
    cover_open,  // staff close it
    offline,     // its own button or a fault of its line has taken it off; staff switch it on
    fault,       // cutter or head: staff free it or switch it off and on
    silent,      // there, but gives no answers
    missing,     // unplugged, or its port belongs to somebody else; it is looked for at every check
};
std::string_view name_of(PrinterState state);
constexpr bool can_print(PrinterState state) {
    return state == PrinterState::ready || state == PrinterState::paper_low;
}

struct PrintFailure {
    PrinterState why{};       // never one that can print
    bool paper_used = false;  // dots have left for the printer: a part of the page, or all of it, may be out
    bool operator==(const PrintFailure&) const = default;
};

class Printer {
  public:
    virtual ~Printer() = default;
    /// Asks it how it is, and looks for it first when it is missing.
    virtual PrinterState check() = 0;
    /// `page` is as wide as the paper (width()).
    virtual Result<void, PrintFailure> print(const Raster& page) = 0;
    /// Dots across the paper.
    virtual int width() const = 0;
    /// Ends what is under way, and everything after it at once, as if the printer were missing.
    virtual void interrupt() = 0;
    /// Any thread.
    virtual DeviceHealth health() const = 0;
};

/// For unit tests: keeps what was printed; tells what it is told to.
class FakePrinter final : public Printer {
  public:
    explicit FakePrinter(int dots) : width_(dots) {}
    PrinterState check() override { return state; }
    Result<void, PrintFailure> print(const Raster& page) override {
        if (!can_print(state)) return fail(PrintFailure{state, false});
        if (fails_after_start) return fail(PrintFailure{*fails_after_start, true});
        on_page(page);
        return {};
    }
    int width() const override { return width_; }
    void interrupt() override { state = PrinterState::missing; }
    DeviceHealth health() const override { return {DeviceKind::printer}; }

    PrinterState state = PrinterState::ready;
    std::optional<PrinterState> fails_after_start;
    std::function<void(const Raster&)> on_page = [](const Raster&) {};

  private:
    int width_;
};

}  // namespace platform
