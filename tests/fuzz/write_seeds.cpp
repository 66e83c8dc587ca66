// carrel-seeds DIR: writes the seeds of the targets that read a format of ours. A seed that is
// there already is kept: one of an older format stays worth reading.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "fuzz/tasks.hpp"
#include "golden/records.hpp"
#include "server/reporting.hpp"
#include "unit/damage.hpp"
#include "unit/ledgers.hpp"
#include "unit/statements.hpp"

#include "carrel/aggregate/drbg.hpp"
#include "carrel/consent/decision.hpp"
#include "carrel/journal/frame.hpp"

namespace {

using namespace carrel;
using namespace carrel::test;

class Seeds {
 public:
  explicit Seeds(std::filesystem::path dir) : dir_(std::move(dir)) {}

  void add(const std::string& target, const std::string& name, ByteView bytes) {
    const std::filesystem::path path = dir_ / target / name;
    if (std::filesystem::exists(path)) return;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
    out.close();
    written_ = written_ && bool(out);
  }
  bool written() const { return written_; }

 private:
  std::filesystem::path dir_;
  bool written_ = true;
};

RawRecord record_of_payload(Payload payload) {
  return {{7}, {8}, {1'793'534'400'000, 4, {7}}, {}, {"some.item", "course/a", std::move(payload)}};
}

void add_frames(Seeds& seeds) {
  for (const Payload& payload : sample_payloads()) {
    const std::string shape(name(shape_of(payload)));
    const Bytes frame = encode_frame(record_of_payload(payload));
    seeds.add("frame", shape, frame);
    seeds.add("snapshot", shape, encode_snapshot({1, 2, {{record_of_payload(payload), {1, 2}}}}));
  }
  const Bytes frame = encode_frame(golden_records()[0]);
  seeds.add("frame", "no-bytes", {});
  seeds.add("frame", "longest-length", Bytes{1, 255, 255, 255, 255, 0, 0, 0, 0});
  seeds.add("frame", "cut", ByteView(frame).first(frame.size() - 1));
  seeds.add("frame", "newer-then-older", joined(newer_frame(), frame));
  seeds.add("frame", "no-utf8", encode_frame(record_of_payload(TextValue{"\xff\xc0\x80"})));
  seeds.add("snapshot", "empty", encode_snapshot({.generation = 1}));
  seeds.add("snapshot", "most-records",
            with_right_sum(with(encode_snapshot({.generation = 1}), 29, 255)));
}

// A journal of the policy that the engine's target opens: a choice, and a value of each item.
void add_journals(Seeds& seeds) {
  const Consent choice = consent(every_shape_policy(), Choice::granted, {"resume", "video"});
  RawRecord record = record_of_payload(choice.value);
  record.event.item = consent_item;
  Bytes run = encode_frame(record);
  for (const Event& event : sample_events()) {
    record.event = event;
    record.at.ms += 1;
    record.statement.low += 1;
    run = joined(std::move(run), encode_frame(record));
  }
  seeds.add("engine", "every-item", run);
  seeds.add("engine", "twice", joined(run, run));
}

void add_statements(Seeds& seeds) {
  for (const Event& event : sample_events())
    seeds.add("statement", event.item, as_bytes(dump_json(statement_of(event))));
  Json statement = statement_of(sample_events()[0]);
  statement["timestamp"] = "2026-11-01T12:00:60.999999999+23:59";
  seeds.add("statement", "leap-second", as_bytes(dump_json(statement)));
  seeds.add("statement", "deep", as_bytes(std::string(33, '[') + std::string(33, ']')));
}

void add_choices(Seeds& seeds) {
  for (const Choice choice : {Choice::refused, Choice::on_device, Choice::granted}) {
    ConsentValue value{statement_id, noon, choice, {}, hash_a, hash_b};
    if (choice != Choice::refused) value.purposes = {"resume", "video"};
    seeds.add("consent", std::string(name(choice)), as_bytes(consent_text(value)));
  }
  seeds.add("consent", "member-twice", as_bytes(R"({"format":1,"format":1})"));
  seeds.add("consent", "no-utf8", as_bytes("{\"choice\":\"\xed\xa0\x80\"}"));
}

// Those that a browser has signed, and what has been made of one.
void add_records(Seeds& seeds) {
  const Json chains = Json::parse(read_file("tests/server/records/chains.json"));
  std::vector<Json> records;
  for (const Json& signed_record : chains["ada"])
    records.push_back(Json::parse(signed_record["record"].get<std::string>()));
  for (const Json& record : records)
    seeds.add("record", record["choice"].get<std::string>() + '-' + dump_json(record["number"]),
              as_bytes(dump_json(record)));
  Json changed = records[0];
  for (const char* member : {"id", "revision"})
    changed["policy"].erase(member);
  changed["purposes"] = {{{"key", "video"}, {"granted", true}},
                         {{"key", "resume"}, {"granted", true}}};
  changed.erase("expires");
  changed["by"] = "parent";
  changed["method"] = "parent";
  seeds.add("record", "of-another-policy", as_bytes(dump_json(changed)));
  changed["previous"] = records[1]["previous"];
  seeds.add("record", "first-after-another", as_bytes(dump_json(changed)));
  seeds.add("record", "member-twice", as_bytes(R"({"number":1,"number":2,"previous":null})"));
  seeds.add("record", "no-utf8", as_bytes("{\"texts\":\"\xed\xa0\x80\"}"));
}

void add_ledgers(Seeds& seeds) {
  const Bytes ledger = golden_ledger().bytes();
  seeds.add("ledger", "fresh", Ledger::fresh(day(0)).bytes());
  seeds.add("ledger", "cut", ByteView(ledger).first(ledger.size() - 5));
  seeds.add("ledger", "newer", with_right_sum(with(ledger, 0, ledger_format + 1)));
  seeds.add("ledger", "most-debits", with_right_sum(with(ledger, 13, 255)));
}

void add_reports(Seeds& seeds) {
  auto random = Drbg::from({1}).value();
  for (const Task& task : sample_tasks()) {
    Report report{id_of(task), random.identifier(), static_cast<std::uint16_t>(task.parts - 1), {}};
    report.symbols = randomise(mechanism_of(task), task.cells, random);
    const Bytes bytes = write_report(report);
    seeds.add("report", task.metric, bytes);
    seeds.add("report", task.metric + "-part-beyond", with(bytes, 34, 2));
    seeds.add("report", task.metric + "-too-many", with(bytes, 35, 255));
  }
  seeds.add("report", "newer", Bytes(40, 2));
  seeds.add("report", "head", with(Bytes(35, 0), 0, 1));
}

void add_posted_reports(Seeds& seeds) {
  server::test::Learners learners;
  const Report report = learners.report(server::test::drop_off(), 1);
  const Bytes bytes = write_report(report);
  seeds.add("post_report", "course", bytes);
  seeds.add("post_report", "second-part",
            write_report(learners.report(server::test::features(), 1, 1)));
  seeds.add("post_report", "cut", ByteView(bytes).first(bytes.size() - 1));
  seeds.add("post_report", "newer", with(bytes, 0, report_format + 1));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: carrel-seeds DIR\n", stderr);
    return 2;
  }
  Seeds seeds(argv[1]);
  add_frames(seeds);
  add_journals(seeds);
  add_statements(seeds);
  add_choices(seeds);
  add_records(seeds);
  add_reports(seeds);
  add_ledgers(seeds);
  add_posted_reports(seeds);
  return seeds.written() ? 0 : 1;
}
