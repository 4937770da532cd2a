// What the third status byte (SW3) of a module's answer means, from the vendors' tables: to the person at the
// reader through CardError, to staff and repairers as a word. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "platform/idcard/card.h"

namespace platform {

struct StatusMeaning {
    std::uint8_t sw3;
    std::string_view word;  // for the health page and logs, "card_read_failed"
    CardError error;  // what the terminal does about it; of the three successes: one that nothing asked for
};

/// Successes.
constexpr std::uint8_t kStatusSuccess = 0x90;
constexpr std::uint8_t kStatusFound = 0x9F;
constexpr std::uint8_t kStatusAbsent = 0x91;  // this card has no such item
/// After which the module is reset before the card is tried again.
constexpr std::uint8_t kStatusRandomFailed = 0x47;

/// Every code the vendors name. 01 to 09 and FF are made by a vendor's library on the host and never come
/// over the wire; a module that sends one is confused.
constexpr std::array<StatusMeaning, 26> kStatusMeanings{{
    {0x01, "host_port_failed", CardError::reader_fault},
    {0x02, "host_timeout", CardError::reader_fault},
    {0x03, "host_transfer_failed", CardError::reader_fault},
    {0x05, "host_port_not_open", CardError::reader_fault},
    {0x09, "host_file_failed", CardError::reader_fault},
    {0x10, "module_saw_bad_checksum", CardError::reader_fault},
    {0x11, "module_saw_bad_length", CardError::reader_fault},
    {0x21, "module_saw_bad_command", CardError::reader_fault},
    {0x23, "not_permitted", CardError::reader_fault},
    {0x24, "unidentified_error", CardError::read_failed},
    {0x31, "card_rejects_module", CardError::read_failed},
    {0x32, "module_rejects_card", CardError::forgery_suspected},
    {0x33, "information_check_failed", CardError::forgery_suspected},
    {0x37, "fingerprint_check_failed", CardError::read_failed},  // never asked for, so something went wrong
    {0x3F, "wrong_information_length", CardError::reader_fault},
    {0x40, "unknown_card_type", CardError::unknown_card_type},
    {0x41, "card_read_failed", CardError::read_failed},
    {0x47, "random_number_failed", CardError::read_failed},
    {0x60, "self_test_failed", CardError::self_test_failed},
    {0x66, "not_authorised", CardError::unauthorised},
    {0x80, "no_card_found", CardError::no_card},
    {0x81, "select_failed", CardError::no_card},
    {0x90, "success", CardError::reader_fault},
    {0x91, "item_absent", CardError::reader_fault},
    {0x9F, "card_found", CardError::reader_fault},
    {0xFF, "host_communication_fault", CardError::reader_fault},
}};

/// Any byte: one that no vendor names is "unlisted_status" and a reader_fault.
StatusMeaning meaning_of_status(std::uint8_t sw3);

}  // namespace platform
