#include <pcaudiolib/audio.h>

#include "platform/speech/sound.h"

namespace platform {

namespace {

struct Destroy {
    void operator()(audio_object* device) const { audio_object_destroy(device); }
};

class SoundCard final : public SoundOut {
  public:
    ~SoundCard() override { close(false); }

    bool open(int rate) override {
        device_.reset(create_audio_device_object(nullptr, "mutual-aid kiosk", "voice"));
        if (device_ == nullptr) return false;
        const auto samples = static_cast<std::uint32_t>(rate);
        open_ = audio_object_open(device_.get(), AUDIO_OBJECT_FORMAT_S16LE, samples, 1) == 0;
        if (!open_) device_.reset();
        return open_;
    }

    bool write(std::span<const std::int16_t> samples) override {
        return open_ && audio_object_write(device_.get(), samples.data(), samples.size_bytes()) == 0;
    }

    void close(bool heard) override {
        if (open_) {
            heard ? audio_object_drain(device_.get()) : audio_object_flush(device_.get());
            audio_object_close(device_.get());
        }
        open_ = false;
        device_.reset();
    }

  private:
    std::unique_ptr<audio_object, Destroy> device_;
    bool open_ = false;
};

}  // namespace

std::unique_ptr<SoundOut> make_sound_card() {
    return std::make_unique<SoundCard>();
}

}  // namespace platform
