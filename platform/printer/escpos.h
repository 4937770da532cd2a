// The bytes of ESC/POS that the driver sends and understands: pages as raster bands (GS v 0), so that any
// character can be printed, and status by real-time requests (DLE EOT). Pure; any thread.
// Source: Epson, "ESC/POS Command Reference" (GS v 0, GS V, GS r, DLE EOT, GS a).
#pragma once

#include <array>
#include <cstdint>

#include "platform/base/bytes.h"
#include "platform/printer/printer.h"

namespace platform::escpos {

/// Rows of one band: the printer's status is looked at between bands, so paper that ends is noticed within
/// 3 mm; small enough (1.7 kB at 80 mm) for the smallest receive buffers.
constexpr int kBandRows = 24;

/// What DLE EOT asks for; each is answered by one byte at once, also while the printer is offline.
enum class Query : std::uint8_t { printer = 1, offline_cause = 2, error_cause = 3, paper = 4 };
Bytes ask(Query query);

/// Forgets formatting and stops status that is sent unasked.
Bytes begin_page();
/// Up to kBandRows rows from `first` on. Dots that would read as a real-time command are changed by one: the
/// printer would obey them in the middle of a picture.
Bytes band(const Raster& page, int first);
/// Feeds the last line past the cutter and cuts.
Bytes end_page();
/// Answered (by a Heard::mark) only once everything before it has been printed.
Bytes mark();
/// Ends a band that a broken line left half sent: a printer fills it with these and ignores the rest.
Bytes padding(int width);

enum class Heard : std::uint8_t { nothing, status, mark };
/// Sorts what comes from the printer, byte by byte, noise and unasked status left out.
class Listener {
  public:
    Heard take(std::uint8_t byte);

  private:
    int unasked_left_ = 0;
};

/// What the four answers, in the order of Query, say together.
PrinterState judge(const std::array<std::uint8_t, 4>& answers);
/// The first answer alone: something is wrong, ask for the rest.
bool says_offline(std::uint8_t printer_answer);

}  // namespace platform::escpos
