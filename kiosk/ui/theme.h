// The look as numbers. Lengths are in units of 1/1080 of the panel's short side, so everything grows with the
// panel. Red is for the one thing to do next; green means done; amber needs somebody; blue is under way.
#pragma once

#include <cstdint>

namespace kiosk {

/// 0xRRGGBB
using Color = std::uint32_t;

namespace color {
constexpr Color kPaper = 0xF6F3EE;
constexpr Color kCard = 0xFFFFFF;
constexpr Color kLine = 0xE2DCD2;
constexpr Color kInk = 0x1E2328;
constexpr Color kInkSoft = 0x4A535D;
constexpr Color kAction = 0xB3202C;
constexpr Color kActionPressed = 0x8E1722;
constexpr Color kActionWash = 0xFBEAE8;
constexpr Color kDone = 0x14603A;
constexpr Color kFound = 0x2FBF71;  // round a code in the camera's picture: light enough for a dark one
constexpr Color kDoneWash = 0xE5F4EC;
constexpr Color kAttention = 0x8A4300;
constexpr Color kAttentionWash = 0xFFEFDD;
constexpr Color kNotice = 0x7A5200;
constexpr Color kNoticeWash = 0xFFF4DC;
constexpr Color kInfo = 0x1F5E9E;
constexpr Color kInfoWash = 0xE6F0FA;
constexpr Color kNeutralWash = 0xEDE8DF;
constexpr Color kDisabled = 0x6B645A;  // words of a control that does nothing now, 4.8:1 on its wash
constexpr Color kWhite = 0xFFFFFF;
constexpr Color kOnHero = 0xFBE3E1;  // softer white on red, 5.5:1
}  // namespace color

namespace type {
constexpr float kSmall = 26;
constexpr float kBody = 32;
constexpr float kLarge = 40;
constexpr float kTitle = 64;
constexpr float kAmount = 84;
constexpr float kHero = 150;
constexpr float kTitleLine = 1.2F;
constexpr float kTextLine = 1.5F;
}  // namespace type

namespace space {
constexpr float k1 = 8;
constexpr float k2 = 16;
constexpr float k3 = 24;
constexpr float k4 = 40;
constexpr float k5 = 56;
constexpr float kMargin = 56;
constexpr float kTopBar = 96;
constexpr float kBottomBar = 116;
constexpr float kControl = 80;
constexpr float kMainAction = 112;
constexpr float kRadius = 20;
constexpr float kCardRadius = 26;
constexpr float kHeroRadius = 32;
}  // namespace space

/// Pictograms of the Material Design Icons font.
namespace icon {
constexpr char32_t kBack = 0xF04D;
constexpr char32_t kNext = 0xF142;
constexpr char32_t kPrevious = 0xF141;
constexpr char32_t kCheck = 0xF12C;
constexpr char32_t kClose = 0xF156;
constexpr char32_t kClock = 0xF150;
constexpr char32_t kAlert = 0xF5D6;
constexpr char32_t kInfo = 0xF2FD;
constexpr char32_t kCard = 0xF5D2;
constexpr char32_t kCall = 0xF3F2;
constexpr char32_t kScan = 0xF433;
constexpr char32_t kStaff = 0xF009;
constexpr char32_t kPaper = 0xF219;
constexpr char32_t kContract = 0xF14E;
constexpr char32_t kWork = 0xF0D6;
constexpr char32_t kDelivery = 0xF37C;
constexpr char32_t kShop = 0xF4DC;
constexpr char32_t kPlace = 0xF34E;
constexpr char32_t kPhone = 0xF11C;
constexpr char32_t kErase = 0xF06E;
constexpr char32_t kUnion = 0xF00F;
constexpr char32_t kLock = 0xF341;
constexpr char32_t kCalendar = 0xF0F0;
constexpr char32_t kShield = 0xF499;
constexpr char32_t kHospital = 0xF2E0;
constexpr char32_t kCash = 0xF114;
constexpr char32_t kPencil = 0xF3EB;
constexpr char32_t kUndo = 0xF54C;
constexpr char32_t kSync = 0xF4E6;
constexpr char32_t kSyncFailed = 0xF4E7;
constexpr char32_t kSignOut = 0xF343;
constexpr char32_t kSearch = 0xF349;
constexpr char32_t kList = 0xF14E;
constexpr char32_t kDelete = 0xF1C0;
constexpr char32_t kReceipt = 0xF449;
constexpr char32_t kVoice = 0xF57E;
constexpr char32_t kHeart = 0xF2D5;
constexpr char32_t kPulse = 0xF5F6;
constexpr char32_t kWheelchair = 0xF5A4;
constexpr char32_t kPrinter = 0xF42A;
constexpr char32_t kCamera = 0xF567;
constexpr char32_t kScanner = 0xF072;
constexpr char32_t kUmbrella = 0xF54B;
}  // namespace icon

}  // namespace kiosk
