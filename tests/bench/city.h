// A made-up city for the benchmarks of the center: fifty stations of twenty terminals each.
#pragma once

#include <string>
#include <vector>

#include "platform/base/check.h"
#include "sync/center/folder.h"
#include "sync/center/store.h"

namespace city {

constexpr std::size_t kTerminals = 1000;
constexpr std::size_t kTerminalsPerStation = 20;
constexpr platform::UtcMs kNow = 1'781'500'000'000;  // 2026-06-15

template <class Result>
void must(const Result& result) {
    platform::check(result.has_value(), "the benchmark's center refused");
}

/// How many enrollments each terminal holds: the districts' parts of `records`, their terminals alike.
/// `path`: a table with a title line whose last column is a district's size.
std::vector<std::size_t> sizes_of_terminals(const char* path, std::size_t records);

/// A new center in `state`, which must not exist; its offline folder beside.
syncing::center::CenterFolder make_center(const std::filesystem::path& state, const std::string& database);

std::string station_of(std::size_t terminal);
void add_stations(syncing::center::AdminStore& admin);
/// Terminal `index` of the city, provisioned, with that ledger.
syncing::center::Terminal add_terminal(syncing::center::AdminStore& admin, syncing::center::ServeStore& store,
                                       std::size_t index, const syncing::LedgerId& ledger,
                                       const platform::SigningPublicKey& key);

/// A valid made-up identity number, another for each of the first two million.
std::string number_of(std::size_t person);

}  // namespace city
