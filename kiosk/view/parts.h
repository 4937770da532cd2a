// What several screens share: the frame they are drawn in, headings, words for values of the flow.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/ui/widgets.h"
#include "kiosk/view/format.h"
#include "kiosk/view/view.h"

namespace kiosk {

/// One drawing of one screen. `body` is the room between the bars, with its margins.
struct Frame {
    const Context& context;
    const State& state;
    Ui& ui;
    Rect body;

    const Shell& shell() const { return state.shell; }
    platform::UtcMs now() const { return state.shell.minute; }
    bool portrait() const { return ui.portrait(); }
};

/// What was touched, if anything; screens collect at most one.
using Answer = std::optional<Event>;

inline void when(Answer& answer, bool tapped, Event event) {
    if (tapped && !answer) answer = std::move(event);
}

/// A column beside another in landscape, above it in portrait.
struct Halves {
    Rect first;
    Rect second;
};
/// `share` of the width (or height) goes to the first.
Halves halves(const Frame& frame, Rect box, float share, float gap = space::k4);

/// Step bars (on the way to enrolling), title, soft line; returns what is left below.
Rect heading(const Frame& frame, Rect box, std::string_view title, std::string_view text = {});

/// A number in large type with its unit after it, on one baseline; returns its width.
float figure(Ui& ui, float x, float y, std::string_view number, std::string_view unit, float size,
             float unit_size, Color ink);

/// The red button at the foot of a screen.
bool next_button(const Frame& frame, std::string_view id, Rect box, std::string_view label,
                 bool enabled = true);

/// The two answers to a question, the expected one above, at the foot of the box.
struct Answers {
    Rect yes;
    Rect no;
};
constexpr float kAnswersHeight = 148 + space::k3 + space::kMainAction;
Answers answers_at_foot(Rect box);

/// Digits, clear and erase as events.
void pad(const Frame& frame, Rect box, Answer& answer, bool enabled = true);
/// Page arrows as an event.
void pages(const Frame& frame, Rect box, std::size_t page, std::size_t count, Answer& answer);

/// A pack's sentences with a dot before each, as large as they fit.
void bullet_list(const Frame& frame, Rect box, const std::vector<config::Text>& items);
/// The height in which none of them has to shrink.
float bullet_list_height(const Frame& frame, float width, const std::vector<config::Text>& items);
/// Steps with their numbers, one below another.
void numbered_steps(const Frame& frame, Rect box, const std::vector<std::string>& steps);
/// What to bring to enroll: the card, a paper if the pack asks for one, the fee if it is known.
void draw_what_to_bring(const Frame& frame, Rect box);

std::string employment_text(const Wording& wording, Employment employment);
std::string document_text(const Wording& wording, Document document);
std::string card_kind_text(const Wording& wording, platform::CardKind kind);
std::string reason_text(const Wording& wording, std::string_view reason);
/// The name of a workplace by its id; the id itself when the station does not list it.
std::string workplace_text(const Frame& frame, std::string_view id);

struct Words {
    std::string title;
    std::string text;
};
Words trouble_words(const Wording& wording, CardTrouble trouble);
/// Why nothing came out of the printer.
std::string printer_words(const Wording& wording, std::optional<platform::PrinterState> why);
Words problem_words(const Wording& wording, SyncProblem problem);
Words message_words(const Wording& wording, Message message);
Words refusal_words(const Wording& wording, config::Refusal refusal, int minimum_age);

struct StateWords {
    std::string title;
    std::string text;
    Tone tone = Tone::neutral;
};
/// How an enrollment stands, in words for the worker.
StateWords enrollment_words(const Wording& wording, EnrollmentState state, bool paid);

/// Whether codes can be scanned, or can as soon as the camera has started.
bool camera_sees(const Frame& frame);

/// A sentence about showing codes, for what this terminal reads them with: `key` says it of a camera,
/// `key`_scanner and `key`_both say it of the others. What does not work is left out while the other does.
std::string by_code_reader(const Frame& frame, const std::string& key);

/// What is wrong with the camera or scanner and what to do, when something is.
std::optional<Words> camera_words(const Frame& frame);

/// What the camera sees, or a code before a camera while it shows nothing, grey when it does not work.
void draw_code_hint(Ui& ui, Rect box, bool works = true);

/// The same for a card on the reader.
void draw_card_hint(Ui& ui, Rect box, bool works = true);

/// What a slip on the screen says beside number and code.
struct SlipWords {
    std::string title;
    std::vector<std::string> lines;
    std::string foot;
};
void draw_slip(const Frame& frame, Rect box, const SlipWords& words, const Slip& slip);
/// How its paper does; nothing where there is no printer. Returns the height.
float draw_print(const Frame& frame, Rect box, const SlipPrint& print);

/// On plan and review: a list, and what it costs with the action at its foot. In portrait the list gets
/// what the second part leaves; `more` is asked for there beyond fee, coverage and action.
Halves list_and_cost(const Frame& frame, Rect box, float more = 0);
/// Fee over coverage, filling the box; money due is ink on the notice wash. The months are drawn out when
/// the box is 400 high or more.
void draw_cost(const Frame& frame, Rect box, const Offer& offer, std::string_view detail);

}  // namespace kiosk
