// What one of the four second-generation identity cards says, and what can go wrong while reading one.
// Values only. A Card holds personal data: it wipes itself when it goes or is overwritten, and must never be
// logged or shown unmasked.
// Sources: GA/T 490 (resident), the 2018 permit 'J', the 2017 'I' and 2023 'Y' foreigner cards; GB 11643-1999
// (numbers), GB/T 2261.1 (sex), GB/T 3304 (nation), GB/T 2659 (country).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace platform {

enum class CardKind : std::uint8_t { resident, hkmt_permit, foreigner_2017, foreigner_2023 };
/// "resident", "hkmt_permit", "foreigner_2017", "foreigner_2023".
std::string_view name_of(CardKind kind);

/// All text is UTF-8 with the padding stripped; characters outside the BMP and private-use ones are kept as
/// they stand on the card. A field that the kind does not have is empty.
struct Card {
    CardKind kind = CardKind::resident;
    std::string name;    // Chinese name; may be empty on the foreigner cards
    std::string sex;     // "1" male, "2" female, "0" unknown, "9" not stated
    std::string nation;  // two digits "01".."56", 97, 98, or what the card says; resident only
    std::chrono::year_month_day birth{};  // a real date
    std::string address;                  // resident, hkmt_permit; as printed on the card
    std::string latest_address;  // where the person moved since, if the card has it and it was asked for
    std::string number;          // 18 characters (last may be X); foreigner_2017: 15
    std::string authority;       // foreigner_2017: the accepting authority's code
    std::chrono::year_month_day valid_from{};
    std::optional<std::chrono::year_month_day> valid_to;  // nothing = 长期, for ever
    std::string english_name;                             // foreigner cards
    std::string nationality;                              // three letters; foreigner cards
    std::string permit_number;                            // travel permit; hkmt_permit
    std::string times_issued;   // two digits: hkmt_permit issued, foreigner_2023 renewed
    std::string card_version;   // foreigner_2017
    std::string former_number;  // foreigner_2023: the 15-character number it replaces, if linked
    /// The number's prefix is not the usual one of this kind (81/82/83 with hkmt_permit, 9 with
    /// foreigner_2023, nationality with foreigner_2017). The card still counts; somebody should look at it.
    bool unusual_prefix = false;

    Card() = default;
    Card(const Card&) = default;
    Card(Card&&) noexcept = default;
    Card& operator=(const Card& other);
    Card& operator=(Card&& other) noexcept;
    ~Card();
    bool operator==(const Card&) const = default;
};

/// Overwrites every field's memory; the card is as new afterwards.
void wipe(Card& card);

/// True from the day after valid_to on. `today` is a civil date in Asia/Shanghai. A card that is not valid
/// yet is not expired. Judging it is the flow's: an expired card reads without an error.
bool expired_on(const Card& card, std::chrono::year_month_day today);

/// Why there is no card. The text of name_of() is the word on the command line's JSON.
enum class CardError : std::uint8_t {
    no_card,            // nothing on the reader
    read_failed,        // the card was moved or answered badly: take it off and place it again
    bad_checksum,       // the answer was damaged on the wire: place it again
    timeout,            // the reader did not answer, or stopped in the middle
    unauthorised,       // the reader's security module is not authorised: out of service
    self_test_failed,   // the reader's self-test failed: out of service
    forgery_suspected,  // the card could not prove that it is genuine
    unknown_card_type,  // not one of the four cards
    bad_field,          // a field is not what the card's layout allows (date, sex code, text)
    bad_number,         // the number's check character is wrong
    fields_contradict,  // number and birth, number and sex, or the validity dates contradict each other
    reader_fault,       // the reader refused a command, or is confused
    port_lost,          // no such port, or it went away in the middle
    port_busy,          // another program holds the port
};
std::string_view name_of(CardError error);

/// The kind of trouble decides what the screen says and whether polling goes on.
bool is_out_of_service(CardError error);

}  // namespace platform
