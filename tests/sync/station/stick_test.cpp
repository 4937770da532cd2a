// Sync by stick with the real programs.
#include "sync/ledger/current_keys.h"
#include "sync/seal/seal.h"
#include "sync/wire/packet.pb.h"
#include "sync/wire/packet_file.h"
#include "tests/sync/station/real_center.h"

namespace syncing {
namespace {

/// A station without a network, and a stick.
class Stick : public Restores {
  protected:
    int run(const std::vector<std::string>& arguments) {
        Child child(arguments);
        last_ = nlohmann::json::parse(child.line().value_or("{}"), nullptr, false);
        return child.wait();
    }
    int export_to(const char* file, const std::vector<std::string>& more = {}) {
        std::vector<std::string> words{program("kioskctl"),  "packet", "--state",
                                       folder_ / "terminal", "export", folder_ / file};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
    int answer(const char* file, const char* to, const char* when = kClock) {
        return run({program("kiosk-center"), "packet", "import", "--state", folder_ / "center", "--clock",
                    when, "--to", folder_ / to, folder_ / file});
    }
    int import_from(const char* file) {
        return run(
            {program("kioskctl"), "packet", "--state", folder_ / "terminal", "import", folder_ / file});
    }
    void there_and_back() {
        ASSERT_EQ(export_to("out"), 0) << last_.dump();
        ASSERT_EQ(answer("out", "back"), 0) << last_.dump();
        import_from("back");
    }
    nlohmann::json last_;
};

/// The same with photographed papers.
class PapersOnStick : public Stick {
  protected:
    Attachments papers() { return std::move(Attachments::open(state_.attachments_db()).value()); }
    /// A photograph of an enrollment that is written with it, or that never comes.
    RecordId photograph(std::size_t size, bool enrolled = true) {
        const auto keys = KeyList::verify(terminal_.credentials.signed_key_list, terminal_.credentials.root);
        const SealTo center = sealing_key(*keys, TimeInterval{}).value();
        tests::MadeUpEnrollment one;
        const RecordId record = one.append.record_id;
        photos_[record] = platform::Bytes(size);
        platform::random_bytes(photos_[record]);
        EXPECT_TRUE(papers().add(record, *seal_bytes(center.key, photos_[record], kMaxAttachment)));
        if (enrolled) {
            EXPECT_TRUE(ledger_->append(std::span(&one.append, 1), center_key_, {}));
        }
        return record;
    }
    /// What an operator who opens the record's papers at the center gets.
    void expect_at_the_center(const RecordId& record) {
        const std::string to = folder_ / platform::to_hex(record).c_str();
        operate({"attachments", "--record", platform::to_hex(record), "--to", to});
        EXPECT_EQ(platform::read_file(to + "/1", 8 << 20).value_or(platform::Bytes()), photos_[record]);
        std::filesystem::remove_all(to);
    }
    std::size_t kept_here() { return papers().unclear(99, 0, 100)->size(); }
    platform::Bytes file(const char* name) { return platform::read_file(folder_ / name, 64 << 20).value(); }
    void put_file(const char* name, std::string_view magic, const std::vector<platform::Bytes>& frames) {
        platform::Bytes content = new_packet_file(magic);
        for (const platform::Bytes& frame : frames) append_frame(content, frame);
        ASSERT_TRUE(platform::write_file(folder_ / name, content));
    }
    std::vector<platform::Bytes> frames(const char* name, std::string_view magic) {
        const platform::Bytes content = file(name);
        std::vector<platform::Bytes> out;
        const auto views = frames_of(content, magic);
        for (const platform::ByteView frame : *views) out.emplace_back(frame.begin(), frame.end());
        return out;
    }
    static platform::Bytes bytes_of(const google::protobuf::MessageLite& message) {
        const std::string text = message.SerializeAsString();
        return {text.begin(), text.end()};
    }

