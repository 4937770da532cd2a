#include "sync/center/adjudicate.h"
#include "sync/center/commands.h"
#include "sync/center/review.h"

namespace syncing::center {

namespace {

struct Options {
    ReviewDecision decision;
    std::string record;
    std::size_t limit = 1000;
};

int list_reviews(const Common& common, std::size_t limit) {
    const auto keys = common.folder().judge_keys();
    return with_store(common, [&](AdminStore& store) {
        const auto rows = store.review_queue(limit);
        if (!rows) return refuse(error_text(operate_error(rows.error())));
        for (const ReviewRow& row : *rows)
            std::printf("%s\n", review_json(row, keys ? &keys->data : nullptr).c_str());
        return 0;
    });
}

int decide(const Common& common, Options options, bool accept) {
    const auto bytes = platform::from_hex(options.record);
    const auto record = bytes ? platform::array_of<16>(*bytes) : std::nullopt;
    if (!record) return refuse("RECORD is the 32 hexadecimal digits that `review list` shows");
    options.decision.record = *record;
    options.decision.accept = accept;
    const auto clock = common.clock();
    return with_store(common, [&](AdminStore& store) {
        const auto done = decide_review(store, common.folder(), options.decision, clock->wall());
        if (!done) return refuse(error_text(done.error()));
        const int judged = adjudicate(common.folder(), *clock, Until::nothing_waits);
        const auto row = store.review_row(*record);
        if (row && *row) std::printf("%s\n", review_json(**row, nullptr).c_str());
        return judged;
    });
}

void add_options(CLI::App* command, Options& options) {
    command->add_option("RECORD", options.record, "as `review list` shows it")->required();
    command->add_option("--by", options.decision.operator_id, "who decides")->required();
    command->add_option("--note", options.decision.note, "to the station's staff");
}

}  // namespace

void add_review_commands(CLI::App& app, const Common& common, const AddCommand& add) {
    const auto options = std::make_shared<Options>();
    CLI::App* group = app.add_subcommand("review", "enrollments that a person must decide");
    group->require_subcommand(1);
    add(*group, "list", "what waits, the longest first, one line of JSON each",
        [options, &common] { return list_reviews(common, options->limit); })
        ->add_option("--limit", options->limit)
        ->capture_default_str();
    add_options(add(*group, "accept", "the question is settled: judge on without it",
                    [options, &common] { return decide(common, *options, true); }),
                *options);
    CLI::App* refusal = add(*group, "refuse", "refuse it; its station gets it back as a task",
                            [options, &common] { return decide(common, *options, false); });
    add_options(refusal, *options);
    refusal->add_option("--reason", options->decision.reason,
                        "a word the terminal can say; else review_refused");
}

}  // namespace syncing::center
