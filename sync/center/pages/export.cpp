#include "sync/center/pages/export.h"

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <span>

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
    {"claims", "补助申请", "Claims"},
    {"claim_number", "申请号", "Claim number"},
    {"kind", "类别", "Kind"},
    {"filed_on", "提交日期", "Filed on"},
    {"step", "进度", "Step reached"},
    {"step_on", "进度日期", "Step on"},
    {"amount", "金额（元）", "Amount (yuan)"},
    {"final", "金额是否已定", "Amount final"},
    {"due", "答复期限", "Answer due"},
    {"yes", "是", "yes"},
    {"no", "否", "no"},
    {"step_filed", "已提交", "Filed"},
    {"step_received", "已收件", "Received"},
    {"step_reviewing", "审核中", "Reviewing"},
    {"step_decided", "已决定", "Decided"},
    {"step_paid", "已支付", "Paid"},
    {"claim_received", "已收件", "Received"},
    {"claim_in_review", "等人看", "Waits for somebody"},
    {"claim_refused", "已退回站点", "Sent back"},
    {"kind_hospitalization", "住院", "Hospitalization"},
    {"kind_critical_illness", "重大疾病", "Critical illness"},
    {"kind_accident", "意外", "Accident"},
    {"kind_death", "身故", "Death"},
    {"why_unreadable", "内容打不开", "Cannot be opened"},
    {"why_unknown_pack", "中心没有它用的方案", "Priced by a pack the center does not have"},
    {"why_pack_differs", "方案或计划与方案包不符", "Scheme or plan differs from the pack"},
    {"why_window_edge", "时间跨过参保期的边界", "Its time straddles the window's edge"},
    {"why_simulated_time", "在模拟时间下办理", "Made under a simulated clock"},
    {"why_fee_differs", "费用与方案不符", "The fee is not the scheme's"},
    {"why_paid_differs", "缴的与应缴的不同", "Paid more or less than the fee"},
    {"why_paid_late", "缴费晚于规定", "Paid later than allowed"},
    {"why_typed_card", "证件由工作人员手工录入", "Staff typed the card in"},
    {"why_quarantine", "来自已停用终端的硬盘", "From a revoked terminal's disk"},
    {"why_name_differs", "同一号码，姓名不同", "Same number, another name"},
    {"why_bad_number", "申请号不对或已被占用", "Its number is none, or given already"},
    {"why_unknown_kind", "方案里没有这一类", "No such kind of claim in the scheme"},
    {"why_bad_event_date", "发生日期不对", "The day it happened is wrong"},
    {"why_not_enrolled", "没有通过的参保记录", "No accepted enrollment"},
    {"why_outside_coverage", "发生日不在保障期内", "It happened outside of the coverage"},
    {"why_no_consent", "没有同意书", "No consent"},
    {"why_review_refused", "审核不通过", "Refused on review"},
    {"why_already_enrolled", "本期已有参保", "Already enrolled for the period"},
    {"why_papers_unchecked", "材料还没看", "Papers not looked at"},
    {"why_window_closed", "不在参保期", "Outside the window"},
    {"why_missing_document", "缺少证明材料", "A paper is missing"},
    {"why_wrong_employment", "就业情况不符合", "The employment does not fit"},
    {"why_not_union_member", "不是工会会员", "Not a union member"},
    {"why_no_basic_insurance", "没有基本医保", "No basic insurance"},
    {"why_too_young", "年龄不到", "Too young"},
    {"why_wrong_sex", "计划不适用", "The plan is for the other sex"},
    {"why_too_many_units", "份数太多", "Too many units"},
    {"why_plan_conflict", "与别的计划冲突", "Conflicts with another plan"},
    {"why_unknown_plan", "没有这个计划", "There is no such plan"},
    {"why_payment_not_accepted", "缴费方式不收", "Not paid in an accepted way"},
    {"why_bad_id_number", "证件号码不对", "The ID number is wrong"},
};
constexpr std::array<std::string_view, 6> kStates{"awaiting_payment", "accepted",  "refused",
                                                  "in_review",        "withdrawn", "duplicate"};

