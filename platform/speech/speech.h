// The terminal's voice, as the rest of it sees it. Any thread may call; nothing blocks.
// What is said may be heard by a whole hall: whoever calls decides what may be said aloud.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "platform/device/health.h"

namespace platform {

enum class SpokenLanguage : std::uint8_t { zh, en };

struct Utterance {
    std::string text;  // UTF-8; wiped once it is said
    SpokenLanguage language = SpokenLanguage::zh;
    int volume = 100;  // percent of the loudness that is normal, 0 to 200
    bool operator==(const Utterance&) const = default;
};

class Speaker {
  public:
    virtual ~Speaker() = default;
    /// Breaks off what is being said and says this.
    virtual void say(Utterance what) = 0;
    /// Silence, within about a tenth of a second.
    virtual void stop() = 0;
    /// offline: there is no sound device, or it is taken; it is looked for at every utterance.
    virtual DeviceHealth health() const = 0;
};

/// For unit tests.
class FakeSpeaker final : public Speaker {
  public:
    void say(Utterance what) override { saying = std::move(what); }
    void stop() override { saying.reset(); }
    DeviceHealth health() const override { return {DeviceKind::speech, DeviceState::ready}; }
    std::optional<Utterance> saying;
};

}  // namespace platform
