// The identity-card reader as the terminal sees it: turn reading on while a screen wants a card, take events.
// One CardRead or CardFailed per placing of a card; the next comes only after the card left the field.
//
// A card that the search misses once and that then reads the same has been lying there all the time.
//
// CardRemoved says that the reader no longer sees the card it last reported. Some modules hide a card from
// their search once it has been read, so it may come at once: it never means that the person went away.
#pragma once

#include <functional>
#include <variant>
#include <vector>

#include "platform/device/health.h"
#include "platform/idcard/card.h"

namespace platform {

enum class ReaderState : std::uint8_t {
    offline,         // no port or no answer; it is looked for by itself
    online,          // answers
    out_of_service,  // answers, but its security module cannot read cards
};

struct CardRead {
    Card card;
};
struct CardFailed {
    CardError error = CardError::no_card;
};
struct CardRemoved {};

using ReaderEvent = std::variant<ReaderState, CardRead, CardFailed, CardRemoved>;

/// Called on the reader's own thread; must not block (push into a BoundedQueue, wake the loop).
using ReaderSink = std::function<void(ReaderEvent)>;

/// Both functions may be called from any thread, never block and may be repeated.
class CardReader {
  public:
    virtual ~CardReader() = default;
    /// Starts polling. A card that already lies on the reader is read anew.
    virtual void start_reading() = 0;
    /// Stops polling. A read under way may still deliver its event.
    virtual void stop_reading() = 0;
    /// State, last trouble, SAM id and counters for staff and telemetry.
    virtual DeviceHealth health() const = 0;
};

/// For unit tests: events are what the test pushes. Single-threaded.
class FakeCardReader final : public CardReader {
  public:
    explicit FakeCardReader(ReaderSink sink) : sink_(std::move(sink)) {}
    void start_reading() override { reading_ = true; }
    void stop_reading() override { reading_ = false; }
    DeviceHealth health() const override { return health_cell.look(); }
    bool reading() const { return reading_; }
    void push(ReaderEvent event) { sink_(std::move(event)); }

    HealthCell health_cell{DeviceKind::id_reader};

  private:
    ReaderSink sink_;
    bool reading_ = false;
};

}  // namespace platform
