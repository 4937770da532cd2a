#include "city.h"

#include <fmt/format.h>

#include <fstream>

#include "sync/center/operate.h"
#include "tests/sync/center/test_terminal.h"

namespace city {

namespace center = syncing::center;

std::vector<std::size_t> sizes_of_terminals(const char* path, std::size_t records) {
    std::ifstream file(path);
    std::vector<double> districts;
    std::string line;
    std::getline(file, line);  // titles
    while (std::getline(file, line)) {
        const auto tab = line.rfind('\t');
        const double total = tab == std::string::npos ? 0 : std::atof(line.c_str() + tab + 1);
        if (total > 0) districts.push_back(total);
    }
    platform::check(!districts.empty(), "no district has a size");
    double all = 0;
    for (const double district : districts) all += district;
    std::vector<std::size_t> sizes;
    std::size_t left = records;
    for (std::size_t i = 0; i < kTerminals; ++i) {
        const double at = (static_cast<double>(i) + 0.5) / kTerminals * static_cast<double>(districts.size());
        const double share = districts[static_cast<std::size_t>(at)] / all *
                             static_cast<double>(districts.size()) / kTerminals;
        const auto wanted = static_cast<std::size_t>(share * static_cast<double>(records));
        sizes.push_back(i + 1 == kTerminals ? left : std::min(left, wanted));
        left -= sizes.back();
    }
    return sizes;
}

center::CenterFolder make_center(const std::filesystem::path& state, const std::string& database) {
    auto made = center::CenterFolder::create(
        {state, state.string() + "_root", "厦门", "集美区", {"127.0.0.1"}, kNow, database});
    must(made);
    return *made;
}

std::string station_of(std::size_t terminal) {
    return fmt::format("S{:02}", terminal / kTerminalsPerStation);
}

void add_stations(center::AdminStore& admin) {
    for (std::size_t i = 0; i < kTerminals; i += kTerminalsPerStation) {
        center::StationRow station;
        station.code = station_of(i);
        station.desk = {1, platform::new_sealing_key().public_key};
        station.desk_secret_box = {1};
        must(admin.put_station(station));
    }
}

center::Terminal add_terminal(center::AdminStore& admin, center::ServeStore& store, std::size_t index,
                              const syncing::LedgerId& ledger, const platform::SigningPublicKey& key) {
    center::Terminal terminal;
    terminal.id = platform::random_array<16>();
    terminal.station = station_of(index);
    terminal.number = static_cast<std::uint32_t>(index % kTerminalsPerStation + 1);
    terminal.prefix = fmt::format("T{:04}", index);
    const auto code = platform::random_array<32>();
    must(admin.register_terminal(terminal, code, kNow));
    center::Redemption redemption;
    redemption.code = code;
    redemption.ledger.id = ledger;
    redemption.ledger.terminal = terminal.id;
    redemption.ledger.key = key;
    redemption.at = kNow;
    const auto unit = store.begin();
    must(store.redeem(redemption, terminal.id));
    must((*unit)->commit());
    return terminal;
}

std::string number_of(std::size_t person) {
    const std::size_t day = person / 1000;
    return center::made_up_number(
        fmt::format("{}{:02}{:02}", 1970 + day / 336, day / 28 % 12 + 1, day % 28 + 1),
        static_cast<int>(person % 1000));
}

}  // namespace city
