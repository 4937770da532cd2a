// A simulated SAM_V module: what it answers to each command, given what lies on it and what is broken.
// Pure but for its own state; single-threaded.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/idcard/frame.h"

namespace syncing::sim {

enum class Fault : std::uint8_t {
    none,
    silent,           // no answers at all
    slow,             // every answer comes 800 ms late
    cut,              // a read's answer stops in the middle
    unplug_mid_read,  // the port goes away in the middle of a read's answer
    bad_checksum,     // one bit of a read's answer is flipped
    junk,             // noise, an echo of the command and half a frame come before every answer
    garbled_once,     // the module calls the next command damaged, then works
    read_failed,
    forgery,
    unknown_type,
    unauthorised,
    self_test_failed,
};
std::string_view name_of(Fault fault);
std::optional<Fault> fault_named(std::string_view name);

class SamModule {
  public:
    /// `text` is the card's 256 bytes. A card that already lies there is taken off first: the next search
    /// finds an empty field, as hands are never fast enough to hide it.
    void place(platform::Bytes text);
    void remove();
    void set_fault(Fault fault) { fault_ = fault; }
    Fault fault() const { return fault_; }

    /// Takes bytes from the host; the answers due, one element each (empty while a command is incomplete).
    std::vector<platform::Bytes> take(platform::ByteView bytes);
    /// As after power-up: half a command and the selection are forgotten, the card stays where it is.
    void restart();

    static bool is_read_answer(platform::ByteView frame) { return frame.size() > 1000; }

  private:
    enum class Step : std::uint8_t { idle, found, selected };

    platform::Bytes answer(platform::ByteView command);
    platform::Bytes find();
    platform::Bytes select();
    platform::Bytes read();
    platform::Bytes spoil(platform::Bytes frame, platform::ByteView command) const;

    std::optional<platform::Bytes> card_;
    bool field_was_emptied_ = false;
    Step step_ = Step::idle;
    Fault fault_ = Fault::none;
    platform::FrameReader commands_;
};

}  // namespace syncing::sim
