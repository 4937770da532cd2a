#include "platform/idcard/sam_reader.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "platform/base/wipe.h"
#include "platform/idcard/baud_search.h"
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
/// One search that misses the card is no lifted card.
constexpr int kMissesToRemoved = 2;

DeviceState device_state_of(ReaderState state) {
    switch (state) {
        case ReaderState::offline:
            return DeviceState::offline;
        case ReaderState::online:
            return DeviceState::ready;
        case ReaderState::out_of_service:
            return DeviceState::out_of_service;
    }
    return DeviceState::offline;
}

/// Nothing came that could be understood.
bool is_silence(CardError error) {
    return error == CardError::timeout || error == CardError::bad_checksum;
}

CardError error_of_open(SerialError error) {
    return error == SerialError::busy ? CardError::port_busy : CardError::port_lost;
}

/// Asks for the module's status at the next speed. Any answer, a refusal too, shows that the speed is right.
Result<void, CardError> knock(SerialPort& port, Sam& sam, BaudSearch& search, milliseconds limit) {
    const BaudSearch::Try attempt = search.next();
    if (!port.set_baud(attempt.baud)) return fail(CardError::port_lost);
    const auto status = sam.status(std::min(attempt.patience, limit));
    const bool heard = status || (!is_silence(status.error()) && status.error() != CardError::port_lost);
    if (heard) search.worked(attempt.baud);
    return status;
}

/// A card without it is a card too: many have none, and old modules do not know the command.
void add_latest_address(Sam& sam, Card& card) {
    auto address = sam.latest_address();
    if (address && *address) card.latest_address = std::move(**address);
}

/// The module at the port, once it has answered at some speed; what it said.
Result<void, CardError> await_module(SerialPort& port, Sam& sam, BaudSearch& search,
                                     Time::time_point deadline) {
    while (true) {
        const auto left = std::chrono::ceil<milliseconds>(deadline - Time::now());
        if (left.count() <= 0) return fail(CardError::timeout);
        const auto status = knock(port, sam, search, left);
        if (status || !is_silence(status.error())) return status;
    }
}

class SamReader final : public CardReader {
  public:
    SamReader(SamReaderOptions options, ReaderSink sink)
        : options_(std::move(options)),
          sink_(std::move(sink)),
          search_(options_.baud),
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
    DeviceHealth health() const override { return health_.look(); }

  private:
    void run(const std::stop_token& stop) {
        const std::stop_callback wake(stop, [this] { port_.wake(); });
        Sam sam(port_, stop);
        while (!stop.stop_requested()) {
            if (!port_.is_open() && !open()) {
                port_.wait(Time::now() + options_.reopen_period);
                continue;
            }
            if (started_.exchange(false) || !wanted_) start_over();
            if (Time::now() >= next_turn_) leaving_no_trace([&] { take_turn(sam, stop); });
            rest();
        }
    }

    bool open() {
        search_.restart();
        const auto opened = port_.open(options_.port, search_.best());
        if (!opened) {
            health_.note(name_of(error_of_open(opened.error())));
            enter(ReaderState::offline);
            return false;
        }
        silences_ = 0;
        works_ = false;
        identified_ = false;
        next_turn_ = Time::now();
        return true;
    }

    void take_turn(Sam& sam, const std::stop_token& stop) {
        next_turn_ = Time::now() + (wanted_ ? options_.poll_period : kProbePeriod);
        if (!works_) return probe(sam);
        if (wanted_) poll(sam, stop);
    }

    /// Until the next turn or a wish; an idle reader that works is left in peace and only watched for
    /// unplugging.
    void rest() {
        if (!port_.is_open()) return;
        const bool idle = !wanted_ && works_;
        const auto ended = port_.wait(idle ? Time::now() + std::chrono::hours(24) : next_turn_);
        if (ended == SerialError::lost) lose_port();
        if (idle) next_turn_ = Time::now();
    }

    void probe(Sam& sam) {
        const auto status = knock(port_, sam, search_, Sam::kFindPatience);
        if (!status) health_.note(sam.trouble());
        if (!status && status.error() == CardError::port_lost) return lose_port();
        if (!status && is_silence(status.error())) {
            next_turn_ = search_.in_first_round() ? Time::now() : Time::now() + kProbePeriod;
            return enter(ReaderState::offline);
        }
        if (!std::exchange(identified_, true)) health_.identify(sam.sam_id().value_or(std::string()));
        works_ = status || !is_out_of_service(status.error());
        silences_ = 0;
        if (works_) next_turn_ = Time::now();
        enter(works_ ? ReaderState::online : ReaderState::out_of_service);
    }

