#include "platform/speech/espeak_speaker.h"

#include <espeak-ng/espeak_ng.h>
#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "platform/base/wipe.h"

namespace platform {

namespace {

constexpr int kPieceMs = 100;  // of sound at a time: how soon it falls silent
constexpr int kWordsPerMinute = 150;

const char* voice_of(SpokenLanguage language) {
    return language == SpokenLanguage::zh ? "cmn-latn-pinyin" : "en-us";
}

class EspeakSpeaker final : public Speaker {
  public:
    EspeakSpeaker(std::unique_ptr<SoundOut> out, int rate)
        : out_(std::move(out)), rate_(rate), thread_([this](const std::stop_token& stop) { run(stop); }) {}

    ~EspeakSpeaker() override {
        stop();
        thread_.request_stop();
        thread_.join();
    }

    void say(Utterance what) override { replace(std::move(what)); }
    void stop() override { replace(std::nullopt); }
    DeviceHealth health() const override { return health_.look(); }

  private:
    void replace(std::optional<Utterance> what) {
        {
            const std::lock_guard lock(mutex_);
            if (next_) wipe(next_->text);
            next_ = std::move(what);
            ++turn_;
        }
        changed_.notify_one();
    }

    void run(const std::stop_token& stop) {
        while (true) {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [this] { return next_.has_value(); })) return;
            Utterance what = std::move(*next_);
            next_.reset();
            now_ = turn_;
            lock.unlock();
            speak(what);
            wipe(what.text);
        }
    }

    void speak(const Utterance& what) {
        if (!out_->open(rate_)) {
            health_.enter(DeviceState::offline);
            return health_.count_failure("no_sound");
        }
        health_.enter(DeviceState::ready);
        std::string text = what.language == SpokenLanguage::zh ? as_pinyin(what.text) : what.text;
        espeak_SetVoiceByName(voice_of(what.language));
        espeak_SetParameter(espeakRATE, kWordsPerMinute, 0);
        espeak_SetParameter(espeakVOLUME, std::clamp(what.volume, 0, 200), 0);
        gone_ = false;
        const auto spoken = espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0,
                                         espeakCHARS_UTF8 | espeakENDPAUSE, nullptr, this);
        wipe(text);
        if (spoken == EE_OK && !gone_) {
            health_.count_success();
        } else {
            health_.count_failure(gone_ ? "no_sound" : "not_spoken");
        }
        out_->close(!gone_ && !is_over());
    }

    /// Somebody wants silence or something else.
    bool is_over() {
        const std::lock_guard lock(mutex_);
        return turn_ != now_;
    }

    bool take(std::span<const std::int16_t> samples) {
        if (is_over()) return false;
        if (!samples.empty() && !out_->write(samples)) gone_ = true;
        return !gone_;
    }

    friend int on_sound(short* samples, int count, espeak_EVENT* events);

    const std::unique_ptr<SoundOut> out_;
    const int rate_;
    HealthCell health_{DeviceKind::speech};

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<Utterance> next_;
    std::uint64_t turn_ = 0;  // counts what was asked for
    std::uint64_t now_ = 0;   // the turn being spoken

    bool gone_ = false;  // the thread's own
    std::jthread thread_;
};

/// espeak-ng's hook: 1 ends the utterance.
int on_sound(short* samples, int count, espeak_EVENT* events) {
    auto* speaker = static_cast<EspeakSpeaker*>(events->user_data);
    if (speaker == nullptr || samples == nullptr) return 0;
    return speaker->take({samples, static_cast<std::size_t>(std::max(count, 0))}) ? 0 : 1;
}

}  // namespace

std::unique_ptr<Speaker> make_espeak_speaker(std::unique_ptr<SoundOut> out) {
    if (as_pinyin("中") == "中" || as_pinyin("中").empty()) return nullptr;
    // Once in a program: espeak-ng does not start a second time after it was ended.
    static const int rate =
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, kPieceMs, nullptr, espeakINITIALIZE_DONT_EXIT);
    if (rate <= 0) return nullptr;
    espeak_SetSynthCallback(&on_sound);
    return std::make_unique<EspeakSpeaker>(std::move(out), rate);
}

}  // namespace platform
