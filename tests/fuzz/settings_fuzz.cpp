// Settings of stations and centers, and the station directory: any text.
#include <fuzzer/FuzzedDataProvider.h>

#include "config/directory/directory.h"
#include "config/settings/settings.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    FuzzedDataProvider input(data, size);
    const int kind = input.ConsumeIntegralInRange(0, 2);
    const std::string text = input.ConsumeRemainingBytesAsString();
    if (kind == 0) (void)config::parse_station_settings("/fuzz/station.toml", text);
    if (kind == 1) (void)config::parse_center_settings("/fuzz/center.toml", text);
    if (kind == 2) (void)config::parse_directory("stations.tsv", text);
    return 0;
}
