#include "tests/platform/code/drawing.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "platform/base/check.h"
#include "platform/code/picture.h"

namespace platform::testing {
namespace {

using Plane = std::vector<double>;

double at(const GrayPicture& picture, int x, int y) {
    if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return 255;
    return picture.pixels[static_cast<std::size_t>(y * picture.width + x)];
}

double sample(const GrayPicture& picture, double x, double y) {
    const int left = static_cast<int>(std::floor(x));
    const int top = static_cast<int>(std::floor(y));
    const double fx = x - left;
    const double fy = y - top;
    return (at(picture, left, top) * (1 - fx) + at(picture, left + 1, top) * fx) * (1 - fy) +
           (at(picture, left, top + 1) * (1 - fx) + at(picture, left + 1, top + 1) * fx) * fy;
}

/// Where the camera's pixel (u, v), -0.5..0.5 around the code's middle, lies on the paper, in code sides.
std::pair<double, double> on_paper(double u, double v, const Spoil& spoil) {
    const double angle = spoil.turn_degrees * std::numbers::pi / 180;
    const double depth = 1 + spoil.tilt * u;
    double x = u / depth;
    if (spoil.curve > 0) {
        const double across = std::clamp(2 * x * std::sin(spoil.curve), -1.0, 1.0);
        x = std::asin(across) / (2 * spoil.curve);
    }
    const double y = v / depth;
    return {x * std::cos(angle) - y * std::sin(angle) + 0.5, x * std::sin(angle) + y * std::cos(angle) + 0.5};
}

Plane blurred(const Plane& from, int width, int height, double radius) {
    if (radius <= 0) return from;
    const int reach = static_cast<int>(std::ceil(radius * 3));
    std::vector<double> weights;
    for (int i = -reach; i <= reach; ++i) weights.push_back(std::exp(-i * i / (2 * radius * radius)));
    const auto pass = [&](const Plane& in, int dx, int dy) {
        Plane out(in.size());
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                double sum = 0;
                double total = 0;
                for (int i = -reach; i <= reach; ++i) {
                    const int px = std::clamp(x + i * dx, 0, width - 1);
                    const int py = std::clamp(y + i * dy, 0, height - 1);
                    const double weight = weights[static_cast<std::size_t>(i + reach)];
                    sum += weight * in[static_cast<std::size_t>(py * width + px)];
                    total += weight;
                }
                out[static_cast<std::size_t>(y * width + x)] = sum / total;
            }
        }
        return out;
    };
    return pass(pass(from, 1, 0), 0, 1);
}

Plane moved(const Plane& from, int width, int height, double length, double towards_degrees) {
    if (length <= 0) return from;
    const double angle = towards_degrees * std::numbers::pi / 180 + 0.7;
    const int steps = static_cast<int>(std::ceil(length * 2));
    Plane out(from.size());
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            double sum = 0;
            for (int i = 0; i <= steps; ++i) {
                const double along = length * (static_cast<double>(i) / steps - 0.5);
                const int px =
                    std::clamp(static_cast<int>(std::lround(x + along * std::cos(angle))), 0, width - 1);
                const int py =
                    std::clamp(static_cast<int>(std::lround(y + along * std::sin(angle))), 0, height - 1);
                sum += from[static_cast<std::size_t>(py * width + px)];
            }
            out[static_cast<std::size_t>(y * width + x)] = sum / (steps + 1);
        }
    }
    return out;
}

/// A screen's lines seen through the camera's grid: two slow beats and a fine one.
double grid_of_a_screen(int x, int y, double strength) {
    if (strength <= 0) return 1;
    const double wave = std::sin(x * 2.73) * std::sin(y * 2.41) + 0.6 * std::sin(x * 0.21 + y * 0.05) +
                        0.4 * std::sin(y * 0.17);
    return 1 - strength * 0.5 * (1 + wave / 2);
}

double lamp(int x, int y, const Spoil& spoil) {
    const double dx = (x - spoil.width * 0.45) / (spoil.height * 0.25);
    const double dy = (y - spoil.height * 0.4) / (spoil.height * 0.18);
    return std::exp(-(dx * dx + dy * dy));
}

}  // namespace

GrayPicture draw_code(std::string_view text, int scale, std::uint8_t dark, std::uint8_t light) {
    const auto matrix = qr_encode(text);
    check(matrix.has_value(), "the test's text fits a code");
    GrayPicture picture = paint_code(*matrix, scale);
    for (std::uint8_t& pixel : picture.pixels) pixel = pixel == 0 ? dark : light;
    return picture;
}

GrayPicture photograph(const GrayPicture& code, const Spoil& spoil) {
    Plane plane(static_cast<std::size_t>(spoil.width * spoil.height));
    const double side = spoil.fill * spoil.height;
    for (int y = 0; y < spoil.height; ++y) {
        for (int x = 0; x < spoil.width; ++x) {
            const auto [px, py] =
                on_paper((x - spoil.width / 2.0) / side, (y - spoil.height / 2.0) / side, spoil);
            const double paper = sample(code, px * code.width - 0.5, py * code.height - 0.5);
            const double light = 1 - spoil.shadow * x / spoil.width;
            const double ink = spoil.inverted ? 255 - paper : paper;
            plane[static_cast<std::size_t>(y * spoil.width + x)] =
                (128 + (ink - 128) * spoil.contrast) * light * grid_of_a_screen(x, y, spoil.moire) +
                255 * spoil.glare * lamp(x, y, spoil);
        }
    }
    plane = blurred(plane, spoil.width, spoil.height, spoil.blur);
    plane = moved(plane, spoil.width, spoil.height, spoil.motion, spoil.turn_degrees);
    // The engine's output is the same everywhere; std::normal_distribution's is not.
    std::mt19937 random(spoil.seed);
    GrayPicture out{spoil.width, spoil.height, std::vector<std::uint8_t>(plane.size())};
    for (std::size_t i = 0; i < plane.size(); ++i) {
        double sum = 0;
        for (int k = 0; k < 4; ++k) sum += static_cast<double>(random()) / 4294967296.0 - 0.5;
        const double value = plane[i] + sum * std::sqrt(3.0) * spoil.noise;
        out.pixels[i] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
    }
    return out;
}

GrayPicture damaged(GrayPicture code, int blots, unsigned seed) {
    std::mt19937 random(seed);
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    for (; blots > 0; --blots) {
        const int radius = 1 + code.width / 40 + below(code.width / 14);
        const int middle_x = below(code.width);
        const int middle_y = below(code.height);
        const auto ink = static_cast<std::uint8_t>(below(2) * 255);
        for (int y = std::max(0, middle_y - radius); y < std::min(code.height, middle_y + radius); ++y) {
            for (int x = std::max(0, middle_x - radius); x < std::min(code.width, middle_x + radius); ++x) {
                const int dx = x - middle_x;
                const int dy = y - middle_y;
                if (dx * dx + dy * dy < radius * radius)
                    code.pixels[static_cast<std::size_t>(y * code.width + x)] = ink;
            }
        }
    }
    return code;
}

GrayPicture turned_quarter(const GrayPicture& picture) {
    GrayPicture out{picture.height, picture.width, std::vector<std::uint8_t>(picture.pixels.size())};
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            out.pixels[static_cast<std::size_t>(x * out.width + (out.width - 1 - y))] =
                picture.pixels[static_cast<std::size_t>(y * picture.width + x)];
        }
    }
    return out;
}

}  // namespace platform::testing
