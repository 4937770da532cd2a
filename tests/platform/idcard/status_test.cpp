#include "platform/idcard/status.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace {

using platform::CardError;

TEST(Status, every_byte_means_what_the_vendors_say) {
    std::map<int, CardError> named{{0x01, CardError::reader_fault},      {0x02, CardError::reader_fault},
                                   {0x03, CardError::reader_fault},      {0x05, CardError::reader_fault},
                                   {0x09, CardError::reader_fault},      {0x10, CardError::reader_fault},
                                   {0x11, CardError::reader_fault},      {0x21, CardError::reader_fault},
                                   {0x23, CardError::reader_fault},      {0x24, CardError::read_failed},
                                   {0x31, CardError::read_failed},       {0x32, CardError::forgery_suspected},
                                   {0x33, CardError::forgery_suspected}, {0x37, CardError::read_failed},
                                   {0x3F, CardError::reader_fault},      {0x40, CardError::unknown_card_type},
                                   {0x41, CardError::read_failed},       {0x47, CardError::read_failed},
                                   {0x60, CardError::self_test_failed},  {0x66, CardError::unauthorised},
                                   {0x80, CardError::no_card},           {0x81, CardError::no_card},
                                   {0x90, CardError::reader_fault},      {0x91, CardError::reader_fault},
                                   {0x9F, CardError::reader_fault},      {0xFF, CardError::reader_fault}};
    for (int status = 0; status <= 0xFF; ++status) {
        const auto meaning = platform::meaning_of_status(static_cast<std::uint8_t>(status));
        const auto found = named.find(status);
        EXPECT_EQ(meaning.sw3, status);
        EXPECT_EQ(meaning.error, found == named.end() ? CardError::reader_fault : found->second) << status;
        EXPECT_EQ(meaning.word == "unlisted_status", found == named.end()) << status;
    }
}

TEST(Status, each_has_a_word_of_its_own_for_staff) {
    std::set<std::string_view> words;
    for (const auto& meaning : platform::kStatusMeanings) words.insert(meaning.word);
    EXPECT_EQ(words.size(), platform::kStatusMeanings.size());
}

}  // namespace
