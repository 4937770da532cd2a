#include "tests/platform/code/corpus.h"

#include <random>

#include "tests/platform/code/drawing.h"

namespace platform::testing {
namespace {

class Dice {
  public:
    Dice(Trouble trouble, int number)
        : random_(static_cast<unsigned>(number) * 7919U + 1U + static_cast<unsigned>(trouble) * 104'729U) {}
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(random_()) / 4294967296.0;
    }
    unsigned any() { return static_cast<unsigned>(random_()); }

  private:
    std::mt19937 random_;
};

/// Slips, web links and letters in turn.
std::string some_text(int number, Dice& dice) {
    std::string text;
    if (number % 3 == 0) {
        for (int i = 0; i < 199; ++i) text += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[dice.any() % 32];
    } else if (number % 3 == 1) {
        for (int i = 0; i < 120; ++i) text += static_cast<char>('a' + dice.any() % 26);
    } else {
        text = "https://example.org/s/" + std::to_string(dice.any());
    }
    return text;
}

void spoil_one_way(Spoil& spoil, Trouble trouble, double modules, Dice& dice) {
    const double module = spoil.fill * spoil.height / modules;  // pixels
    switch (trouble) {
        case Trouble::mixed:
            spoil.tilt = dice.between(0, 0.4);
            spoil.blur = dice.between(0, 0.6) * module;
            spoil.noise = dice.between(0, 18);
            spoil.shadow = dice.between(0, 0.8);
            spoil.contrast = dice.between(0.3, 1);
            break;
        case Trouble::perspective:
            spoil.tilt = dice.between(0.2, 1.1);
            break;
        case Trouble::out_of_focus:
            spoil.blur = dice.between(0.3, 1.0) * module;
            break;
        case Trouble::motion:
            spoil.motion = dice.between(0.5, 2.5) * module;
            break;
        case Trouble::noise:
            spoil.noise = dice.between(15, 90);
            break;
        case Trouble::glare:
            spoil.glare = dice.between(0.3, 1.2);
            spoil.contrast = dice.between(0.4, 0.9);
            break;
        case Trouble::low_contrast:
            spoil.contrast = dice.between(0.03, 0.25);
            break;
        case Trouble::curved:
            spoil.curve = dice.between(0.4, 1.3);
            break;
        case Trouble::small:
            spoil.fill = dice.between(1.2, 2.6) * modules / spoil.height;
            spoil.blur = dice.between(0.2, 0.6);
            break;
        case Trouble::inverted:
            spoil.inverted = true;
            spoil.blur = dice.between(0, 0.6) * module;
            break;
        case Trouble::damaged:
            break;
        case Trouble::screen:
            spoil.moire = dice.between(0.2, 1);
            spoil.blur = dice.between(0.1, 0.5) * module;
            break;
    }
}

}  // namespace

Shot shot(Trouble trouble, int number) {
    Dice dice(trouble, number);
    const std::string text = some_text(number, dice);
    GrayPicture code = draw_code(text, 8);
    const double modules = code.width / 8.0;
    Spoil spoil{.seed = dice.any(), .width = 640, .height = 480};
    spoil.fill = dice.between(0.4, 0.85);
    spoil.turn_degrees = dice.between(0, 360);
    spoil.noise = 4;
    spoil_one_way(spoil, trouble, modules, dice);
    if (trouble == Trouble::damaged)
        code = damaged(std::move(code), static_cast<int>(dice.between(2, 14)), spoil.seed);
    return {text, photograph(code, spoil)};
}

}  // namespace platform::testing
