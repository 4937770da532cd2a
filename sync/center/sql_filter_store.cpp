#include "sync/center/sql_common.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

namespace {

using platform::ByteView;

class SqlFilterStore final : public FilterStore {
  public:
    explicit SqlFilterStore(Database database) : database_(std::move(database)) {}

    Stored<std::unique_ptr<Unit>> begin() override { return begin_unit(database_); }

    Stored<std::vector<StandingRow>> standing(const RecordId& after, std::string_view today,
                                              std::size_t limit) override {
        return all(database_,
                   "SELECT enrollment, plan, period, elements FROM person_period "
                   "WHERE enrollment > ? AND substr(period, 12, 10) >= ? ORDER BY enrollment LIMIT ?",
                   {sql(ByteView(after)), sql(today), sql(static_cast<std::int64_t>(limit))},
                   [](const SqlRow& row) {
                       return StandingRow{row.array<16>(0), text_of(row, 1), text_of(row, 2),
                                          row.is_null(3) ? platform::Bytes{} : bytes_of(row, 3)};
                   });
    }

    Stored<std::optional<platform::Bytes>> body_box(const RecordId& enrollment) override {
        return stored(database_.first("SELECT box FROM fact WHERE record = ?", {sql(ByteView(enrollment))},
                                      [](const SqlRow& row) { return bytes_of(row, 0); }));
    }

    Done put_elements(const RecordId& enrollment, ByteView elements) override {
        return stored(database_.run("UPDATE person_period SET elements = ? WHERE enrollment = ?",
                                    {sql(elements), sql(ByteView(enrollment))}));
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
};

}  // namespace

Stored<std::unique_ptr<FilterStore>> open_filter_store(const std::string& address) {
    auto database = open_center_database(address);
    if (!database) return platform::fail(database.error());
    return std::make_unique<SqlFilterStore>(std::move(*database));
}

}  // namespace syncing::center
