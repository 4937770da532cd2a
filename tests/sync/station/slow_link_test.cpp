// Thirty days offline, then one night over a bad link: all records first, then the photographed papers. Under
// ./dev soak with the size and the link of the requirement, and beside curl; the suite does little over a
// fast one.
#include "sync/ledger/attachments.h"
#include "sync/seal/seal.h"
#include "tests/sync/station/real_center.h"

namespace syncing {
namespace {

using Seconds = std::chrono::duration<double>;
using Instant = std::chrono::steady_clock::time_point;

Instant now() {
    return std::chrono::steady_clock::now();
}

class SlowLink : public RealCenter {
  protected:
    static constexpr std::size_t kPaper = 30'000;
    static constexpr std::size_t kSealed = 2 * 16'384 + platform::kSealOverhead;

    /// The link's options for slow_link.py: in full 1 Mbit/s, 200 ms there and back, stalls of 3 s, a cut
    /// every 40 s.
    static std::vector<std::string> link(bool full) {
        if (full)
            return {"--rate", "125000",  "--delay", "0.1",         "--stall-every",
                    "25",     "--stall", "3",       "--cut-every", "40"};
        return {"--rate", "4000000", "--delay", "0.002",       "--stall-every",
                "1",      "--stall", "0.1",     "--cut-every", "0.7"};
    }
    std::unique_ptr<Child> start_link(const std::vector<std::string>& far_end) {
        std::vector<std::string> arguments{"/usr/bin/env", "python3",
                                           SOURCE_DIR "/tests/support/slow_link.py"};
        for (const auto& more : {far_end, link(full_)})
            arguments.insert(arguments.end(), more.begin(), more.end());
        auto child = std::make_unique<Child>(arguments);
        port_ = child->line().value_or("");
        return child;
    }
    void enroll_with_paper() {
        tests::MadeUpEnrollment one;
        platform::Bytes photo(kPaper);
        platform::random_bytes(photo);
        ASSERT_TRUE(
            attachments_.add(one.append.record_id, *seal_bytes(center_key_.key, photo, kMaxAttachment)));
        ASSERT_TRUE(ledger_->append(std::span(&one.append, 1), center_key_, {}));
    }
    /// Syncs until all is there, or for `paper_time` from the first paper on.
    void sync_over_the_link(Seconds paper_time) {
        const platform::SimulatedClock clock(platform::parse_civil_time(kClock).value());
        Cache cache = std::move(Cache::open(state_.cache_db()).value());
        platform::HttpClient client({.base_url = "https://127.0.0.1:" + port_,
                                     .ca_der = terminal_.credentials.ca_der,
                                     .client_key_pem = terminal_.keys.tls_key_pem,
                                     .client_certificate_der = terminal_.credentials.certificate_der});
        std::stop_source stop;
        const auto transport = [&](const platform::HttpCall& call, std::stop_token token) {
            const bool paper = call.path.starts_with("/v1/attachments");
            if (paper && !papers_from_) {
                papers_from_ = now();
                records_first_ = cache.acknowledgement()->seq == ledger_->head()->seq;
            }
            if (papers_from_ && now() - *papers_from_ > paper_time) stop.request_stop();
            return client.call(call, std::move(token));
        };
        const auto wait = [](std::chrono::milliseconds time, const std::stop_token&) {
            std::this_thread::sleep_for(time);
        };
        while (attachments_.waiting().value() > 0 && !stop.stop_requested())
            SyncSession(terminal_, *ledger_, cache, clock, transport, wait, {}, &attachments_)
                .run(stop.get_token());
    }
    /// Bytes a second that curl brings over the same link, in files of a mebibyte, tried again when cut.
    double rate_of_curl(int files) {
        const auto proxy = start_link({"--sink"});
        platform::Bytes content(1024UL * 1024);
        platform::random_bytes(content);
        std::string names;
        for (int i = 0; i < files; ++i) {
            const std::string name = (folder_.path() / ("file" + std::to_string(i))).string();
            EXPECT_TRUE(platform::write_file(name, content));
            names += (i == 0 ? "" : ",") + name;
        }
        const Instant began = now();
        Child curl({"/usr/bin/env", "curl", "-s", "-f", "--retry", "1000", "--retry-all-errors",
                    "--retry-delay", "1", "-H", "Expect:", "-T", "{" + names + "}",
                    "http://127.0.0.1:" + port_ + "/"});
        EXPECT_EQ(curl.wait(), 0);
        return static_cast<double>(content.size()) * files / Seconds(now() - began).count();
    }

    const bool full_ = tests::rounds(0, 1) == 1;
    Attachments attachments_ = std::move(Attachments::open(folder_ / "attachments.db").value());
    std::string port_;
    std::optional<Instant> papers_from_;
    bool records_first_ = false;
};

TEST_F(SlowLink, brings_all_records_first_and_then_the_papers) {
    const int people = tests::rounds(40, 5000);
    for (int i = 0; i < people; ++i) enroll_with_paper();
    const auto proxy = start_link({"--to", std::to_string(center_port_)});
    ASSERT_FALSE(port_.empty()) << "the link did not start";
    const Instant began = now();
    const Seconds paper_time = full_ ? Seconds(180) : Seconds(3600);
    sync_over_the_link(paper_time);
    ASSERT_TRUE(papers_from_);
    EXPECT_TRUE(records_first_);
    const auto brought = static_cast<double>(people) - static_cast<double>(attachments_.waiting().value());
    const double records = Seconds(*papers_from_ - began).count();
    const double rate = brought * kSealed / Seconds(now() - *papers_from_).count();
    std::printf("%d records in %.1f s; papers at %.0f bytes/s\n", people, records, rate);
    if (!full_) {
        EXPECT_EQ(attachments_.waiting().value(), 0U);
        return;
    }
    const double curl = rate_of_curl(20);
    std::printf("curl at %.0f bytes/s: papers at %.0f %% of it\n", curl, 100 * rate / curl);
    EXPECT_LE(records, 600);
    EXPECT_GE(rate, 0.8 * curl);
}

}  // namespace
}  // namespace syncing
