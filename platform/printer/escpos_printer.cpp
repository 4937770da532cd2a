#include "platform/printer/escpos_printer.h"

#include <array>
#include <atomic>
#include <optional>
#include <utility>

#include "platform/printer/escpos.h"
#include "platform/serial/serial_port.h"

namespace platform {

namespace {

using Time = std::chrono::steady_clock;
using std::chrono::milliseconds;
using Done = Result<void, PrinterState>;

/// How often a printer is asked how it is while its last lines come out.
constexpr milliseconds kLook{300};

DeviceState device_state(PrinterState state) {
    switch (state) {
        case PrinterState::ready:
            return DeviceState::ready;
        case PrinterState::paper_low:
            return DeviceState::needs_care;
        case PrinterState::paper_out:
        case PrinterState::cover_open:
        case PrinterState::offline:
        case PrinterState::fault:
            return DeviceState::out_of_service;
        case PrinterState::silent:
        case PrinterState::missing:
            return DeviceState::offline;
    }
    return DeviceState::offline;
}

class EscposPrinter final : public Printer {
  public:
    explicit EscposPrinter(EscposOptions options) : options_(std::move(options)) {}

    PrinterState check() override {
        const PrinterState state = look();
        health_.enter(device_state(state));
        if (!can_print(state)) health_.note(name_of(state));
        return state;
    }

    Result<void, PrintFailure> print(const Raster& page) override {
        paper_used_ = false;
        const auto done = print_page(page);
        at_rest_ = done.has_value();
        if (done) {
            health_.enter(device_state(*done));
            health_.count_success();
            return {};
        }
        health_.count_failure(name_of(done.error()));
        health_.enter(device_state(done.error()));
        return fail(PrintFailure{done.error(), paper_used_});
    }

    int width() const override { return options_.width; }

    void interrupt() override {
        interrupted_ = true;
        port_.wake();
    }

    DeviceHealth health() const override { return health_.look(); }

  private:
    PrinterState look() {
        const bool was_open = port_.is_open();
        const PrinterState state = look_once();
        // Unplugged and plugged in again since the last look: the old line is dead, a new one is there.
        return was_open && state == PrinterState::missing ? look_once() : state;
    }

    /// The line of a printer that can print is then at rest.
    PrinterState look_once() {
        if (interrupted_) return PrinterState::missing;
        if (!port_.is_open() && !open()) return PrinterState::missing;
        if (!at_rest_) hear_out();
        if (const Done whole = finish_command(); !whole) return whole.error();
        const auto state = ask_all();
        if (!state) {
            at_rest_ = false;
            return state.error();
        }
        if (can_print(*state) && !at_rest_) {
            if (const Done rested = come_to_rest(); !rested) return rested.error();
        }
        return *state;
    }

    bool open() {
        at_rest_ = false;
        mid_command_ = true;
        listener_ = {};
        return port_.open(options_.port, options_.baud, Flow::rts_cts).has_value();
    }

    /// How the printer is after a page that is on paper.
    Result<PrinterState, PrinterState> print_page(const Raster& page) {
        if (const PrinterState state = look(); !can_print(state)) return fail(state);
        if (const Done sent = send_page(page); !sent) return fail(sent.error());
        if (const Done out = wait_until_out(); !out) return fail(out.error());
        const auto state = ask_all();
        if (state && !can_print(*state)) return fail(*state);
        return state;
    }

    Done send_page(const Raster& page) {
        if (const Done begun = send(escpos::begin_page()); !begun) return begun;
        paper_used_ = true;
        cut_owed_ = true;
        for (int row = 0; row < page.height(); row += escpos::kBandRows) {
            if (const Done sent = send_band(escpos::band(page, row)); !sent) return sent;
        }
        const Done ended = send(escpos::end_page());
        cut_owed_ = !ended;
        return ended;
    }

    Done send_band(Bytes band) {
        append(band, escpos::ask(escpos::Query::printer));
        const Done sent = send(band);
        wipe(band);
        if (!sent) return sent;
        const auto answer = hear_status(Time::now() + options_.standstill);
        if (!answer) return fail(answer.error());
        return escpos::says_offline(*answer) ? why_offline() : Done();
    }

