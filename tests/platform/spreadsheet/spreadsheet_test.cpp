#include "platform/spreadsheet/spreadsheet.h"

#include <gtest/gtest.h>

namespace platform {
namespace {

using std::chrono::year_month_day;

Sheet table() {
    Sheet sheet;
    sheet.name = "名单";
    sheet.columns = {{"姓名", 12}, {"金额", 10}, {"日期", 12}, {"数", 8}};
    sheet.rows = {{std::string("林*强"), Money{3600}, std::chrono::year(2026) / 6 / 5, std::int64_t{7}},
                  {std::string("a,\"b\""), Money{-5}, std::monostate{}, std::int64_t{-1}}};
    return sheet;
}

TEST(Spreadsheet, A_csv_quotes_what_needs_it) {
    EXPECT_EQ(to_csv(table()),
              "\xEF\xBB\xBF"
              "姓名,金额,日期,数\r\n林*强,36.00,2026-06-05,7\r\n\"a,\"\"b\"\"\",-0.05,,-1\r\n");
}

TEST(Spreadsheet, Text_never_becomes_a_formula) {
    Sheet sheet;
    sheet.columns = {{"x", 5}};
    for (const char* text : {"=1+1", "+1", "-1", "@A1"}) {
        sheet.rows = {{std::string(text)}};
        EXPECT_NE(to_csv(sheet).find(std::string("'") + text), std::string::npos) << text;
    }
}

TEST(Spreadsheet, An_xlsx_is_a_zip_with_one_part_a_sheet) {
    Sheet second = table();
    second.name = "汇总";
    const auto file = to_xlsx({table(), second});
    ASSERT_TRUE(file);
    const std::string bytes(file->begin(), file->end());
    EXPECT_TRUE(bytes.starts_with("PK\x03\x04"));
    EXPECT_NE(bytes.find("xl/worksheets/sheet1.xml"), std::string::npos);
    EXPECT_NE(bytes.find("xl/worksheets/sheet2.xml"), std::string::npos);
}

}  // namespace
}  // namespace platform
