#include "sync/sim/sam_module.h"

#include <algorithm>
#include <array>
#include <utility>

namespace syncing::sim {

namespace {

using platform::Bytes;
using platform::ByteView;

constexpr std::size_t kPhotoSize = 1024;

constexpr std::array<std::pair<Fault, std::string_view>, 15> kFaults{{
    {Fault::none, "none"},
    {Fault::silent, "silent"},
    {Fault::cut, "cut"},
    {Fault::unplug_mid_read, "unplug_mid_read"},
    {Fault::bad_checksum, "bad_checksum"},
    {Fault::junk, "junk"},
    {Fault::garbled_once, "garbled_once"},
    {Fault::flicker, "flicker"},
    {Fault::wrong_id_once, "wrong_id_once"},
    {Fault::old_module, "old_module"},
    {Fault::read_failed, "read_failed"},
    {Fault::forgery, "forgery"},
    {Fault::unknown_type, "unknown_type"},
    {Fault::unauthorised, "unauthorised"},
    {Fault::self_test_failed, "self_test_failed"},
}};

Bytes status_frame(std::uint8_t sw3, ByteView data = {}) {
    Bytes body{0, 0, sw3};
    platform::append(body, data);
    return platform::encode_frame(body);
}

}  // namespace

std::string_view name_of(Fault fault) {
    return std::find_if(kFaults.begin(), kFaults.end(), [&](const auto& one) { return one.first == fault; })
        ->second;
}

std::optional<Fault> fault_named(std::string_view name) {
    const auto found =
        std::find_if(kFaults.begin(), kFaults.end(), [&](const auto& one) { return one.second == name; });
    if (found == kFaults.end()) return std::nullopt;
    return found->first;
}

std::string fault_names() {
    std::string names;
    for (const auto& [fault, name] : kFaults) names += (names.empty() ? "" : " ") + std::string(name);
    return names;
}

Bytes simulated_photo() {
    Bytes photo(kPhotoSize);
    std::uint32_t noise = 20260615;
    for (std::uint8_t& byte : photo) {
        noise = noise * 1664525U + 1013904223U;
        byte = static_cast<std::uint8_t>(noise >> 24);
    }
    return photo;
}

void SamModule::place(CardImage card) {
    remove();
    card_ = std::move(card);
    step_ = Step::idle;
}

void SamModule::remove() {
    field_was_emptied_ = field_was_emptied_ || card_.has_value();
    card_.reset();
    step_ = Step::idle;
}

void SamModule::restart() {
    commands_.clear();
    step_ = Step::idle;
}

std::vector<Act> SamModule::take(ByteView bytes) {
    std::vector<Act> answers;
    commands_.push(bytes);
    for (auto found = commands_.next(); found != platform::FrameReader::Found::nothing;
         found = commands_.next()) {
        if (fault_ == Fault::silent) continue;
        if (found == platform::FrameReader::Found::damaged) {
            answers.push_back({status_frame(0x10)});
        } else {
            answers.push_back(spoil(answer(commands_.body()), commands_.body()));
        }
    }
    return answers;
}

Bytes SamModule::answer(ByteView command) {
    if (fault_ == Fault::garbled_once) {
        fault_ = Fault::none;
        return status_frame(0x10);
    }
    if (fault_ == Fault::unauthorised) return status_frame(0x66);
    if (fault_ == Fault::self_test_failed) return status_frame(0x60);
    switch (command[0] << 8 | command[1]) {
        case 0x10FF:
            step_ = Step::idle;
            return status_frame(0x90);
        case 0x11FF:
            return status_frame(0x90);
        case 0x2001:
            return find();
        case 0x2002:
            return select();
        case 0x12FF:
            return sam_id();
        case 0x3001:
            return read();
        case 0x3003:
            return latest_address();
        default:
            return status_frame(0x21);
    }
}

Bytes SamModule::find() {
    const bool was_emptied = std::exchange(field_was_emptied_, false);
    if (!card_ || was_emptied) return status_frame(0x80);
    if (fault_ == Fault::flicker && (missed_ = !missed_)) return status_frame(0x80);
    step_ = Step::found;
    return status_frame(0x9F, platform::ByteArray<4>{});
}

Bytes SamModule::select() {
    if (step_ != Step::found) return status_frame(0x81);
    step_ = Step::selected;
    return status_frame(0x90, platform::ByteArray<8>{});
}

Bytes SamModule::read() {
    if (fault_ == Fault::read_failed || step_ != Step::selected) return status_frame(0x41);
    if (fault_ == Fault::forgery) return status_frame(0x32);
    if (fault_ == Fault::unknown_type) return status_frame(0x40);
    step_ = Step::read;
    Bytes data{0x01, 0x00, 0x04, 0x00};
    platform::append(data, card_->text);
    platform::append(data, simulated_photo());
    return status_frame(0x90, data);
}

Bytes SamModule::latest_address() const {
    if (fault_ == Fault::old_module) return status_frame(0x21);
    if (step_ != Step::read) return status_frame(0x41);
    return card_->latest_address ? status_frame(0x90, *card_->latest_address) : status_frame(0x91);
}

Bytes SamModule::sam_id() {
    if (fault_ == Fault::old_module) return status_frame(0x21);
    platform::ByteArray<16> id = kSimulatedSamId;
    if (fault_ == Fault::wrong_id_once) {
        fault_ = Fault::none;
        id[4] ^= 0xFF;
    }
    return status_frame(0x90, id);
}

Act SamModule::spoil(Bytes frame, ByteView command) const {
    const bool is_card = frame.size() > 1000;
    if (is_card && fault_ == Fault::cut) frame.resize(frame.size() / 2);
    if (is_card && fault_ == Fault::bad_checksum) frame[frame.size() / 3] ^= 0x04;
    if (is_card && fault_ == Fault::unplug_mid_read) {
        frame.resize(frame.size() / 2);
        return {std::move(frame), {}, Cable::pulled};
    }
    if (fault_ != Fault::junk) return {std::move(frame)};
    Bytes noisy{0x00, 0xAA, 0x00, 0xAA, 0xAA, 0xAA, 0x96, 0x05, 0x05};
    platform::append(noisy, platform::encode_frame(command));
    platform::append(noisy, ByteView(frame).first(frame.size() / 2));
    platform::append(noisy, frame);
    return {std::move(noisy)};
}

}  // namespace syncing::sim
