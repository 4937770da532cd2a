#include "platform/code/qr.h"

#define ZX_USE_UTF8
#include <ZXing/BitMatrix.h>
#include <ZXing/CharacterSet.h>
#include <ZXing/MultiFormatWriter.h>
#include <ZXing/ReadBarcode.h>
#include <ZXing/TextUtfEncoding.h>

#include <algorithm>
#include <exception>
#include <initializer_list>
#include <utility>

#include "platform/code/deskew.h"
#include "platform/code/gray.h"

namespace platform {
namespace {

// ZXing's writer takes 1-8 for every symbology; 3 and 4 are a QR code's level M.
constexpr int kLevelM = 4;

/// The length of the UTF-8 sequence that starts `rest`, 0 when it is not a well-formed one (RFC 3629).
std::size_t sequence_length(std::string_view rest) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(rest[at]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || rest.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return 0;
    }
    const bool overlong = (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xf0 && byte(1) < 0x90);
    const bool surrogate = lead == 0xed && byte(1) >= 0xa0;
    const bool beyond = lead == 0xf4 && byte(1) >= 0x90;
    return overlong || surrogate || beyond ? 0 : length;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x80; });
}

/// `enlarge`: pixels of the whole picture for one of what ZXing saw.
Outline outline_of(const ZXing::Position& position, double enlarge) {
    Outline outline;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const auto scaled = [&](int at) {
            return std::clamp(static_cast<int>(at * enlarge), 0, kMaxPictureSide);
        };
        outline[i] = {scaled(position[i].x), scaled(position[i].y)};
    }
    return outline;
}

DecodedCode to_code(const ZXing::Result& result, double enlarge) {
    DecodedCode code;
    code.raw.assign(result.bytes().begin(), result.bytes().end());
    // Most codes are UTF-8 without saying so; ZXing would guess a charset even then.
    const std::string as_it_stands = string_of(code.raw);
    code.text = !result.hasECI() && is_utf8(as_it_stands) ? as_it_stands : result.text();
    code.is_text = is_plain_text(code.text);
    if (!code.is_text) code.text.clear();
    code.outline = outline_of(result.position(), enlarge);
    return code;
}

using Codes = std::vector<DecodedCode>;

/// Those that are not there yet.
void add(Codes codes, Codes& found) {
    for (DecodedCode& code : codes) {
        const auto same = [&](const DecodedCode& other) { return other.raw == code.raw; };
        if (std::none_of(found.begin(), found.end(), same)) found.push_back(std::move(code));
    }
}

void look(const GrayView& picture, ZXing::Binarizer binarizer, Codes& found, double enlarge = 1) {
    const auto hints = ZXing::DecodeHints()
                           .setFormats(ZXing::BarcodeFormat::QRCode)
                           .setTryHarder(true)
                           .setTryRotate(true)
                           .setTryDownscale(true)
                           .setBinarizer(binarizer);
    const ZXing::ImageView view(picture.pixels, picture.width, picture.height, ZXing::ImageFormat::Lum,
                                picture.stride);
    for (const ZXing::Result& result : ZXing::ReadBarcodes(view, hints)) {
        if (!result.isValid()) continue;
        add({to_code(result, enlarge)}, found);
    }
}

/// Smoothing takes the sensor's noise, sharpening against a wide mean then undoes blur and shadow.
GrayPicture cleaned(const GrayView& picture, int radius) {
    return sharpened(smoothed(picture).view(), radius);
}

struct Pass {
    GrayPicture (*prepare)(const GrayView&) = nullptr;
    ZXing::Binarizer binarizer = ZXing::Binarizer::LocalAverage;
    double enlarge = 1;  // pixels of the whole picture for one of the prepared one
};

constexpr auto kLocal = ZXing::Binarizer::LocalAverage;
constexpr auto kGlobal = ZXing::Binarizer::GlobalHistogram;

const Pass kAtHalfSize{[](const GrayView& picture) { return cleaned(halved(picture).view(), 4); }, kLocal, 2};
const Pass kAtFullSize{[](const GrayView& picture) { return cleaned(smoothed(picture).view(), 6); }, kLocal};
const Pass kInverted{inverted, kLocal};