    /// The mark after the cut is answered; meanwhile the printer is asked whether it still can.
    Done wait_until_out() {
        marks_heard_ = 0;
        if (const Done sent = send(escpos::mark()); !sent) return sent;
        const auto deadline = Time::now() + options_.standstill;
        while (Time::now() < deadline) {
            const Done heard = hear(Time::now() + kLook, [&] { return marks_heard_ > 0; });
            if (heard || heard.error() != PrinterState::silent) return heard;
            const auto answer = ask(escpos::Query::printer);
            if (!answer) return fail(answer.error());
            if (escpos::says_offline(*answer)) return why_offline();
            if (marks_heard_ > 0) return {};
        }
        return fail(PrinterState::silent);
    }

    /// A command that a broken line left half sent would take the next bytes, even requests, for its own.
    Done finish_command() {
        if (!mid_command_) return {};
        const Done sent = send(escpos::padding(options_.width));
        mid_command_ = !sent;
        return sent;
    }

    /// After this, nothing that was asked before is still to be answered, and nothing half printed hangs out.
    Done come_to_rest() {
        Bytes bytes = escpos::begin_page();
        if (cut_owed_) append(bytes, escpos::end_page());
        append(bytes, escpos::mark());
        marks_heard_ = 0;
        if (const Done sent = send(bytes); !sent) return sent;
        const Done first = hear(Time::now() + options_.standstill, [&] { return marks_heard_ > 0; });
        if (!first) return first;
        // Marks of an earlier page stood before ours with nothing to print between, so they come together.
        hear_out();
        at_rest_ = port_.is_open();
        cut_owed_ = false;
        return at_rest_ ? Done() : fail(PrinterState::missing);
    }

    /// Lets whatever is still to come arrive, and forgets it.
    void hear_out() {
        int heard = -1;
        while (port_.is_open() && std::exchange(heard, bytes_heard_) != bytes_heard_) {
            const int before = bytes_heard_;
            (void)hear(Time::now() + options_.rest, [&] { return bytes_heard_ != before; });
        }
    }

    /// What keeps it from printing; `offline` when it does not say.
    Done why_offline() {
        const auto state = ask_all();
        if (!state) return fail(state.error());
        return fail(can_print(*state) ? PrinterState::offline : *state);
    }

    Result<PrinterState, PrinterState> ask_all() {
        std::array<std::uint8_t, 4> answers{};
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto answer = ask(static_cast<escpos::Query>(i + 1));
            if (!answer) return fail(answer.error());
            answers[i] = *answer;
        }
        return escpos::judge(answers);
    }

    Result<std::uint8_t, PrinterState> ask(escpos::Query query) {
        if (const Done sent = send(escpos::ask(query)); !sent) return fail(sent.error());
        return hear_status(Time::now() + options_.answer);
    }

    Done send(ByteView bytes) {
        const auto line_time = milliseconds(bytes.size() * 10 * 1000 / options_.baud);
        const auto sent = port_.write(bytes, Time::now() + line_time + options_.standstill);
        if (sent) return {};
        mid_command_ = true;
        return trouble(sent.error());
    }

    Result<std::uint8_t, PrinterState> hear_status(Time::time_point deadline) {
        status_.reset();
        const Done heard = hear(deadline, [&] { return status_.has_value(); });
        if (!heard) return fail(heard.error());
        return *status_;
    }

    /// Listens until `enough`; `silent` at the deadline.
    template <class Enough>
    Done hear(Time::time_point deadline, Enough enough) {
        ByteArray<64> chunk{};
        while (!enough()) {
            const auto count = port_.read_some(chunk, deadline);
            if (!count) return trouble(count.error());
            bytes_heard_ += static_cast<int>(*count);
            for (std::size_t i = 0; i < *count; ++i) {
                const auto heard = listener_.take(chunk[i]);
                if (heard == escpos::Heard::status) status_ = chunk[i];
                if (heard == escpos::Heard::mark) ++marks_heard_;
            }
        }
        return {};
    }

    Done trouble(SerialError error) {
        if (error == SerialError::timeout) return fail(PrinterState::silent);
        port_.drop_pending();
        port_.close();
        return fail(PrinterState::missing);
    }

    const EscposOptions options_;
    std::atomic<bool> interrupted_ = false;
    HealthCell health_{DeviceKind::printer};

    SerialPort port_;
    escpos::Listener listener_;
    std::optional<std::uint8_t> status_;
    int marks_heard_ = 0;
    int bytes_heard_ = 0;
    bool at_rest_ = false;
    bool mid_command_ = true;
    bool paper_used_ = false;
    bool cut_owed_ = false;
};

}  // namespace

std::unique_ptr<Printer> make_escpos_printer(EscposOptions options) {
    return std::make_unique<EscposPrinter>(std::move(options));
}

}  // namespace platform
