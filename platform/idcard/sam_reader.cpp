#include "platform/idcard/sam_reader.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "platform/idcard/sam.h"
#include "platform/serial/serial_port.h"

namespace platform {

namespace {

using Time = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// How often a reader that does not work is asked whether it does again.
constexpr milliseconds kProbePeriod{2000};
/// One lost answer is no dead reader.
constexpr int kSilencesToOffline = 2;

class SamReader final : public CardReader {
  public:
    SamReader(SamReaderOptions options, ReaderSink sink)
        : options_(std::move(options)),
          sink_(std::move(sink)),
          thread_([this](const std::stop_token& stop) { run(stop); }) {}

    void start_reading() override {
        started_ = true;
        wanted_ = true;
        port_.wake();
    }
    void stop_reading() override {
        wanted_ = false;
        port_.wake();
    }

  private:
    void run(const std::stop_token& stop) {
        const std::stop_callback wake(stop, [this] { port_.wake(); });
        Sam sam(port_, stop);
        while (!stop.stop_requested()) {
            if (!port_.is_open() && !open(sam)) {
                port_.wait(Time::now() + options_.reopen_period);
                continue;
            }
            if (started_.exchange(false)) reported_ = false;
            if (Time::now() >= next_turn_) take_turn(sam, stop);
            rest();
        }
    }

    bool open(Sam& sam) {
        if (!port_.open(options_.port, options_.baud)) {
            enter(ReaderState::offline);
            return false;
        }
        silences_ = 0;
        probe(sam);
        next_turn_ = Time::now();
        return port_.is_open();
    }

    void take_turn(Sam& sam, const std::stop_token& stop) {
        const bool works = state_ == ReaderState::online;
        next_turn_ = Time::now() + (wanted_ ? options_.poll_period : kProbePeriod);
        if (wanted_ && state_ != ReaderState::out_of_service) {
            poll(sam, stop);
        } else if (!works) {
            probe(sam);
        }
    }

    /// Until the next turn or a wish; an idle reader that works is left in peace and only watched for
    /// unplugging.
    void rest() {
        if (!port_.is_open()) return;
        const bool idle = !wanted_ && state_ == ReaderState::online;
        const auto ended = port_.wait(idle ? Time::now() + std::chrono::hours(24) : next_turn_);
        if (ended == SerialError::lost) lose_port();
        if (idle) next_turn_ = Time::now();
    }

    void probe(Sam& sam) {
        const auto status = sam.status();
        if (!status && status.error() == CardError::port_lost) return lose_port();
        if (!status && status.error() == CardError::timeout) return enter(ReaderState::offline);
        enter(!status && is_out_of_service(status.error()) ? ReaderState::out_of_service
                                                           : ReaderState::online);
    }

    void poll(Sam& sam, const std::stop_token& stop) {
        const auto found = sam.find();
        if (!found && found.error() != CardError::no_card) return note_trouble(found.error());
        silences_ = 0;
        enter(ReaderState::online);
        if (!found) {
            if (std::exchange(reported_, false)) sink_(CardRemoved{});
            return;
        }
        if (reported_) return;
        auto card = sam.read();
        if (stop.stop_requested() || (!card && card.error() == CardError::no_card)) return;
        reported_ = true;
        if (card) return sink_(CardRead{std::move(*card)});
        sink_(CardFailed{card.error()});
        note_trouble(card.error());
    }

    void note_trouble(CardError error) {
        if (error == CardError::port_lost) return lose_port();
        if (is_out_of_service(error)) return enter(ReaderState::out_of_service);
        if (error == CardError::timeout && ++silences_ >= kSilencesToOffline) {
            reported_ = false;
            enter(ReaderState::offline);
        }
    }

    void lose_port() {
        port_.close();
        reported_ = false;
        enter(ReaderState::offline);
    }

    void enter(ReaderState state) {
        if (std::exchange(state_, state) != state) sink_(state);
    }

    const SamReaderOptions options_;
    const ReaderSink sink_;
    std::atomic<bool> wanted_ = false;
    std::atomic<bool> started_ = false;  // start_reading() was called since the last turn

    // The thread's own.
    SerialPort port_;
    std::optional<ReaderState> state_;
    bool reported_ = false;  // the card in the field has had its event
    int silences_ = 0;
    Time::time_point next_turn_{};

    std::jthread thread_;  // last: ends before what it uses
};

}  // namespace

std::unique_ptr<CardReader> make_sam_reader(SamReaderOptions options, ReaderSink sink) {
    return std::make_unique<SamReader>(std::move(options), std::move(sink));
}

Result<Card, CardError> read_one_card(const SamReaderOptions& options, milliseconds patience) {
    SerialPort port;
    if (const auto opened = port.open(options.port, options.baud); !opened) {
        return fail(opened.error() == SerialError::busy ? CardError::port_busy : CardError::port_lost);
    }
    Sam sam(port, {});
    const auto deadline = Time::now() + patience;
    CardError outcome = CardError::timeout;
    for (auto now = Time::now(); now < deadline; now = Time::now()) {
        const auto left = std::chrono::ceil<milliseconds>(deadline - now);
        const auto found = sam.find(std::min(Sam::kFindPatience, left));
        if (found) {
            auto card = sam.read();
            if (card || card.error() != CardError::no_card) return card;
        }
        const CardError why = found ? CardError::no_card : found.error();
        const bool may_change =
            why == CardError::no_card || why == CardError::timeout || why == CardError::bad_checksum;
        if (!may_change) return fail(why);
        if (outcome != CardError::no_card) outcome = why;
        port.wait(std::min(deadline, now + options.poll_period));
    }
    return fail(outcome);
}

}  // namespace platform
