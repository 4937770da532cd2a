// Settings of stations and centers, documents that change them from afar, and the station directory: any
// text. What a document changes leaves settings that the terminal starts with.
#include <fuzzer/FuzzedDataProvider.h>

#include "config/directory/directory.h"
#include "config/settings/document.h"
#include "platform/base/check.h"

namespace {

void change_shipped(const config::SettingsChange& change) {
    static const auto shipped = config::load_station_settings(SOURCE_DIR "/config/station.toml");
    const config::StationSettings settings = config::changed(shipped.value(), change);
    platform::check(settings.reader == shipped->reader && settings.rules == shipped->rules &&
                        settings.station == shipped->station && settings.state == shipped->state &&
                        settings.camera->device == shipped->camera->device &&
                        settings.sync.center_url == shipped->sync.center_url,
                    "what a terminal trusts stays as it was");
    platform::check(settings.screen.idle_seconds <= shipped->screen.idle_seconds &&
                        settings.camera->width >= 64 && settings.camera->height >= 64,
                    "every value is in its range");
    platform::check(config::laid_over(config::changeable_of(*shipped), change) ==
                        config::laid_over(config::laid_over(config::changeable_of(*shipped), change), change),
                    "laying over twice changes nothing");
}

/// What may be sent may also lie there, and says the same.
void check_directory(const std::string& text) {
    const auto own = config::parse_directory("stations.tsv", text);
    const auto sent = config::parse_directory_document("stations.tsv", text);
    if (sent) platform::check(own == sent && sent->version > 0, "a document is a directory with a version");
    if (own) {
        platform::check(!own->stations.empty() && own->stations.size() <= config::kMostStations,
                        "a directory lists stations, and not too many");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    FuzzedDataProvider input(data, size);
    const int kind = input.ConsumeIntegralInRange(0, 3);
    const std::string text = input.ConsumeRemainingBytesAsString();
    if (kind == 0) (void)config::parse_station_settings("/fuzz/station.toml", text);
    if (kind == 1) (void)config::parse_center_settings("/fuzz/center.toml", text);
    if (kind == 2) check_directory(text);
    if (kind == 3) {
        const auto document = config::parse_settings_document("settings.toml", text);
        if (document) change_shipped(document->change);
    }
    return 0;
}