    std::map<RecordId, platform::Bytes> photos_;
};

TEST_F(PapersOnStick, follow_the_records_and_the_answer_says_what_is_held) {
    const RecordId small = photograph(10);
    const RecordId large = photograph(4'000'000);
    photograph(10, false);
    there_and_back();
    EXPECT_EQ(last_.value("outcome", ""), "ok") << last_.dump();
    EXPECT_EQ(last_.value("held", 0), 2);
    EXPECT_EQ(last_.value("papers_waiting", 9), 1) << "the one whose record never came";
    expect_at_the_center(small);
    expect_at_the_center(large);
    ASSERT_EQ(export_to("out"), 0);
    EXPECT_EQ(last_.value("papers", 9), 0) << last_.dump();
    EXPECT_LT(last_.value("bytes", 0), 2000) << "what is held does not travel again";
}

TEST_F(PapersOnStick, that_find_no_room_stay_and_the_next_packets_go_on) {
    std::vector<RecordId> records;
    for (int i = 0; i < 4; ++i) records.push_back(photograph(800'000));
    for (const int left : {2, 0}) {
        ASSERT_EQ(export_to("out", {"--most", "2"}), 0);
        EXPECT_EQ(last_.value("papers", 0), 2) << last_.dump();
        EXPECT_EQ(last_.value("papers_left", 9), left);
        EXPECT_LE(file("out").size(), 2UL << 20);
        ASSERT_EQ(answer("out", "back"), 0);
        EXPECT_EQ(last_.value("papers", 0), 2) << last_.dump();
        EXPECT_EQ(import_from("back"), 0);
        EXPECT_EQ(last_.value("papers_waiting", 9), left);
    }
    for (const RecordId& record : records) expect_at_the_center(record);
}

TEST_F(PapersOnStick, are_deleted_here_seven_nights_after_a_backup_held_them) {
    photograph(1000);
    there_and_back();
    back_up();
    const auto ask_at = [&](const char* when) {
        ASSERT_EQ(export_to("out"), 0);
        ASSERT_EQ(answer("out", "back", when), 0);
        ASSERT_EQ(import_from("back"), 0) << last_.dump();
    };
    ask_at("2026-06-16T09:00");
    ask_at("2026-06-22T09:00");
    EXPECT_EQ(kept_here(), 1U);
    ask_at("2026-06-24T09:00");
    EXPECT_EQ(kept_here(), 0U);
}

TEST_F(PapersOnStick, changed_repeated_cut_or_out_of_order_come_whole_or_not_at_all) {
    const RecordId record = photograph(20'000);
    ASSERT_EQ(export_to("first"), 0);
    const RecordId later = photograph(20'000);
    ASSERT_EQ(export_to("out"), 0);
    const auto good = file("out");
    for (std::size_t at = 1; at < good.size(); at += good.size() / 12) {
        auto changed = good;
        changed[at] ^= 0x40;
        ASSERT_TRUE(platform::write_file(folder_ / "changed", changed));
        answer("changed", "back");
        changed.resize(at);
        ASSERT_TRUE(platform::write_file(folder_ / "changed", changed));
        EXPECT_EQ(answer("changed", "back"), 1) << "cut at " << at;
    }
    ASSERT_EQ(answer("out", "back"), 0);
    ASSERT_EQ(answer("first", "late"), 0) << "an earlier one, later";
    ASSERT_EQ(answer("out", "back"), 0);
    EXPECT_EQ(import_from("back"), 0) << last_.dump();
    EXPECT_EQ(import_from("back"), 0) << last_.dump();
    EXPECT_EQ(last_.value("papers_waiting", 9), 0);
    expect_at_the_center(record);
    expect_at_the_center(later);
}

TEST_F(PapersOnStick, of_somebody_who_found_the_stick_are_not_taken) {
    const RecordId record = photograph(1000);
    ASSERT_EQ(export_to("out"), 0);
    auto all = frames("out", kPacketOut);
    mutual_aid::v1::PacketRequest request;
    ASSERT_TRUE(request.ParseFromArray(all.back().data(), static_cast<int>(all.back().size())));
    ASSERT_EQ(request.path(), "/v1/attachments");
    auto call = decode_attachments(platform::view_of(request.body())).value();
    call.pieces.front().data = platform::Bytes(500, 1);
    call.pieces.front().size = 500;
    call.pieces.front().id = platform::hash(call.pieces.front().data);
    request.set_body(platform::string_of(encode_attachments(call)));
    all.back() = bytes_of(request);
    put_file("forged", kPacketOut, all);
    ASSERT_EQ(answer("forged", "back"), 0);
    EXPECT_EQ(last_.value("refused", 9), 1) << last_.dump();
    EXPECT_EQ(import_from("back"), 2);
    EXPECT_EQ(last_.value("detail", ""), "bad-signature");
    EXPECT_EQ(last_.value("held", 0), 1) << "the record came";
    there_and_back();
    EXPECT_EQ(last_.value("outcome", ""), "ok");
    expect_at_the_center(record);
}

TEST_F(PapersOnStick, of_a_revoked_terminals_disk_are_there_for_the_person_who_looks) {
    const RecordId record = photograph(1000);
    operate({"revoke", "--station", "SM03", "--number", "1"});
    ASSERT_EQ(export_to("out"), 0);
    const auto lines = operate({"packet", "import", "--quarantine", folder_ / "out"});
    EXPECT_EQ(nlohmann::json::parse(lines.at(0)).value("refused", 9), 0);
    expect_at_the_center(record);
}

TEST_F(PapersOnStick, a_packet_of_a_terminal_that_is_too_old_is_refused_until_it_is_updated) {
    photograph(1000);
    center_.reset();
    Child serving({program("kiosk-center"), "serve", "--state", folder_ / "center", "--listen", "127.0.0.1:0",
                   "--least-wire", "2", "--clock", kClock});
    ASSERT_TRUE(serving.line());
    ASSERT_EQ(export_to("out"), 0);
    auto all = frames("out", kPacketOut);
    mutual_aid::v1::SignedPacketHead envelope;
    mutual_aid::v1::PacketHead head;
    ASSERT_TRUE(envelope.ParseFromArray(all[0].data(), static_cast<int>(all[0].size())));
    ASSERT_TRUE(head.ParseFromString(envelope.head_bytes()));
    head.set_wire_version(1);
    envelope.set_head_bytes(head.SerializeAsString());
    envelope.set_signature(
        platform::string_of(platform::sign(terminal_.keys.ledger.secret_key, platform::Purpose::packet,
                                           {platform::view_of(envelope.head_bytes())})));
    all[0] = bytes_of(envelope);
    put_file("older", kPacketOut, all);
    ASSERT_EQ(answer("older", "back"), 0);
    EXPECT_EQ(last_.value("refused", 0), last_.value("requests", 9)) << last_.dump();
    EXPECT_EQ(import_from("back"), 2);
    EXPECT_EQ(last_.value("outcome", ""), "terminal_outdated") << last_.dump();
    EXPECT_EQ(center_status().value("entries", 9), 0);
    ASSERT_EQ(answer("out", "back"), 0);
    EXPECT_EQ(import_from("back"), 0) << last_.dump();
}

TEST_F(PapersOnStick, a_record_that_the_center_does_not_take_yet_waits_with_what_follows) {
    enroll(1);
    tests::MadeUpClaim claim;
    ASSERT_TRUE(ledger_->append(std::span(&claim.append, 1), center_key_, {}));
    enroll(1);
    ASSERT_EQ(export_to("out"), 0);
    EXPECT_EQ(last_.value("records_left", 0), 2) << "nothing was heard of this center yet";
    ASSERT_EQ(answer("out", "back"), 0);
    auto all = frames("back", kPacketBack);
    Cache cache = std::move(Cache::open(state_.cache_db()).value());
    const auto key = platform::sealing_key_from_secret(cache.packet()->value().answer_key);
    for (platform::Bytes& frame : all) {
        mutual_aid::v1::PacketAnswer said;
        const auto opened = platform::open(key, frame).value();
        ASSERT_TRUE(said.ParseFromArray(opened.data(), static_cast<int>(opened.size())));
        if (said.path() != "/v1/wire") continue;
        said.set_body(platform::string_of(encode_wire({1, 2, {1, 2, 3, 4, 6, 7, 8}})));
        frame = platform::seal(key.public_key, bytes_of(said));
    }
    put_file("older", kPacketBack, all);
    EXPECT_EQ(import_from("older"), 2);
    EXPECT_EQ(last_.value("outcome", ""), "center_outdated") << last_.dump();
    EXPECT_EQ(last_.value("held", 0), 1);
    ASSERT_EQ(export_to("out"), 0);
    EXPECT_EQ(last_.value("records_left", 0), 2);
    ASSERT_EQ(answer("out", "back"), 0);
    EXPECT_EQ(import_from("back"), 0) << "it was updated: " << last_.dump();
    there_and_back();
    EXPECT_EQ(last_.value("held", 0), 3) << last_.dump();
    expect_all_held_once();
}

TEST_F(Stick, brings_records_out_and_acknowledgement_and_updates_back) {
    enroll(3);
    there_and_back();
    EXPECT_EQ(last_.value("outcome", ""), "ok") << last_.dump();
    EXPECT_EQ(last_.value("held", 0), 3);
    EXPECT_GT(last_.value("updates", 0), 0) << "key list and pepper at least";
    enroll(2);
    there_and_back();
    EXPECT_EQ(last_.value("held", 0), 5);
    EXPECT_EQ(people_at_the_center(), 5);
    expect_all_held_once();
}

TEST_F(Stick, anything_twice_is_as_once) {
    enroll(3);
    ASSERT_EQ(export_to("out"), 0);
    ASSERT_EQ(answer("out", "back"), 0);
    ASSERT_EQ(answer("out", "back"), 0) << "the center is asked again";
    EXPECT_EQ(import_from("back"), 0);
    EXPECT_EQ(import_from("back"), 0) << last_.dump();
    EXPECT_EQ(last_.value("held", 0), 3);
    EXPECT_EQ(center_status().value("entries", 0), 3);
}

TEST_F(Stick, what_was_written_meanwhile_goes_with_the_next_packet) {
    enroll(2);
    ASSERT_EQ(export_to("out"), 0);
    enroll(1);
    ASSERT_EQ(answer("out", "back"), 0);
    EXPECT_EQ(import_from("back"), 0) << last_.dump();
    EXPECT_EQ(last_.value("held", 0), 2);
    EXPECT_EQ(last_.value("written", 0), 3);
    there_and_back();
    EXPECT_EQ(last_.value("held", 0), 3);
}

TEST_F(Stick, an_answer_to_an_earlier_packet_or_to_nobody_changes_nothing) {
    enroll(1);
    EXPECT_EQ(import_from("nothing"), 1);
    ASSERT_EQ(export_to("first"), 0);
    ASSERT_EQ(answer("first", "back"), 0);
    ASSERT_EQ(export_to("second"), 0);
    EXPECT_EQ(import_from("back"), 1);
    EXPECT_EQ(last_.value("error", ""), "not_ours");
    EXPECT_EQ(import_from("second"), 1) << "a packet is no answer";
    auto cut = platform::read_file(folder_ / "back", 1 << 20).value();
    cut.pop_back();
    ASSERT_TRUE(platform::write_file(folder_ / "cut", cut));
    EXPECT_EQ(import_from("cut"), 1);
    EXPECT_EQ(answer("back", "other"), 1) << "an answer is no packet";
}

TEST_F(Stick, a_packet_changed_at_any_place_stores_nothing_that_was_not_written) {
    enroll(2);
    ASSERT_EQ(export_to("out"), 0);
    const auto good = platform::read_file(folder_ / "out", 1 << 20).value();
    for (std::size_t at = 0; at < good.size(); at += good.size() / 25) {
        auto changed = good;
        changed[at] ^= 0x40;
        ASSERT_TRUE(platform::write_file(folder_ / "changed", changed));
        answer("changed", "back");
    }
    ASSERT_EQ(answer("out", "back"), 0);
    EXPECT_EQ(import_from("back"), 0);
    expect_all_held_once();
}

TEST_F(Stick, hands_over_after_a_fork) {
    enroll(2);
    there_and_back();
    copy_disk("backup");
    enroll(2);
    there_and_back();
    put_back_disk("backup");
    enroll(1);
    there_and_back();
    EXPECT_EQ(last_.value("detail", ""), "export_again") << last_.dump();
    there_and_back();
    EXPECT_EQ(last_.value("outcome", ""), "ok") << last_.dump();
    EXPECT_EQ(last_.value("ledger", ""), "B");
    there_and_back();
    EXPECT_EQ(last_.value("held", 0), 2);
    EXPECT_EQ(people_at_the_center(), 5);
}

TEST_F(Stick, reaches_a_restored_center_too) {
    enroll(2);
    there_and_back();
    back_up();
    enroll(2);
    there_and_back();
    lose_and_restore();
    enroll(1);
    there_and_back();
    there_and_back();
    EXPECT_EQ(last_.value("outcome", ""), "ok") << last_.dump();
    expect_all_held_once();
    EXPECT_EQ(people_at_the_center(), 5);
}

TEST_F(Stick, brings_the_disk_of_a_revoked_terminal_into_quarantine) {
    enroll(2);
    there_and_back();
    enroll(3);
    operate({"revoke", "--station", "SM03", "--number", "1"});
    ASSERT_EQ(export_to("out"), 0);
    EXPECT_EQ(answer("out", "back"), 1) << "not the usual way";
    EXPECT_EQ(center_status().value("entries", 0), 2);
    for (int i = 0; i < 2; ++i) {
        const auto lines = operate({"packet", "import", "--quarantine", folder_ / "out"});
        EXPECT_EQ(nlohmann::json::parse(lines.at(0)).value("refused", 9), 0);
        EXPECT_EQ(center_status().value("entries", 0), 5);
    }
    EXPECT_EQ(people_at_the_center(), 5);
}

TEST_F(Stick, settles_a_fork_of_a_revoked_terminals_disk_in_quarantine) {
    enroll(1);
    copy_disk("backup");
    enroll(1);
    there_and_back();
    put_back_disk("backup");
    enroll(2);
    operate({"revoke", "--station", "SM03", "--number", "1"});
    const auto quarantine = [&] {
        EXPECT_EQ(export_to("out"), 0);
        const auto lines =
            operate({"packet", "import", "--quarantine", "--to", folder_ / "back", folder_ / "out"});
        import_from("back");
        return nlohmann::json::parse(lines.at(0)).value("contradicting", 9);
    };
    EXPECT_EQ(quarantine(), 1);
    for (int i = 0; i < 3; ++i) quarantine();
    EXPECT_EQ(quarantine(), 0) << last_.dump();
    EXPECT_EQ(people_at_the_center(), 4);
}

}  // namespace
}  // namespace syncing