    void poll(Sam& sam, const std::stop_token& stop) {
        const auto found = sam.find();
        if (!found && found.error() != CardError::no_card) return note_trouble(sam, found.error());
        silences_ = 0;
        if (!found) {
            if (++misses_ == kMissesToRemoved) forget_card();
            return;
        }
        if (std::exchange(misses_, 0) == 0 && reported_) return;
        auto card = sam.read();
        if (stop.stop_requested() || (!card && card.error() == CardError::no_card)) return;
        if (card && reported_ && last_ == *card) return;
        forget_card();
        reported_ = true;
        if (card) return report(sam, std::move(*card));
        health_.count_failure(sam.trouble());
        sink_(CardFailed{card.error()});
        note_trouble(sam, card.error());
    }

    void report(Sam& sam, Card card) {
        last_ = card;
        if (options_.latest_address) add_latest_address(sam, card);
        health_.count_success();
        sink_(CardRead{std::move(card)});
    }

    /// The card in the field, if any, is over.
    void forget_card() {
        wipe(last_);
        if (std::exchange(reported_, false)) sink_(CardRemoved{});
    }

    void note_trouble(const Sam& sam, CardError error) {
        health_.note(sam.trouble());
        if (error == CardError::port_lost) return lose_port();
        if (is_out_of_service(error)) {
            works_ = false;
            return enter(ReaderState::out_of_service);
        }
        if (error == CardError::timeout && ++silences_ >= kSilencesToOffline) {
            works_ = false;
            start_over();
            enter(ReaderState::offline);
        }
    }

    void lose_port() {
        port_.close();
        start_over();
        health_.note(name_of(CardError::port_lost));
        enter(ReaderState::offline);
    }

    /// Whatever lies on the reader is read anew, without a word about what lay there before.
    void start_over() {
        wipe(last_);
        reported_ = false;
        misses_ = 0;
    }

    void enter(ReaderState state) {
        health_.enter(device_state_of(state));
        if (state == ReaderState::offline) identified_ = false;
        if (std::exchange(state_, state) != state) sink_(state);
    }

    const SamReaderOptions options_;
    const ReaderSink sink_;
    std::atomic<bool> wanted_ = false;
    std::atomic<bool> started_ = false;  // start_reading() was called since the last turn

    HealthCell health_{DeviceKind::id_reader};

    // The thread's own.
    SerialPort port_;
    BaudSearch search_;
    std::optional<ReaderState> state_;
    bool works_ = false;       // the module answered and can read cards
    bool identified_ = false;  // it was asked who it is
    bool reported_ = false;    // the card in the field has had its event
    Card last_;                // what was reported of it; empty while it is not wanted
    int misses_ = 0;           // searches in a row that did not see it
    int silences_ = 0;
    Time::time_point next_turn_{};

    std::jthread thread_;  // last: ends before what it uses
};

}  // namespace

std::unique_ptr<CardReader> make_sam_reader(SamReaderOptions options, ReaderSink sink) {
    return std::make_unique<SamReader>(std::move(options), std::move(sink));
}

Result<Card, CardError> read_one_card(const SamReaderOptions& options, milliseconds patience) {
    const auto deadline = Time::now() + patience;
    BaudSearch search(options.baud);
    SerialPort port;
    if (const auto opened = port.open(options.port, search.best()); !opened)
        return fail(error_of_open(opened.error()));
    Sam sam(port, {});
    if (const auto module = await_module(port, sam, search, deadline); !module) return fail(module.error());
    for (auto now = Time::now(); now < deadline; now = Time::now()) {
        const auto left = std::chrono::ceil<milliseconds>(deadline - now);
        const auto found = sam.find(std::min(Sam::kFindPatience, left));
        if (found) {
            auto card = sam.read();
            if (card && options.latest_address) add_latest_address(sam, *card);
            if (card || card.error() != CardError::no_card) return card;
        }
        const CardError why = found ? CardError::no_card : found.error();
        const bool may_change =
            why == CardError::no_card || why == CardError::timeout || why == CardError::bad_checksum;
        if (!may_change) return fail(why);
        port.wait(std::min(deadline, now + options.poll_period));
    }
    return fail(CardError::no_card);
}

Result<ReaderIdentity, CardError> identify_reader(const SamReaderOptions& options, milliseconds patience) {
    BaudSearch search(options.baud);
    SerialPort port;
    if (const auto opened = port.open(options.port, search.best()); !opened)
        return fail(error_of_open(opened.error()));
    Sam sam(port, {});
    const auto module = await_module(port, sam, search, Time::now() + patience);
    if (!module && !is_out_of_service(module.error())) return fail(module.error());
    return ReaderIdentity{sam.sam_id().value_or(std::string()), search.best()};
}

}  // namespace platform
