// A simulated SAM_V module: what it answers to each command, given what lies on it and what is broken.
// Pure but for its own state; single-threaded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/idcard/frame.h"
#include "sync/sim/card_file.h"
#include "sync/sim/simulated_device.h"

namespace syncing::sim {

enum class Fault : std::uint8_t {
    none,
    silent,           // no answers at all
    cut,              // a read's answer stops in the middle
    unplug_mid_read,  // the port goes away in the middle of a read's answer
    bad_checksum,     // one bit of a read's answer is flipped
    junk,             // noise, an echo of the command and half a frame come before every answer
    garbled_once,     // the module calls the next command damaged, then works
    flicker,          // the search misses the card every second time
    wrong_id_once,    // the next SAM id told is wrong, the ones after it right
    old_module,       // knows neither its id nor the latest address
    read_failed,
    forgery,
    unknown_type,
    unauthorised,
    self_test_failed,
};
std::string_view name_of(Fault fault);
std::optional<Fault> fault_named(std::string_view name);
/// All of them, with a space between.
std::string fault_names();

/// "05.03-20180101-0001234567-0007654321"
constexpr platform::ByteArray<16> kSimulatedSamId{0x05, 0x00, 0x03, 0x00, 0x85, 0xEC, 0x33, 0x01,
                                                  0x87, 0xD6, 0x12, 0x00, 0xB1, 0xCB, 0x74, 0x00};
/// Every photo is the same noise, which occurs nowhere else: whoever finds 16 bytes of it in a driver's
/// memory has found a photo that was kept.
platform::Bytes simulated_photo();

class SamModule {
  public:
    /// A card that already lies there is taken off first: the next search finds an empty field, as hands are
    /// never fast enough to hide it.
    void place(CardImage card);
    void remove();
    void set_fault(Fault fault) { fault_ = fault; }

    /// Takes bytes from the host; the answers due (none while a command is incomplete).
    std::vector<Act> take(platform::ByteView bytes);
    /// As after power-up: half a command and the selection are forgotten, the card stays where it is.
    void restart();

  private:
    enum class Step : std::uint8_t { idle, found, selected, read };

    platform::Bytes answer(platform::ByteView command);
    platform::Bytes find();
    platform::Bytes select();
    platform::Bytes read();
    platform::Bytes latest_address() const;
    platform::Bytes sam_id();
    Act spoil(platform::Bytes frame, platform::ByteView command) const;

    std::optional<CardImage> card_;
    bool field_was_emptied_ = false;
    bool missed_ = false;  // the last search, with the fault `flicker`
    Step step_ = Step::idle;
    Fault fault_ = Fault::none;
    platform::FrameReader commands_;
};

}  // namespace syncing::sim
