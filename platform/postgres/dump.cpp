#include "platform/postgres/dump.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>

#include "platform/base/unique_fd.h"
#include "platform/log/log.h"

extern char** environ;

namespace platform {

namespace {

namespace fs = std::filesystem;
using Done = Result<void, DumpError>;

/// The newest of Debian's, which stand in folders by version; or the one of the path.
std::string newest(const std::string& name) {
    std::map<int, std::string> found;
    std::error_code ignored;
    for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", ignored)) {
        const fs::path program = version.path() / "bin" / name;
        if (fs::exists(program, ignored)) found[std::atoi(version.path().filename().c_str())] = program;
    }
    return found.empty() ? name : found.rbegin()->second;
}

/// This process's environment with what the address says in libpq's variables. Nothing when it is no address.
std::optional<std::vector<std::string>> environment(const std::string& address) {
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(address.c_str(), nullptr), &PQconninfoFree);
    if (!address.empty() && !options) return std::nullopt;
    std::map<std::string, std::string, std::less<>> variables;
    for (char** one = environ; *one != nullptr; ++one) {
        const std::string_view text(*one);
        const auto equals = text.find('=');
        if (equals != std::string_view::npos)
            variables[std::string(text.substr(0, equals))] = text.substr(equals + 1);
    }
    variables["LC_ALL"] = "C";
    for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr;
         ++option)
        if (option->envvar != nullptr && option->val != nullptr) variables[option->envvar] = option->val;
    std::vector<std::string> out;
    out.reserve(variables.size());
    for (const auto& [name, value] : variables) out.push_back(fmt::format("{}={}", name, value));
    return out;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> out;
    out.reserve(words.size() + 1);
    for (std::string& word : words) out.push_back(word.data());
    out.push_back(nullptr);
    return out;
}

/// One of PostgreSQL's programs while it runs.
struct Tool {
    pid_t pid = -1;
    UniqueFd said;  // what it writes to its standard error, in memory
};

// setpriv (util-linux) ends with 127 when it does not find the program.
constexpr int kNotFound = 127;

/// `output`: its standard output. setpriv has the kernel end it with this thread: a killed restore must not
/// go on.
Result<Tool, DumpError> start(const std::string& name, const std::string& address,
                              const std::vector<std::string>& options, int output) {
    auto variables = environment(address);
    if (!variables) return fail(DumpError::refused);
    std::vector<std::string> words{"setpriv", "--pdeathsig", "KILL", newest(name), "--no-password"};
    words.insert(words.end(), options.begin(), options.end());
    Tool tool{-1, UniqueFd(::memfd_create("said", MFD_CLOEXEC))};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, tool.said.get(), STDERR_FILENO);
    const int failed = ::posix_spawnp(&tool.pid, "setpriv", &actions, nullptr, pointers_to(words).data(),
                                      pointers_to(*variables).data());
    ::posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) return fail(DumpError::no_program);
    return tool;
}

/// What PostgreSQL complains of, its first line: those after it may quote a row.
std::string log_first_line(std::string_view said) {
    said = said.substr(0, said.find('\n'));
    if (!said.empty()) log::warning("PostgreSQL: {}", said);
    return std::string(said);
}

/// Waits for its end.
Done end_of(const Tool& tool) {
    int status = 0;
    while (::waitpid(tool.pid, &status, 0) < 0 && errno == EINTR) {
    }
    std::array<char, 400> text{};
    const ssize_t size = ::pread(tool.said.get(), text.data(), text.size(), 0);
    const std::string said = log_first_line({text.data(), size > 0 ? static_cast<std::size_t>(size) : 0});
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    if (WIFEXITED(status) && WEXITSTATUS(status) == kNotFound) return fail(DumpError::no_program);
    return fail(said.find("No space left") == std::string::npos ? DumpError::refused : DumpError::unwritable);
}

Done run(const std::string& name, const std::string& address, const std::vector<std::string>& options,
         int output) {
    const auto tool = start(name, address, options, output);
    return tool ? end_of(*tool) : fail(tool.error());
}

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

/// Every line of a file to the reader; false when it does not take one.
bool read_lines(std::FILE* file, CopyReader& reader) {
    char* line = nullptr;
    std::size_t room = 0;
    bool right = true;
    for (ssize_t size = 0; right && (size = ::getline(&line, &room, file)) > 0;) {
        const std::string_view text(line, static_cast<std::size_t>(size));
        right = reader.line(text.ends_with('\n') ? text.substr(0, text.size() - 1) : text);
    }
    std::free(line);
    return right && reader.between_tables();
}

}  // namespace

Done dump_postgres(const std::string& address, const fs::path& file) {
    const UniqueFd to(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!to) return fail(DumpError::unwritable);
    // Bytes become hexadecimal in a dump: the least compression takes that half away again.
    const Done made =
        run("pg_dump", address, {"--format=custom", "--compress=1", "--lock-wait-timeout=600000"}, to.get());
    if (!made) return made;
    if (::fsync(to.get()) != 0) return fail(DumpError::unwritable);
    return {};
}

Result<bool, DumpError> is_empty_postgres(const std::string& address) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(address.c_str()), &PQfinish);
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        log_first_line(PQerrorMessage(connection.get()));
        return fail(DumpError::refused);
    }
    const std::unique_ptr<PGresult, decltype(&PQclear)> answer(
        PQexec(connection.get(),
               "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname NOT "
               "LIKE 'pg\\_%' AND n.nspname <> 'information_schema' LIMIT 1"),
        &PQclear);
    if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK) return fail(DumpError::refused);
    return PQntuples(answer.get()) == 0;
}

Done restore_postgres(const std::string& address, const fs::path& file) {
    const auto empty = is_empty_postgres(address);
    if (!empty) return fail(empty.error());
    if (!*empty) return fail(DumpError::not_empty);
    const UniqueFd nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    // The empty name is the one of the environment.
    return run("pg_restore", address,
               {"--single-transaction", "--no-owner", "--no-privileges", "--dbname=", file.string()},
               nowhere.get());
}

Done read_dump(const fs::path& file, std::span<const CopyTable> tables) {
    std::vector<std::string> options{"--data-only", "--file=-"};
    for (const CopyTable& table : tables) options.push_back("--table=" + table.name);
    options.push_back(file.string());
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail(DumpError::refused);
    const std::unique_ptr<std::FILE, Close> from(::fdopen(ends[0], "r"));
    UniqueFd to(ends[1]);
    const auto tool = start("pg_restore", "", options, to.get());
    to.reset();
    if (!tool) return fail(tool.error());
    CopyReader reader(tables);
    const bool read = read_lines(from.get(), reader);
    if (!read) ::kill(tool->pid, SIGKILL);
    const Done ended = end_of(*tool);
    if (!ended && ended.error() == DumpError::no_program) return ended;
    return read && ended ? Done() : fail(DumpError::damaged);
}

}  // namespace platform
