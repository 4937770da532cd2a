#include "platform/postgres/copy_text.h"

#include <gtest/gtest.h>

namespace platform {
namespace {

using Row = std::vector<CopyValue>;

class CopyText : public testing::Test {
  protected:
    /// Whether every line was taken.
    bool read(std::initializer_list<std::string_view> lines) {
        reader = CopyReader(tables);
        bool taken = true;
        for (const std::string_view line : lines) taken = taken && reader.line(line);
        return taken;
    }
    std::vector<Row> rows;
    const std::vector<CopyTable> tables{{"entry", {"seq", "body"}, [this](std::span<const CopyValue> row) {
                                             rows.emplace_back(row.begin(), row.end());
                                         }}};
    CopyReader reader{tables};
};

TEST_F(CopyText, gives_the_wanted_columns_of_the_wanted_tables_in_the_wanted_order) {
    EXPECT_TRUE(
        read({"SET lock_timeout = 0;", "COPY public.center (id, seq, body) FROM stdin;", "1\t2\t3", "\\.", "",
              "COPY public.entry (body, opened, seq) FROM stdin;", "a\tx\t1", "b\tx\t2", "\\.", "-- done"}));
    EXPECT_EQ(rows, (std::vector<Row>{{"1", "a"}, {"2", "b"}}));
    EXPECT_TRUE(reader.between_tables());
}

TEST_F(CopyText, undoes_what_was_escaped) {
    EXPECT_TRUE(read(
        {"COPY public.entry (seq, body) FROM stdin;", "\\N\t", "\\\\N\ta\\tb\\n\\\\c", "\\\\x00ff\t\\"}));
    EXPECT_EQ(rows, (std::vector<Row>{{std::nullopt, ""}, {"\\N", "a\tb\n\\c"}, {"\\x00ff", "\\"}}));
}

TEST_F(CopyText, is_refused_when_a_column_is_missing) {
    EXPECT_FALSE(read({"COPY public.entry (seq, other) FROM stdin;"}));
    EXPECT_FALSE(read({"COPY public.entry (seq, body) FROM stdin;", "1"}));
}

TEST_F(CopyText, that_was_cut_inside_of_a_table_is_known) {
    EXPECT_TRUE(read({"COPY public.entry (seq, body) FROM stdin;", "1\ta"}));
    EXPECT_FALSE(reader.between_tables());
}

TEST(CopyValues, are_read_as_what_they_should_be_or_not_at_all) {
    EXPECT_EQ(copy_integer("-12"), -12);
    EXPECT_EQ(copy_bytes("\\x00ff"), (Bytes{0, 255}));
    EXPECT_EQ(copy_bytes("\\x"), Bytes());
    for (const CopyValue& wrong :
         {CopyValue(), CopyValue(""), CopyValue("1x"), CopyValue("9223372036854775808")})
        EXPECT_FALSE(copy_integer(wrong));
    for (const CopyValue& wrong : {CopyValue(), CopyValue("00ff"), CopyValue("\\x0"), CopyValue("\\xzz")})
        EXPECT_FALSE(copy_bytes(wrong));
}

}  // namespace
}  // namespace platform
