#include "sync/center/sql_common.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

namespace {

using platform::ByteView;

class SqlFilterStore final : public FilterStore {
  public:
    SqlFilterStore(Database database, bool on_server)
        : database_(std::move(database)), on_server_(on_server) {}

    Stored<std::unique_ptr<Unit>> begin() override { return begin_turn(database_, on_server_); }

    Stored<std::vector<StandingRow>> standing(const RecordId& after, std::string_view today,
                                              std::size_t limit) override {
        return all(
            database_,
            "SELECT person, plan, period, enrollment, elements FROM person_period "
            "WHERE enrollment > ? AND substr(period, 12, 10) >= ? ORDER BY enrollment LIMIT ?",
            {sql(ByteView(after)), sql(today), sql(static_cast<std::int64_t>(limit))}, [](const SqlRow& row) {
                return StandingRow{row.array<32>(0), text_of(row, 1), text_of(row, 2), row.array<16>(3),
                                   row.is_null(4) ? platform::Bytes{} : bytes_of(row, 4)};
            });
    }

    Stored<std::map<RecordId, platform::Bytes>> body_boxes(std::span<const RecordId> enrollments) override {
        platform::SqlValues keys;
        for (const RecordId& enrollment : enrollments) keys.push_back(sql(ByteView(enrollment)));
        const auto rows =
            all_in(database_, "SELECT record, box FROM fact WHERE record IN ", keys, "",
                   [](const SqlRow& row) { return std::pair(row.array<16>(0), bytes_of(row, 1)); });
        if (!rows) return platform::fail(rows.error());
        return std::map<RecordId, platform::Bytes>(rows->begin(), rows->end());
    }

    Done put_elements(std::span<const StandingRow> rows) override {
        std::vector<platform::SqlValues> values;
        for (const StandingRow& row : rows)
            values.push_back({sql(ByteView(row.person)), sql(row.plan), sql(row.period),
                              sql(ByteView(row.enrollment)), sql(ByteView(row.elements))});
        const auto put = database_.put(
            "person_period", "person, plan, period, enrollment, elements",
            "ON CONFLICT(person, plan, period) DO UPDATE SET elements = excluded.elements", values);
        if (!put) return platform::fail(store_error(put.error()));
        return {};
    }

    Stored<std::vector<PublishedShard>> published() override {
        return all(
            database_, "SELECT plan, period, shard, content FROM filter_shard ORDER BY plan, period, shard",
            {}, [](const SqlRow& row) {
                return PublishedShard{text_of(row, 0), text_of(row, 1), row.counter(2), row.array<32>(3)};
            });
    }

    Done put_published(const PublishedShard& shard) override {
        return stored(
            database_.run("INSERT INTO filter_shard(plan, period, shard, content) VALUES(?, ?, ?, ?) "
                          "ON CONFLICT(plan, period, shard) DO UPDATE SET content = excluded.content",
                          {sql(std::string_view(shard.plan)), sql(std::string_view(shard.period)),
                           sql(shard.shard), sql(ByteView(shard.content))}));
    }

    Done forget_published(std::string_view plan, std::string_view period) override {
        return stored(database_.run("DELETE FROM filter_shard WHERE plan = ? AND period = ?",
                                    {sql(plan), sql(period)}));
    }

    Done publish(const Piece& piece) override { return publish_piece(database_, piece); }

    Stored<std::string> last_pass() override { return center_text(database_, "SELECT day FROM filter_pass"); }

    Done set_last_pass(std::string_view day) override {
        return stored(database_.run("UPDATE filter_pass SET day = ?", {sql(day)}));
    }

  private:
    Database database_;
    const bool on_server_;
};

}  // namespace

Stored<std::unique_ptr<FilterStore>> open_filter_store(const std::string& address) {
    auto database = open_center_database(address);
    if (!database) return platform::fail(database.error());
    return std::make_unique<SqlFilterStore>(std::move(*database), platform::is_postgres_address(address));
}

}  // namespace syncing::center
