// Questions and options in words.
#pragma once

#include <string>

#include "kiosk/view/parts.h"

namespace kiosk {

/// "住院补助", with the plan's name where the pack has several.
std::string topic_text(const Frame& frame, const Topic& topic);

std::string ask_title(const Frame& frame, Ask ask);
/// What the person needs to know to answer; may be empty.
std::string ask_text(const Frame& frame, const screen::Question& question);
/// The words of yes and no.
struct YesNo {
    std::string yes;
    std::string no;
};
YesNo yes_no_text(const Frame& frame, Ask ask);

struct Option {
    char32_t icon = 0;
    std::string title;
    std::string detail;
};
Option option_of(const Frame& frame, const screen::Question& question, std::size_t index);

/// How many of an employer's staff must join, a rule a line; that none is stated where there is no rule.
std::string group_rule_text(const Ui& ui, const config::GroupRule& rule);
/// "First diagnosis of the illness"
std::string condition_text(const Ui& ui, config::Condition condition);
/// "50 yuan a year", "65 yuan for 2 years"
std::string fee_text(const Ui& ui, std::int64_t fee_fen, int years);

/// What is typed so far, with its unit; "" when nothing is.
std::string typed_text(const Frame& frame, const screen::Question& question);

/// What a benefit pays, as far as one line can say; "" when its figures need more.
std::string benefit_span(const Ui& ui, const config::Benefit& benefit);
char32_t icon_of_kind(std::string_view kind);
std::string route_text(const Ui& ui, config::Route route);

}  // namespace kiosk
