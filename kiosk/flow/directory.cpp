// Where the city's stations are: by district, or by typing what one knows of them.
#include <algorithm>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

/// More would be too small to touch.
constexpr int kMostOnPage = 8;
constexpr int kFoundOnPage = 5;  // beside the keyboard

const config::StationIndex& stations(const Flow& flow) {
    return flow.context.stations->index;
}

int page_size(const Flow& flow, int most) {
    return std::min(flow.context.settings.page_size, most);
}

template <class Paged>
bool turn_page(Paged& screen, const Event& event) {
    const auto* turn = std::get_if<TurnPage>(&event);
    if (turn == nullptr) return false;
    screen.page = turned(screen.page, screen.pages, turn->by);
    return true;
}

/// From any list to the station that was touched.
template <class List>
bool open_station(Flow& flow, List& list, const Event& event) {
    const auto* choice = std::get_if<ChooseStation>(&event);
    if (choice == nullptr) return false;
    if (choice->index < stations(flow).directory().size()) {
        flow.go(screen::StationDetail{choice->index, std::move(list)});
    }
    return true;
}

bool open_district(Flow& flow, const Event& event) {
    const auto* choice = std::get_if<ChooseDistrict>(&event);
    if (choice == nullptr) return false;
    const auto& all = stations(flow).districts();
    if (choice->index < all.size()) {
        const std::size_t count = all[choice->index].stations.size();
        flow.go(screen::Stations{choice->index, 0, page_count(count, page_size(flow, kMostOnPage))});
    }
    return true;
}

screen::Districts districts_screen(const Flow& flow) {
    return {0, page_count(stations(flow).districts().size(), page_size(flow, kMostOnPage))};
}

/// Candidates that would find nothing are left out: here nothing else than stations is looked for.
void type_query(Flow& flow, screen::StationSearch& search, const Event& event) {
    const config::StationIndex& index = stations(flow);
    const auto leads_somewhere = [&](const platform::PinyinCandidate& candidate) {
        return !index.search(search.typing.words.text() + candidate.word).empty();
    };
    if (!type_words(search.typing, *flow.context.stations->pinyin, event, leads_somewhere)) return;
    search.found = index.search(search.typing.text());
    search.page = 0;
    search.pages = page_count(search.found.size(), page_size(flow, kFoundOnPage));
}

}  // namespace

void show_directory(Flow& flow) {
    if (flow.context.stations != nullptr) flow.go(districts_screen(flow));
}

void on(Flow& flow, screen::Districts& districts, const Event& event) {
    if (turn_page(districts, event) || open_station(flow, districts, event)) return;
    if (open_district(flow, event)) return;
    if (tapped(event, Tap::search)) {
        flow.go(screen::StationSearch{});
    } else if (tapped(event, Tap::back)) {
        return_home(flow);
    }
}

void on(Flow& flow, screen::Stations& list, const Event& event) {
    if (turn_page(list, event) || open_station(flow, list, event)) return;
    if (tapped(event, Tap::search)) {
        flow.go(screen::StationSearch{});
    } else if (tapped(event, Tap::back)) {
        flow.go(districts_screen(flow));
    }
}

void on(Flow& flow, screen::StationSearch& search, const Event& event) {
    if (turn_page(search, event) || open_station(flow, search, event)) return;
    if (tapped(event, Tap::back)) return flow.go(districts_screen(flow));
    type_query(flow, search, event);
}

void on(Flow& flow, screen::StationDetail& detail, const Event& event) {
    if (open_district(flow, event)) return;
    if (const auto* choice = std::get_if<ChooseStation>(&event)) {
        if (choice->index < stations(flow).directory().size()) detail.station = choice->index;
    } else if (tapped(event, Tap::back)) {
        Screen from = std::visit([](auto& list) -> Screen { return std::move(list); }, detail.from);
        flow.go(std::move(from));
    }
}

}  // namespace kiosk
