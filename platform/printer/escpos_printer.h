// The real printer: ESC/POS over a serial port (RTS/CTS) or a USB printer device (/dev/usb/lp0). A port that
// goes away is opened again by its path at the next check().
//
// How "printed" is known: between bands the printer is asked in real time whether it is well (DLE EOT 1), so
// a page stops where the paper ends. After the cut comes a mark (GS r 1) that is answered only once
// everything before it is on paper, and after that answer all four status bytes must say that it is well.
// Answers to an earlier page's mark cannot be mistaken for this one's: after any failure the line is first
// brought to rest (padding, reset, a mark of its own) before another page begins.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "platform/printer/printer.h"

namespace platform {

struct EscposOptions {
    std::filesystem::path port;                  // "/dev/usb/lp0", "/dev/ttyUSB1"
    int width = 576;                             // dots: 384 at 58 mm, 576 at 80 mm
    unsigned baud = 115200;                      // of a serial port
    std::chrono::milliseconds answer{1500};      // a real-time answer takes no longer
    std::chrono::milliseconds standstill{5000};  // a page that moves no further for so long has failed
    std::chrono::milliseconds rest{400};  // answers that an earlier failure left behind come within this
};

std::unique_ptr<Printer> make_escpos_printer(EscposOptions options);

}  // namespace platform
