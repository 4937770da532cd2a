#include "platform/idcard/card.h"

#include <memory>
#include <utility>

#include "platform/base/check.h"
#include "platform/base/wipe.h"

namespace platform {

namespace {

template <class Visit>
void each_text(Card& card, Visit visit) {
    for (std::string* text :
         {&card.name, &card.sex, &card.nation, &card.address, &card.number, &card.authority,
          &card.english_name, &card.nationality, &card.permit_number, &card.times_issued, &card.card_version,
          &card.former_number, &card.latest_address}) {
        visit(*text);
    }
}

}  // namespace

std::string_view name_of(CardKind kind) {
    switch (kind) {
        case CardKind::resident:
            return "resident";
        case CardKind::hkmt_permit:
            return "hkmt_permit";
        case CardKind::foreigner_2017:
            return "foreigner_2017";
        case CardKind::foreigner_2023:
            return "foreigner_2023";
    }
    check(false, "closed enum");
    return {};
}

Card& Card::operator=(const Card& other) {
    if (this != &other) *this = Card(other);
    return *this;
}

// Assigning strings one by one would free grown buffers unwiped.
Card& Card::operator=(Card&& other) noexcept {
    if (this == &other) return *this;
    wipe(*this);
    std::destroy_at(this);
    return *std::construct_at(this, std::move(other));
}

Card::~Card() {
    wipe(*this);
}

void wipe(Card& card) {
    each_text(card, [](std::string& text) { wipe(text); });
    card.kind = CardKind::resident;
    card.birth = {};
    card.valid_from = {};
    card.valid_to.reset();
    card.unusual_prefix = false;
}

bool expired_on(const Card& card, std::chrono::year_month_day today) {
    return card.valid_to.has_value() && *card.valid_to < today;
}

std::string_view name_of(CardError error) {
    switch (error) {
        case CardError::no_card:
            return "no_card";
        case CardError::read_failed:
            return "read_failed";
        case CardError::bad_checksum:
            return "bad_checksum";
        case CardError::timeout:
            return "timeout";
        case CardError::unauthorised:
            return "unauthorised";
        case CardError::self_test_failed:
            return "self_test_failed";
        case CardError::forgery_suspected:
            return "forgery_suspected";
        case CardError::unknown_card_type:
            return "unknown_card_type";
        case CardError::bad_field:
            return "bad_field";
        case CardError::bad_number:
            return "bad_number";
        case CardError::fields_contradict:
            return "fields_contradict";
        case CardError::reader_fault:
            return "reader_fault";
        case CardError::port_lost:
            return "port_lost";
        case CardError::port_busy:
            return "port_busy";
    }
    check(false, "closed enum");
    return {};
}

bool is_out_of_service(CardError error) {
    return error == CardError::unauthorised || error == CardError::self_test_failed;
}

}  // namespace platform
