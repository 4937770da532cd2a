// A simulated receipt printer: what it prints and answers for the bytes it is sent, given what is wrong with
// it. Knows what drivers of such printers use: ESC @, ESC d, ESC J, GS v 0, GS V, GS r, GS a, DLE EOT, line
// feeds. Like a real one it answers DLE EOT at once, also in the middle of a picture; keeps what it cannot
// print and prints it when it can again; prints bytes that are no command, here as bars, so that a host out
// of step is seen on paper. Pure but for its own state; single-threaded.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/printer/raster.h"

namespace syncing::sim {

enum class PrinterFault : std::uint8_t {
    none,
    near_end,    // of the paper; prints still
    paper_out,   // until `none`: a new roll
    cover_open,  //
    offline,     // switched off line at its button
    jam,         // of the cutter
    silent,      // prints, and answers nothing
};
std::string_view name_of(PrinterFault fault);
std::optional<PrinterFault> printer_fault_named(std::string_view name);

class EscposMachine {
  public:
    /// `width` in dots, a multiple of 8.
    explicit EscposMachine(int width);

    /// An answer and how many rows were printed since the one before it.
    struct Answer {
        platform::Bytes bytes;
        int rows = 0;
    };
    std::vector<Answer> take(platform::ByteView bytes);

    /// `none` makes it go on with what it kept; answers may come of that.
    std::vector<Answer> set_fault(PrinterFault fault);
    /// The paper ends when so many more rows are printed.
    void end_paper_after(int rows) { rows_left_ = rows; }
    /// Switched off and on: what was not printed is forgotten; the roll and the cover stay as they are.
    void power_cycle();

    /// What has been cut off since last asked, first cut first. A roll that ends is a cut as well.
    std::vector<platform::Raster> take_tickets();

  private:
    enum class Taken : std::uint8_t { command, needs_more };

    void hear_at_once(std::uint8_t byte);
    void answer_at_once(std::uint8_t query);
    bool can_print() const;
    void work();
    Taken take_command();
    Taken take_escape();
    Taken take_group();
    Taken take_picture_head();
    bool take_picture_row();
    void feed(int rows);
    void cut();
    void answer(std::uint8_t byte);
    std::uint8_t paper_bits(int near_end, int end) const;

    const int width_;
    PrinterFault fault_ = PrinterFault::none;
    std::optional<int> rows_left_;

    platform::Bytes kept_;  // received, not yet printed
    std::size_t at_ = 0;    // of these, printed
    std::size_t real_time_seen_ = 0;
    std::size_t row_bytes_ = 0;  // of the picture being printed
    int picture_rows_ = 0;

    platform::Raster page_;
    int rows_printed_ = 0;  // since the last answer
    std::vector<Answer> answers_;
    std::vector<platform::Raster> tickets_;
};

}  // namespace syncing::sim
