// How a device does: one value for the staff's health page and for telemetry, the same for every device.
// Values only; never personal data.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace platform {

enum class DeviceKind : std::uint8_t { id_reader, scanner, camera, printer, speech };
std::string_view name_of(DeviceKind kind);

enum class DeviceState : std::uint8_t {
    off,             // not configured, or not wanted now: nothing is known
    starting,        // wanted, nothing heard from it yet
    ready,           // works
    needs_care,      // works still; somebody should see to it soon (paper near its end)
    offline,         // not there, or silent; it is looked for by itself
    out_of_service,  // there, but cannot work until somebody mends it
};
std::string_view name_of(DeviceState state);

struct DeviceHealth {
    DeviceKind kind{};
    DeviceState state = DeviceState::off;
    /// Last trouble as a word of the device's closed enum ("read_failed", "paper_out"), kept after it is
    /// over; empty: none since the start. Points to a literal.
    std::string_view trouble{};
    /// Which one it is, as staff would read it to a repairer (SAM id, model); empty: not known.
    std::string identity{};
    /// Since the program's start.
    std::uint32_t successes = 0;   // cards read, codes passed on, slips printed
    std::uint32_t failures = 0;    // each told to a person as one
    std::uint32_t reconnects = 0;  // came back after it had been offline

    bool operator==(const DeviceHealth&) const = default;
};

/// A device's health where its own thread writes it and any other looks at it.
class HealthCell {
  public:
    explicit HealthCell(DeviceKind kind) { health_.kind = kind; }

    DeviceHealth look() const {
        const std::lock_guard lock(mutex_);
        return health_;
    }
    /// Also counts a reconnect: from offline to a state in which it answers.
    void enter(DeviceState state) {
        const std::lock_guard lock(mutex_);
        const bool answers = state == DeviceState::ready || state == DeviceState::needs_care ||
                             state == DeviceState::out_of_service;
        if (has_answered_ && answers && health_.state == DeviceState::offline) ++health_.reconnects;
        has_answered_ = has_answered_ || answers;
        health_.state = state;
    }
    void count_success() {
        const std::lock_guard lock(mutex_);
        ++health_.successes;
    }
    /// `trouble` must be a literal, as name_of() of an error gives.
    void count_failure(std::string_view trouble) {
        const std::lock_guard lock(mutex_);
        ++health_.failures;
        health_.trouble = trouble;
    }
    /// A trouble that is nobody's failed attempt.
    void note(std::string_view trouble) {
        const std::lock_guard lock(mutex_);
        health_.trouble = trouble;
    }
    void identify(std::string identity) {
        const std::lock_guard lock(mutex_);
        health_.identity = std::move(identity);
    }

  private:
    mutable std::mutex mutex_;
    DeviceHealth health_;
    bool has_answered_ = false;
};

}  // namespace platform
