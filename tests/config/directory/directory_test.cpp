#include "config/directory/directory.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace config::test {

namespace {

const std::string kHeader = "code\tdistrict\tkind\tname\taddress\tphones\tprinted_name\n";

const std::string kRow = "A1\tD\tstation\tN\tA\t12345\t\n";

std::string rows(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += "A" + std::to_string(i) + kRow.substr(2);
    return out;
}

Directory shipped() {
    auto directory = load_directory(SOURCE_DIR "/config/directory/xiamen_stations.tsv");
    EXPECT_TRUE(directory) << (directory ? "" : describe(directory.error()));
    return directory ? directory->stations : Directory{};
}

TEST(ShippedDirectory, HasSixCentersFortyOneStationsAndFourUnderTheCity) {
    const Directory directory = shipped();
    EXPECT_EQ(directory.size(), 51U);
    EXPECT_EQ(std::count_if(directory.begin(), directory.end(),
                            [](const Station& row) { return row.kind == StationKind::district_center; }),
              6);
    EXPECT_EQ(std::count_if(directory.begin(), directory.end(),
                            [&](const Station& row) { return center_of(directory, row) == nullptr; }),
              4);
}

TEST(ShippedDirectory, KnowsTheCenterOfAStation) {
    const Directory directory = shipped();
    const Station* station = find_station(directory, "SM03");
    ASSERT_NE(station, nullptr);
    EXPECT_EQ(station->name, "嘉莲街道职工服务站");
    ASSERT_NE(center_of(directory, *station), nullptr);
    EXPECT_EQ(center_of(directory, *station)->code, "SM00");
}

TEST(ShippedDirectory, KeepsEveryPhoneAndTheMisprintedNames) {
    const Directory directory = shipped();
    EXPECT_EQ(find_station(directory, "SM10")->phones, (std::vector<std::string>{"2126554", "2029601"}));
    EXPECT_EQ(find_station(directory, "SM07")->printed_name, "枋村街道职工服务站");
    EXPECT_EQ(find_station(directory, "none"), nullptr);
}

struct Wrong {
    const char* name;
    std::string text;
    std::uint32_t line;
    const char* key;
};

class WrongDirectory : public testing::TestWithParam<Wrong> {};

TEST_P(WrongDirectory, IsRefusedNamingLineAndColumn) {
    const auto directory = parse_directory("stations.tsv", GetParam().text);
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().file, "stations.tsv");
    EXPECT_EQ(directory.error().line, GetParam().line);
    EXPECT_EQ(directory.error().key, GetParam().key);
}

INSTANTIATE_TEST_SUITE_P(
    Files, WrongDirectory,
    testing::Values(
        Wrong{"empty", "", 1, ""}, Wrong{"other_columns", "code\tname\n", 1, ""},
        Wrong{"version_alone", "version\t3\n", 2, ""}, Wrong{"version_of_nothing", "version\t3", 0, ""},
        Wrong{"version_zero", "version\t0\n" + kHeader + kRow, 1, "version"},
        Wrong{"version_in_words", "version\tthree\n" + kHeader + kRow, 1, "version"},
        Wrong{"version_too_high", "version\t1000000000\n" + kHeader + kRow, 1, "version"},
        Wrong{"version_twice", "version\t3\nversion\t3\n" + kHeader + kRow, 2, ""},
        Wrong{"not_utf8", kHeader + "A1\tD\tstation\tN\xff\tA\t12345\t\n", 2, "name"},
        Wrong{"control_character", kHeader + "A1\tD\tstation\tN\tA\x1b\t12345\t\n", 2, "address"},
        Wrong{"too_many_rows", kHeader + rows(kMostStations + 1), kMostStations + 2, ""},
        Wrong{"no_row", kHeader, 0, ""}, Wrong{"too_few_cells", kHeader + "A1\tD\tstation\tN\n", 2, ""},
        Wrong{"no_code", kHeader + "\tD\tstation\tN\tA\t12345\t\n", 2, "code"},
        Wrong{"no_name", kHeader + "A1\tD\tstation\t\tA\t12345\t\n", 2, "name"},
        Wrong{"unknown_kind", kHeader + "A1\tD\toffice\tN\tA\t12345\t\n", 2, "kind"},
        Wrong{"bad_phone", kHeader + "A1\tD\tstation\tN\tA\tcall us\t\n", 2, "phones"},
        Wrong{"same_code", kHeader + "A1\tD\tstation\tN\tA\t12345\t\nA1\tD\tstation\tN\tA\t12345\t\n", 3,
              "code"},
        Wrong{"two_centers",
              kHeader + "A1\tD\tdistrict_center\tN\tA\t12345\t\nA2\tD\tdistrict_center\tN\tA\t12345\t\n", 3,
              "kind"}),
    [](const auto& row) { return row.param.name; });

TEST(Directory, ThatIsNotThereSaysSo) {
    const auto directory = load_directory("/dev/null/stations.tsv");
    ASSERT_FALSE(directory);
    EXPECT_EQ(describe(directory.error()), "/dev/null/stations.tsv: the file cannot be read");
}

TEST(Directory, MayNameItsVersionBeforeTheColumns) {
    EXPECT_EQ(parse_directory("x", kHeader + kRow)->version, 0);
    const auto named = parse_directory("x", "version\t17\r\n" + kHeader + kRow);
    ASSERT_TRUE(named);
    EXPECT_EQ(named->version, 17);
    EXPECT_EQ(named->stations.front().code, "A1");
}

TEST(Directory, ThatACenterSendsNamesItsVersionAndIsNoLargerThanItMayBe) {
    const auto problem = [](const std::string& text) {
        const auto read = parse_directory_document("x", text);
        return read ? "" : describe(read.error());
    };
    const std::string text = "version\t17\n" + kHeader + rows(kMostStations);
    ASSERT_LT(text.size(), kLargestDirectoryDocument);
    EXPECT_EQ(problem(text), "");
    EXPECT_EQ(problem(text + std::string(kLargestDirectoryDocument, '\n')), "x: is larger than 128 KiB");
    EXPECT_EQ(problem(kHeader + kRow),
              "x:1: version: is missing: the first line must be the word version, a tab and a number");
}

TEST(Directory, MayHaveWindowsLineEnds) {
    std::string header = kHeader;
    header.insert(header.size() - 1, "\r");
    const auto directory = parse_directory("x", header + "A1\tD\tstation\tN\tA\t12345;67890\t\r\n");
    ASSERT_TRUE(directory);
    EXPECT_EQ(directory->stations.front().phones.size(), 2U);
}

}  // namespace

}  // namespace config::test