// Each adds the most to those before it, measured over a few hundred spoilt codes. Of the 120 pictures of
// tests/platform/code/recognition_test.cpp ZXing alone ("try harder") reads 53, a quick look 66, with the
// closer one 88, all together 91.
const Pass kLastResorts[] = {
    {[](const GrayView& picture) { return sharpened(picture, 12); }, kGlobal},
    {[](const GrayView& picture) { return cleaned(picture, 6); }, kGlobal},
    {[](const GrayView& picture) { return thresholded(smoothed(smoothed(picture).view()).view(), 14); },
     kLocal},
    {[](const GrayView& picture) { return inverted(cleaned(halved(picture).view(), 4).view()); }, kLocal, 2},
};
const Pass kEnlarged{[](const GrayView& picture) { return sharpened(doubled(picture).view(), 8); }, kLocal,
                     0.5};
// Four times the pixels: only for pictures that are small or scaled down.
constexpr int kEnlargeBelow = 1300;

/// True when something was found.
bool run(const Pass& pass, const GrayView& picture, Codes& found) {
    look(pass.prepare(picture).view(), pass.binarizer, found, pass.enlarge);
    return !found.empty();
}

/// True when a code that lies at a slant was found. Against the mean of a small part of the picture shadows
/// vanish, but so does the middle of large modules: then that of a large part.
bool run_deskewed(const GrayView& picture, std::initializer_list<int> parts, Codes& found) {
    const GrayPicture smooth = smoothed(picture);
    for (const int part : parts) {
        const int radius = std::max(picture.width, picture.height) / part;
        for (const Deskewed& code : deskewed(thresholded(smooth.view(), radius).view())) {
            Codes here;
            look(code.picture.view(), kGlobal, here);
            for (DecodedCode& one : here) one.outline = code.outline;
            add(std::move(here), found);
        }
        if (!found.empty()) return true;
    }
    return false;
}

bool look_quickly(const GrayView& picture, Codes& found) {
    look(picture, kLocal, found);
    return !found.empty() || run(kAtHalfSize, picture, found);
}

bool look_closer(const GrayView& picture, Codes& found) {
    return run(kAtFullSize, picture, found) || run_deskewed(picture, {32}, found) ||
           run(kInverted, picture, found);
}

bool look_thoroughly(const GrayView& picture, Codes& found) {
    if (look_quickly(picture, found)) return true;
    look(picture, kGlobal, found);
    if (!found.empty() || look_closer(picture, found)) return true;
    if (run_deskewed(picture, {8}, found)) return true;
    for (const Pass& pass : kLastResorts) {
        if (run(pass, picture, found)) return true;
    }
    return std::max(picture.width, picture.height) < kEnlargeBelow && run(kEnlarged, picture, found);
}

Codes decode(const GrayView& picture, Effort effort) {
    Codes found;
    switch (effort) {
        case Effort::quick:
            look_quickly(picture, found);
            break;
        case Effort::closer:
            look_closer(picture, found);
            break;
        case Effort::thorough:
            look_thoroughly(picture, found);
            break;
    }
    return found;
}

}  // namespace

bool is_plain_text(std::string_view text) {
    const auto unwanted = [](char c) {
        const bool control = static_cast<std::uint8_t>(c) < 0x20 || c == 0x7f;
        return control && c != '\t' && c != '\n' && c != '\r' && c != 0x1d;
    };
    return !text.empty() && is_utf8(text) && std::none_of(text.begin(), text.end(), unwanted);
}

Result<QrMatrix, QrError> qr_encode(std::string_view text) {
    if (text.empty()) return fail(QrError::empty);
    if (!is_utf8(text)) return fail(QrError::not_utf8);
    try {
        ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
        writer.setEccLevel(kLevelM).setMargin(0);
        if (!is_ascii(text)) writer.setEncoding(ZXing::CharacterSet::UTF8);
        const ZXing::BitMatrix bits =
            writer.encode(ZXing::TextUtfEncoding::FromUtf8(std::string(text)), 0, 0);
        QrMatrix matrix{bits.width(), {}};
        matrix.dark.reserve(static_cast<std::size_t>(bits.width() * bits.height()));
        for (int y = 0; y < bits.height(); ++y) {
            for (int x = 0; x < bits.width(); ++x) matrix.dark.push_back(bits.get(x, y) ? 1 : 0);
        }
        return matrix;
    } catch (const std::exception&) {
        return fail(QrError::too_long);  // the only refusal left to the writer
    }
}

std::vector<DecodedCode> decode_gray(const GrayView& picture, Effort effort) {
    const auto fits = [](int side) { return side >= 21 && side <= kMaxPictureSide; };
    if (picture.pixels == nullptr || !fits(picture.width) || !fits(picture.height) ||
        picture.stride < picture.width) {
        return {};
    }
    try {
        return decode(picture, effort);
    } catch (const std::exception&) {
        return {};  // ZXing throws on some damaged codes: then there is nothing to read in this picture
    }
}

}  // namespace platform
