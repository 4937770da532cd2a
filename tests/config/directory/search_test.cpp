#include "config/directory/search.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "platform/pinyin/pinyin.h"

namespace config::test {

namespace {

const StationIndex& index() {
    static const StationIndex made = [] {
        const auto pinyin = platform::Pinyin::open();
        auto directory = load_directory(SOURCE_DIR "/config/directory/xiamen_stations.tsv");
        return StationIndex(directory.value().stations, [&](char32_t c) { return pinyin->readings(c); });
    }();
    return made;
}

std::vector<std::string> found(std::string_view text) {
    std::vector<std::string> codes;
    for (const std::size_t row : index().search(text)) codes.push_back(index().directory()[row].code);
    return codes;
}
std::string first(std::string_view text) {
    const auto codes = found(text);
    return codes.empty() ? "" : codes.front();
}
bool finds(std::string_view text, std::string_view code) {
    const auto codes = found(text);
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

struct Query {
    const char* text;
    const char* first;
};

class Queries : public testing::TestWithParam<Query> {};

TEST_P(Queries, FindTheStationFirst) {
    EXPECT_EQ(first(GetParam().text), GetParam().first) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Stations, Queries,
    testing::Values(
        // each row by its name: full pinyin, first letters, characters, a mixture
        Query{"simingquzhigong", "SM00"}, Query{"binhai", "SM01"}, Query{"gulangyu", "SM02"},
        Query{"gly", "SM02"}, Query{"jialian", "SM03"}, Query{"jljdzg", "SM03"}, Query{"嘉莲", "SM03"},
        Query{"嘉l", "SM03"}, Query{"jial", "SM03"}, Query{"jlian", "SM03"}, Query{"JiaLian", "SM03"},
        Query{"kaiyuan", "SM04"}, Query{"lianqian", "SM05"}, Query{"lujiang", "SM06"}, Query{"wucun", "SM07"},
        Query{"xiagang", "SM08"}, Query{"shagang", "SM08"}, Query{"yundang", "SM09"},
        Query{"zhonghuajie", "SM10"}, Query{"zhonghua", "SM10"}, Query{"zonghua", "SM10"},
        Query{"smqgy", "SM11"}, Query{"hlqzg", "HL00"}, Query{"huli jiedao", "HL01"},
        Query{"dianqian", "HL02"}, Query{"jiangtou", "HL03"}, Query{"heshan", "HL04"},
        Query{"jinshan", "HL05"}, Query{"huliyuan", "HL06"}, Query{"hdhy", "HL07"},
        Query{"haicangqu", "HC00"}, Query{"dongfu", "HC01"}, Query{"haicangjie", "HC02"},
        Query{"xinyang", "HC03"}, Query{"jimeiqu", "JM00"}, Query{"jimeijie", "JM01"},
        Query{"qiaoying", "JM02"}, Query{"houxi", "JM03"}, Query{"guankou", "JM04"}, Query{"xingbin", "JM05"},
        Query{"xinglin", "JM06"}, Query{"tonganqu", "TA00"}, Query{"tong'an qu", "TA00"},
        Query{"datong", "TA01"}, Query{"xiangping", "TA02"}, Query{"lianhua", "TA03"},
        Query{"hongtang", "TA04"}, Query{"wuxian", "TA05"}, Query{"xinmin", "TA06"}, Query{"tingxi", "TA07"},
        Query{"xike", "TA08"}, Query{"tonganzhigong", "TA09"}, Query{"xianganqu", "XA00"},
        Query{"xiang'an qu", "XA00"}, Query{"dadeng", "XA01"}, Query{"xindian", "XA02"},
        Query{"maxiang", "XA03"}, Query{"neicuo", "XA04"}, Query{"xinxu", "XA05"}, Query{"xinwei", "XA05"},
        Query{"ruanjianyuan", "XM01"}, Query{"chuangyeyuan", "XM02"}, Query{"xiangyu", "XM03"},
        Query{"huojuyuan", "XM04"},
        // misprinted names
        Query{"枋村", "SM07"}, Query{"fangcun", "SM07"}, Query{"筲箕", "SM09"}, Query{"shaoji", "SM09"},
        Query{"大埕街道职工", "XA01"},
        // addresses and phones
        Query{"镇海路", "SM10"}, Query{"zhenhailu", "SM10"}, Query{"caocuocheng", "SM01"},
        Query{"禾祥西路485", "SM04"}, Query{"123b", "XM02"}, Query{"5576791", "SM03"},
        Query{"557 6791", "SM03"}, Query{"76791", "SM03"}, Query{"15960201339", "SM08"},
        Query{"2029601", "SM10"}, Query{"7619092", "XA01"},
        // nothing
        Query{"", ""}, Query{" '-", ""}, Query{"beijing", ""}, Query{"北京", ""}, Query{"9999999", ""},
        Query{"\xFF\xFF", ""}, Query{"i", ""}),
    [](const auto& it) { return "query_" + std::to_string(it.index); });

TEST(Search, FindsEveryRowByItsNameItsMisprintItsAddressAndEachPhone) {
    for (const Station& station : index().directory()) {
        EXPECT_TRUE(finds(station.name, station.code)) << station.name;
        EXPECT_TRUE(finds(station.address, station.code)) << station.address;
        EXPECT_TRUE(finds(station.district, station.code)) << station.district;
        if (!station.printed_name.empty()) {
            EXPECT_TRUE(finds(station.printed_name, station.code)) << station.printed_name;
        }
        for (const std::string& phone : station.phones) EXPECT_TRUE(finds(phone, station.code)) << phone;
    }
}

TEST(Search, FindsAWholeDistrictWithItsOwnNamesFirst) {
    const auto codes = found("思明");
    EXPECT_EQ(codes[0], "SM00");
    EXPECT_EQ(codes[1], "SM11");
    for (const char* code : {"SM01", "SM10"}) EXPECT_TRUE(finds("siming", code));
    EXPECT_TRUE(finds("siming", "SM08")) << "its address names Siming too";
}

TEST(Search, OfANameShownInTwoPlacesPutsTheNameFirst) {
    // 莲花 is a town in Tong'an and a road in Siming.
    EXPECT_EQ(first("莲花"), "TA03");
    EXPECT_TRUE(finds("lianhua", "SM03"));
}

TEST(Search, FindsEachRowOnce) {
    for (const char* text : {"zhigong", "j", "tongan", "1"}) {
        auto codes = found(text);
        std::sort(codes.begin(), codes.end());
        EXPECT_EQ(std::adjacent_find(codes.begin(), codes.end()), codes.end()) << text;
    }
    EXPECT_EQ(found("zhigongfuwu").size(), 50U) << "all but 开发区… whose name lacks 职工";
}

TEST(Search, EndsForWhateverIsTyped) {
    EXPECT_TRUE(found(std::string(5000, 'j')).empty());
    EXPECT_EQ(first("嘉莲街道职工服务站" + std::string(300, ' ')), "SM03");
}

TEST(Districts, AreSevenInTheFilesOrderWithTheirCenterFirst) {
    const auto& districts = index().districts();
    const auto& rows = index().directory();
    std::vector<std::pair<std::string, std::size_t>> sizes;
    for (const District& district : districts) {
        sizes.emplace_back(district.name, district.stations.size());
        const bool centered = district.name != "市直";
        EXPECT_EQ(rows[district.stations.front()].kind == StationKind::district_center, centered);
    }
    EXPECT_EQ(sizes, (std::vector<std::pair<std::string, std::size_t>>{{"思明区", 12},
                                                                       {"湖里区", 8},
                                                                       {"海沧区", 4},
                                                                       {"集美区", 7},
                                                                       {"同安区", 10},
                                                                       {"翔安区", 6},
                                                                       {"市直", 4}}));
}

TEST(Districts, HaveTheirCenterFirstEvenWhenTheFileNamesItLater) {
    const Directory directory{{"A1", "甲区", StationKind::station, "一站", "路1号", {}, ""},
                              {"A0", "甲区", StationKind::district_center, "中心", "路2号", {}, ""}};
    const StationIndex made(directory, [](char32_t) { return std::vector<std::string>(); });
    EXPECT_EQ(made.districts().front().stations, (std::vector<std::size_t>{1, 0}));
}

TEST(Search, WithoutReadingsStillFindsCharactersAndDigits) {
    const StationIndex made({{"A1", "甲区", StationKind::station, "一站", "路1号", {"12345"}, ""}},
                            [](char32_t) { return std::vector<std::string>(); });
    EXPECT_EQ(made.search("一站").size(), 1U);
    EXPECT_EQ(made.search("2345").size(), 1U);
    EXPECT_EQ(made.search("yizhan").size(), 0U);
}

TEST(Claims, OfTheShippedPackAreDecidedByDistrictAndCity) {
    const auto pack = load_pack_file(SOURCE_DIR "/config/schemes/xiamen.toml");
    ASSERT_TRUE(pack);
    EXPECT_EQ(kinds_decided_by(*pack, Route::district).size(), 1U);
    EXPECT_EQ(kinds_decided_by(*pack, Route::city).size(), 4U);
    EXPECT_EQ(kinds_decided_by(*pack, Route::district).front(), pack->find_kind("hospitalization")->name);
    EXPECT_TRUE(kinds_decided_by(*pack, Route::society).empty());
}

}  // namespace

}  // namespace config::test
