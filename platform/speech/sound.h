// Where sound goes. One thread uses it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace platform {

class SoundOut {
  public:
    virtual ~SoundOut() = default;
    /// One channel of 16-bit samples, `rate` a second. False: there is no sound device, or it is taken.
    virtual bool open(int rate) = 0;
    /// Returns once the device has taken them, at the latest when they have been heard. False: it is gone.
    virtual bool write(std::span<const std::int16_t> samples) = 0;
    /// With `heard`, after the last of them has been heard; otherwise at once.
    virtual void close(bool heard) = 0;
};

/// The machine's sound card, through PulseAudio or ALSA, whichever is there (pcaudiolib).
std::unique_ptr<SoundOut> make_sound_card();

}  // namespace platform
