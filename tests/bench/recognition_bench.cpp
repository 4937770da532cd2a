// How many badly photographed codes are read, of each kind of trouble: by us at each effort, by ZXing with
// "try harder" alone, and by zbar, on the same pictures in one run; and how long a picture takes.
//   recognition_bench [SHOTS [FOLDER]]    of each kind, default 50
// With a folder, the pictures are left there for readers that Debian does not have (tests/bench/zxing).
#include <zbar.h>
// After zbar: its macros have the names of zbar's classes.
#define ZX_USE_UTF8
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "platform/code/picture.h"
#include "platform/code/qr.h"
#include "tests/platform/code/corpus.h"

namespace {

using platform::DecodedCode;
using platform::Effort;
using platform::GrayPicture;
using platform::testing::kTroubles;
using platform::testing::Shot;
using platform::testing::Trouble;
using Texts = std::vector<std::string>;

Texts by_us(const GrayPicture& picture, Effort effort) {
    Texts texts;
    for (const DecodedCode& code : platform::decode_gray(picture.view(), effort)) texts.push_back(code.text);
    return texts;
}

/// What the camera has after two frames.
Texts live(const GrayPicture& picture) {
    Texts texts = by_us(picture, Effort::quick);
    return texts.empty() ? by_us(picture, Effort::closer) : texts;
}

Texts by_zxing(const GrayPicture& picture) {
    const auto hints = ZXing::DecodeHints()
                           .setFormats(ZXing::BarcodeFormat::QRCode)
                           .setTryHarder(true)
                           .setTryRotate(true)
                           .setTryDownscale(true);
    Texts texts;
    const ZXing::ImageView view(picture.pixels.data(), picture.width, picture.height,
                                ZXing::ImageFormat::Lum);
    for (const auto& result : ZXing::ReadBarcodes(view, hints)) {
        if (result.isValid()) texts.push_back(result.text());
    }
    return texts;
}

Texts by_zbar(const GrayPicture& picture) {
    zbar::ImageScanner scanner;
    scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    zbar::Image image(static_cast<unsigned>(picture.width), static_cast<unsigned>(picture.height), "Y800",
                      picture.pixels.data(), picture.pixels.size());
    scanner.scan(image);
    Texts texts;
    for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol)
        texts.push_back(symbol->get_data());
    return texts;
}

struct Reader {
    const char* name;
    std::function<Texts(const GrayPicture&)> read;
    int right = 0;
    int wrong = 0;
    int right_here = 0;
    std::vector<double> milliseconds{};

    void look_at(const Shot& shot) {
        const auto start = std::chrono::steady_clock::now();
        const Texts texts = read(shot.picture);
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        milliseconds.push_back(took.count());
        const bool found = std::find(texts.begin(), texts.end(), shot.text) != texts.end();
        right_here += found ? 1 : 0;
        wrong += static_cast<int>(texts.size()) - (found ? 1 : 0);
    }
    double percentile(double share) {
        std::sort(milliseconds.begin(), milliseconds.end());
        return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
    }
};

/// As NAME.png, what it says in NAME.txt.
void keep(const Shot& shot, const std::filesystem::path& name) {
    const auto png = platform::write_png(shot.picture.view()).value();
    std::ofstream(name.string() + ".png", std::ios::binary)
        .write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
    std::ofstream(name.string() + ".txt", std::ios::binary) << shot.text;
}

}  // namespace

int main(int argc, char** argv) {
    // Google Benchmark's flags, given to every program of this folder, mean nothing here.
    const int shots = argc > 1 && argv[1][0] != '-' ? std::atoi(argv[1]) : 50;
    std::vector<Reader> readers = {
        {"quick", [](const GrayPicture& picture) { return by_us(picture, Effort::quick); }},
        {"live", live},
        {"thorough", [](const GrayPicture& picture) { return by_us(picture, Effort::thorough); }},
        {"ZXing", by_zxing},
        {"zbar", by_zbar},
    };
    std::printf("%-14s", "read of");
    for (const Reader& reader : readers) std::printf("%10s", reader.name);
    std::printf("\n");
    for (std::size_t trouble = 0; trouble < kTroubles.size(); ++trouble) {
        for (int number = 0; number < shots; ++number) {
            const Shot shot = platform::testing::shot(static_cast<Trouble>(trouble), number);
            for (Reader& reader : readers) reader.look_at(shot);
            if (argc > 2)
                keep(shot,
                     std::filesystem::path(argv[2]) / (kTroubles[trouble] + ("-" + std::to_string(number))));
        }
        std::printf("%-14s", kTroubles[trouble]);
        for (Reader& reader : readers) {
            std::printf("%6d/%-3d", reader.right_here, shots);
            reader.right += reader.right_here;
            reader.right_here = 0;
        }
        std::printf("\n");
    }
    const auto line = [&](const char* name, const char* format, auto figure) {
        std::printf("%-14s", name);
        for (Reader& reader : readers) std::printf(format, figure(reader));
        std::printf("\n");
    };
    line("all", "%10d", [](const Reader& reader) { return reader.right; });
    line("misread", "%10d", [](const Reader& reader) { return reader.wrong; });
    line("ms, p50", "%10.1f", [](Reader& reader) { return reader.percentile(0.5); });
    line("ms, p99", "%10.1f", [](Reader& reader) { return reader.percentile(0.99); });
    return 0;
}