std::string word(std::string_view key, std::string_view language) {
    for (const Words& words : kWords) {
        if (words.key == key) return std::string(language == "en" ? words.en : words.zh);
    }
    return std::string(key);
}

/// One of a closed set's words, or itself where there is no text for it.
std::string said(std::string_view set, const std::string& name, std::string_view language) {
    const std::string key = std::string(set) + name;
    std::string text = word(key, language);
    return text == key ? name : text;
}

std::string text_at(const json& row, const char* name) {
    return row.value(name, "");
}

Cell money_at(const json& row, const char* name) {
    if (!row.contains(name)) return std::monostate{};
    return Money{row[name].get<std::int64_t>()};
}

Cell day_at(const json& row, const char* name) {
    const auto day = platform::parse_date(text_at(row, name));
    if (!day) return std::monostate{};
    return *day;
}

Sheet sheet_of(std::string_view name, std::span<const std::pair<std::string_view, double>> columns,
               std::string_view language) {
    Sheet sheet;
    sheet.name = word(name, language);
    for (const auto& [key, width] : columns) sheet.columns.push_back({word(key, language), width});
    return sheet;
}

}  // namespace

Sheet enrollment_sheet(const json& rows, std::string_view language) {
    constexpr std::pair<std::string_view, double> kColumns[] = {
        {"slip", 15},   {"station", 8}, {"station_name", 22}, {"name", 12},  {"tail", 11},
        {"scheme", 12}, {"plan", 12},   {"period", 24},       {"state", 17}, {"reason", 20},
        {"fee", 12},    {"paid", 12},   {"decided", 13}};
    Sheet sheet = sheet_of("enrollments", kColumns, language);
    for (const json& row : rows) {
        sheet.rows.push_back(
            {text_at(row, "slip"), text_at(row, "station"), text_at(row, "station_name"),
             text_at(row, "name"), text_at(row, "tail"), text_at(row, "scheme"), text_at(row, "plan"),
             text_at(row, "period"), word(text_at(row, "state"), language),
             said("why_", text_at(row, "reason"), language), money_at(row, "fee"), money_at(row, "paid"),
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

Sheet claim_sheet(const json& rows, std::string_view language) {
    constexpr std::pair<std::string_view, double> kColumns[] = {
        {"claim_number", 16}, {"kind", 14},   {"name", 12},    {"station", 8}, {"station_name", 22},
        {"filed_on", 13},     {"step", 12},   {"step_on", 13}, {"amount", 14}, {"final", 13},
        {"state", 17},        {"reason", 28}, {"due", 13}};
    Sheet sheet = sheet_of("claims", kColumns, language);
    for (const json& row : rows) {
        Cell filed_on;
        json reached = json::object();
        for (const json& step : row.value("steps", json::array())) {
            if (!text_at(step, "on").empty()) reached = step;
            if (text_at(step, "step") == "filed") filed_on = day_at(step, "on");
        }
        const json filed = row.value("filed", json::object());
        const std::int64_t amount = row.value("amount", std::int64_t{0});
        const bool is_final = row.value("final", false);
        const bool has_amount = amount != 0 || is_final;
        sheet.rows.push_back({text_at(row, "number"), said("kind_", text_at(row, "kind"), language),
                              text_at(row, "name"), text_at(filed, "station"), text_at(filed, "station_name"),
                              filed_on, said("step_", text_at(reached, "step"), language),
                              day_at(reached, "on"), has_amount ? Cell(Money{amount}) : Cell(),
                              has_amount ? word(is_final ? "yes" : "no", language) : std::string(),
                              said("claim_", text_at(filed, "state"), language),
                              said("why_", text_at(filed, "reason"), language), day_at(row, "due")});
    }
    return sheet;
}

}  // namespace syncing::center
