#include "sync/center/pages/export.h"

#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "platform/clock/clock.h"

namespace syncing::center {

namespace {

using nlohmann::json;
using platform::Cell;
using platform::Money;
using platform::Sheet;

struct Words {
    std::string_view key;
    std::string_view zh;
    std::string_view en;
};

constexpr Words kWords[] = {
    {"enrollments", "参保名单", "Enrollments"},
    {"stations", "各站汇总", "By station"},
    {"slip", "回执号", "Slip"},
    {"station", "站点", "Station"},
    {"station_name", "站点名称", "Station name"},
    {"name", "姓名", "Name"},
    {"tail", "证件末四位", "Last four"},
    {"scheme", "方案", "Scheme"},
    {"plan", "计划", "Plan"},
    {"period", "保障期", "Coverage"},
    {"state", "状态", "State"},
    {"reason", "原因", "Reason"},
    {"fee", "应缴（元）", "Fee (yuan)"},
    {"paid", "已缴（元）", "Paid (yuan)"},
    {"decided", "决定日期", "Decided on"},
    {"total", "合计", "Total"},
    {"accepted_fees", "已参保金额（元）", "Fees accepted (yuan)"},
    {"awaiting_payment", "待缴费", "Awaiting payment"},
    {"accepted", "已参保", "Accepted"},
    {"refused", "不符合", "Refused"},
    {"in_review", "审核中", "In review"},
    {"withdrawn", "已撤回", "Withdrawn"},
    {"duplicate", "重复", "Duplicate"},
};
constexpr std::array<std::string_view, 6> kStates{"awaiting_payment", "accepted",  "refused",
                                                  "in_review",        "withdrawn", "duplicate"};

std::string word(std::string_view key, std::string_view language) {
    for (const Words& words : kWords) {
        if (words.key == key) return std::string(language == "en" ? words.en : words.zh);
    }
    return std::string(key);
}

std::string text_at(const json& row, const char* name) {
    return row.value(name, "");
}

Cell money_at(const json& row, const char* name) {
    if (!row.contains(name)) return std::monostate{};
    return Money{row[name].get<std::int64_t>()};
}

}  // namespace

Sheet enrollment_sheet(const json& rows, std::string_view language) {
    Sheet sheet;
    sheet.name = word("enrollments", language);
    constexpr std::pair<std::string_view, double> kColumns[] = {
        {"slip", 15},   {"station", 8}, {"station_name", 22}, {"name", 12},  {"tail", 11},
        {"scheme", 12}, {"plan", 12},   {"period", 24},       {"state", 17}, {"reason", 20},
        {"fee", 12},    {"paid", 12},   {"decided", 13}};
    for (const auto& [key, width] : kColumns) sheet.columns.push_back({word(key, language), width});
    for (const json& row : rows) {
        sheet.rows.push_back({text_at(row, "slip"), text_at(row, "station"), text_at(row, "station_name"),
                              text_at(row, "name"), text_at(row, "tail"), text_at(row, "scheme"),
                              text_at(row, "plan"), text_at(row, "period"),
                              word(text_at(row, "state"), language), text_at(row, "reason"),
                              money_at(row, "fee"), money_at(row, "paid"),
                              platform::shanghai_date(row.value("decided", std::int64_t{0}))});
    }
    return sheet;
}

Sheet station_sheet(const json& rows, std::string_view language) {
    struct Sums {
        std::string name;
        std::map<std::string, std::int64_t, std::less<>> states;
        std::int64_t fees = 0;
        std::int64_t all = 0;
    };
    std::map<std::string, Sums> stations;
    for (const json& row : rows) {
        Sums& sums = stations[text_at(row, "station")];
        sums.name = text_at(row, "station_name");
        ++sums.states[text_at(row, "state")];
        ++sums.all;
        if (text_at(row, "state") == "accepted") sums.fees += row.value("fee", std::int64_t{0});
    }
    Sheet sheet;
    sheet.name = word("stations", language);
    sheet.columns = {{word("station", language), 8}, {word("station_name", language), 22}};
    for (const std::string_view state : kStates) sheet.columns.push_back({word(state, language), 17});
    sheet.columns.push_back({word("total", language), 10});
    sheet.columns.push_back({word("accepted_fees", language), 20});
    for (const auto& [code, sums] : stations) {
        std::vector<Cell> cells{code, sums.name};
        for (const std::string_view state : kStates) {
            const auto found = sums.states.find(state);
            cells.emplace_back(found == sums.states.end() ? std::int64_t{0} : found->second);
        }
        cells.emplace_back(sums.all);
        cells.emplace_back(Money{sums.fees});
        sheet.rows.push_back(std::move(cells));
    }
    return sheet;
}

}  // namespace syncing::center
