// The real kiosk-center as a process, spoken to over mutual TLS, killed and started again.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "center_fixture.h"
#include "platform/base/unique_fd.h"
#include "platform/http/http_client.h"

extern char** environ;

namespace syncing::center {
namespace {

namespace wire = mutual_aid::v1;

class CenterProcess {
  public:
    explicit CenterProcess(const std::filesystem::path& state) {
        int ends[2];
        EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
        const platform::UniqueFd reading(ends[0]);
        {
            const platform::UniqueFd writing(ends[1]);
            std::vector<std::string> words{
                PROGRAM_DIR "/kiosk-center", "serve", "--state", state.string(), "--clock",
                "2026-06-15T10:00"};
            std::vector<char*> arguments;
            for (std::string& word : words) arguments.push_back(word.data());
            arguments.push_back(nullptr);
            posix_spawn_file_actions_t actions;
            posix_spawn_file_actions_init(&actions);
            posix_spawn_file_actions_adddup2(&actions, writing.get(), STDOUT_FILENO);
            EXPECT_EQ(posix_spawn(&pid_, words[0].c_str(), &actions, nullptr, arguments.data(), environ), 0);
            posix_spawn_file_actions_destroy(&actions);
        }
        std::string line;
        for (char c = 0; read(reading.get(), &c, 1) == 1 && c != '\n';) line += c;
        url = nlohmann::json::parse(line).at("url");
    }
    CenterProcess(const CenterProcess&) = delete;
    CenterProcess& operator=(const CenterProcess&) = delete;
    ~CenterProcess() { end(SIGKILL); }

    /// The wait status.
    int end(int signal) {
        if (pid_ < 0) return 0;
        kill(pid_, signal);
        int status = 0;
        waitpid(pid_, &status, 0);
        pid_ = -1;
        return status;
    }
    pid_t adjudicator() const {
        std::ifstream file("/proc/" + std::to_string(pid_) + "/task/" + std::to_string(pid_) + "/children");
        pid_t child = -1;
        return file >> child ? child : -1;
    }

    std::string url;

  private:
    pid_t pid_ = -1;
};

class Serve : public CenterFixture {
  protected:
    platform::HttpClient client(const CenterProcess& process) const {
        platform::HttpClientSettings settings;
        settings.base_url = process.url;
        settings.ca_der = serve_keys.authority.certificate_der;
        settings.client_key_pem = terminal.tls_key;
        settings.client_certificate_der = certificate;
        return platform::HttpClient(settings);
    }
    /// What the center says it holds; nothing when there was no answer.
    std::optional<std::uint64_t> push(platform::HttpClient& to, std::size_t first, std::size_t last) {
        const platform::Bytes body = terminal.range_bytes(first, last);
        platform::HttpCall call;
        call.method = "POST";
        call.path = "/v1/ranges";
        call.content_type = kProtobufType;
        call.body = body;
        call.trusted_time = clock.wall_ms;
        const auto response = to.call(call);
        wire::SignedAnswer envelope;
        wire::Answer answer;
        if (!response || response->status != 200 ||
            !envelope.ParseFromArray(response->body.data(), static_cast<int>(response->body.size())) ||
            !answer.ParseFromString(envelope.answer_bytes())) {
            return std::nullopt;
        }
        return answer.held_seq();
    }
    template <class Condition>
    static bool becomes_true(const Condition& condition) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!condition()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return true;
    }
    std::int64_t count(const std::string& state) {
        const auto status = admin->status();
        if (!status) return -1;
        for (const auto& [name, number] : status->enrollments) {
            if (name == state) return number;
        }
        return 0;
    }
    void enroll_paid(int people) {
        for (int i = 0; i < people; ++i) {
            const RecordId record = terminal.enroll(made_up_enrollment(made_up_number("19880715", i)));
            terminal.pay(record, 3600, true, "R-" + std::to_string(i));
        }
    }
};

TEST_F(Serve, takes_records_over_mutual_tls_and_its_child_judges_them) {
    enroll_paid(3);
    CenterProcess process(folder.path());
    auto http = client(process);
    EXPECT_EQ(push(http, 1, 6), 6U);
    EXPECT_TRUE(becomes_true([&] { return count("accepted") == 3; }));
    EXPECT_EQ(process.end(SIGTERM), 0);
}

TEST_F(Serve, starts_its_adjudicator_again) {
    enroll_paid(1);
    CenterProcess process(folder.path());
    const pid_t first = process.adjudicator();
    ASSERT_GT(first, 0);
    kill(first, SIGKILL);
    EXPECT_TRUE(becomes_true([&] { return process.adjudicator() > 0 && process.adjudicator() != first; }));
    auto http = client(process);
    EXPECT_EQ(push(http, 1, 2), 2U);
    EXPECT_TRUE(becomes_true([&] { return count("accepted") == 1; }));
}

TEST_F(Serve, killed_after_storing_and_before_answering_it_gives_the_same_answer_later) {
    enroll_paid(50);
    {
        CenterProcess process(folder.path());
        std::jthread pusher([&] {
            auto http = client(process);
            push(http, 1, 100);
        });
        EXPECT_TRUE(becomes_true([&] {
            const auto status = admin->status();
            return status && status->entries == 100;
        }));
        process.end(SIGKILL);
    }
    CenterProcess process(folder.path());
    auto http = client(process);
    EXPECT_EQ(push(http, 1, 100), 100U);
    EXPECT_TRUE(becomes_true([&] { return count("accepted") == 50; }));
    EXPECT_EQ(admin->status()->entries, 100);
}

TEST_F(Serve, killed_at_random_moments_it_loses_and_doubles_nothing) {
    constexpr int kKills = 12;
    enroll_paid(60);
    std::mt19937 random(20260615);
    std::uniform_int_distribution<int> moment(0, 120);
    std::size_t believed = 0;
    for (int turn = 0; turn < kKills; ++turn) {
        CenterProcess process(folder.path());
        std::jthread pusher([&] {
            auto http = client(process);
            while (believed < 120) {
                const auto held = push(http, believed + 1, std::min<std::size_t>(believed + 3, 120));
                if (!held) return;
                EXPECT_GE(*held, believed);
                believed = *held;
            }
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(moment(random)));
        process.end(SIGKILL);
    }
    CenterProcess process(folder.path());
    auto http = client(process);
    EXPECT_EQ(push(http, 1, 120), 120U);
    EXPECT_TRUE(becomes_true([&] { return admin->status()->pending == 0; }));
    EXPECT_EQ(admin->status()->entries, 120);
    EXPECT_EQ(count("accepted"), 60);
    EXPECT_EQ(count("awaiting_payment"), 0);
}

}  // namespace
}  // namespace syncing::center
