// The real reader: a SAM_V/SAM_A module on a serial port, driven on its own thread.
// Finds, selects and reads text only (30 01, never fingerprints); the photo is dropped and wiped as it
// arrives. A port that goes away is opened again by its path within 3 s of its return. The speed of the line
// is found out (baud_search.h).
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "platform/base/result.h"
#include "platform/idcard/reader.h"

namespace platform {

struct SamReaderOptions {
    std::filesystem::path port{};                // e.g. /dev/mutual-aid/reader
    std::optional<unsigned> baud{};              // nothing: found out, at most 2.4 s, and remembered
    std::chrono::milliseconds poll_period{320};  // the modules ask for more than 300 ms
    std::chrono::milliseconds reopen_period{500};
    /// Also asks for the latest address: the card comes 8 ms later at 115200 baud.
    bool latest_address = false;
};

/// The thread starts here and is joined in the destructor (within one command's time-out, 2 s).
/// `sink` must stay callable until the destructor returns.
std::unique_ptr<CardReader> make_sam_reader(SamReaderOptions options, ReaderSink sink);

/// One card for a command line: waits up to `patience` for it to be placed; blocking. A reader that answered
/// but saw none gives no_card, one that never answered gives timeout.
Result<Card, CardError> read_one_card(const SamReaderOptions& options, std::chrono::milliseconds patience);

struct ReaderIdentity {
    std::string sam_id;  // empty: the module does not tell
    unsigned baud = 0;
};
/// Who is at the port, whether the module can read cards or not; blocking. timeout: nobody that answers.
Result<ReaderIdentity, CardError> identify_reader(const SamReaderOptions& options,
                                                  std::chrono::milliseconds patience);

}  // namespace platform
