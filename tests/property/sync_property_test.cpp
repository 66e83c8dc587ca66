#include <map>
#include <set>

#include "property/arbitrary.hpp"
#include "support/json.hpp"
#include "unit/fixtures.hpp"

#include "carrel/sync/outbox.hpp"
#include "carrel/sync/xapi.hpp"

namespace carrel::test {
namespace {

Circumstances grantor(const Policy& policy) {
  return {consent(policy, Choice::granted, {"resume", "video"}), false, /*enrolled=*/true};
}

Event leaving_event(Gen& gen) {
  while (true) {
    const PolicyItem& item = gen.one_of(syncing_policy().items);
    if (item.sync == SyncRule::never) continue;
    return {item.key, "course/" + std::to_string(gen.below(4)), conforming_payload(gen, item.shape),
            gen.coin()};
  }
}

TEST(StatementProperty, EveryValueThatLeavesIsReadBack) {
  const Policy& policy = syncing_policy();
  const Gate gate(policy);
  for_all([&](Gen& gen) {
    const Event event = leaving_event(gen);
    const std::uint64_t ms = gen.below(static_cast<std::uint64_t>(last_instant.ms));
    const Uuid id = arbitrary_uuid(gen);
    const auto admitted = gate.admit(grantor(policy), event, noon);
    ASSERT_TRUE(admitted.has_value());
    const Instant at{static_cast<std::int64_t>(ms)};
    const std::string sent = statement_text(policy, "k7m2p9q4", id, at, *admitted);
    EXPECT_EQ(dump_json(json_of(sent)), sent);
    const auto statement = parse_statement(policy, read_json(sent));
    ASSERT_TRUE(statement.has_value()) << statement.error().where;
    EXPECT_EQ(statement->id, id);
    EXPECT_EQ(statement->at, at);
    EXPECT_EQ(statement->event.item, event.item);
    EXPECT_EQ(statement->event.entity, event.entity);
    EXPECT_EQ(statement->event.payload, event.payload);
    EXPECT_EQ(statement->event.requested, event.requested);
    EXPECT_TRUE(gate.admit(grantor(policy), statement->event, noon).has_value());
  });
}

TEST(ConsentRecordProperty, EveryGrantIsReadBack) {
  int recorded = 0;
  for_all([&](Gen& gen) {
    const Policy policy = arbitrary_policy(gen);
    const ConsentValue wish = arbitrary_consent(gen, policy).value;
    const auto value = checked(policy, {.ever_granted = true},
                               {wish.choice, wish.purposes, policy.hash, hash_b, wish.at},
                               {{static_cast<std::uint32_t>(gen.bits()), 1, 2, 3}});
    if (!value) return;
    ++recorded;
    EXPECT_EQ(parse_consent(read_json(consent_text(*value))), *value);
  });
  EXPECT_GT(recorded, 300);
}

RawRecord queued_record(Gen& gen, std::uint64_t stamp) {
  const auto ms = static_cast<std::uint64_t>(noon.ms) - stamp;  // newest first
  return {{1}, {stamp + 1}, {ms, 0, {1}}, arbitrary_uuid(gen), leaving_event(gen)};
}

TEST(OutboxProperty, SendsEverythingOnceInItsOrderAndWithinItsLimits) {
  const Policy& policy = syncing_policy();
  const Gate gate(policy);
  for_all(
      [&](Gen& gen) {
        Outbox outbox;
        std::map<Hlc, Uuid> waiting;
        for (std::uint64_t i = gen.below(40); i > 0; --i) {
          const RawRecord record = queued_record(gen, i);
          outbox.add(record, i, SyncRule::each);
          waiting.emplace(record.at, record.statement);
        }
        const BatchLimits limits{.statements = 1 + gen.size_below(12),
                                 .bytes = 500 + gen.size_below(4000)};
        std::vector<Uuid> sent;
        while (true) {
          const Batch batch = next_batch(outbox, gate, grantor(policy), "ada", {}, noon, limits);
          if (batch.statements.empty()) break;
          EXPECT_LE(batch.statements.size(), limits.statements);
          EXPECT_TRUE(batch.body.size() <= limits.bytes || batch.statements.size() == 1);
          for (const Uuid& id : batch.statements) {
            sent.push_back(id);
            outbox.transferred(id);
          }
        }
        std::vector<Uuid> expected;
        for (const auto& [at, id] : waiting)
          expected.push_back(id);
        EXPECT_EQ(sent, expected);
        EXPECT_EQ(outbox.size(), 0U);
      },
      500);
}

TEST(OutboxProperty, HoldsTheNewestOfEachSlotWhateverTheOrder) {
  for_all([](Gen& gen) {
    Outbox outbox;
    std::map<Slot, std::pair<Hlc, Uuid>> newest;
    std::vector<RawRecord> records;
    for (std::uint64_t i = 1 + gen.below(12); i > 0; --i)
      records.push_back(queued_record(gen, i));
    gen.shuffle(records);
    for (const RawRecord& record : records) {
      outbox.add(record, 1, SyncRule::latest);
      auto& [at, id] = newest[slot_of(record.event)];
      if (record.at > at) std::tie(at, id) = std::pair(record.at, record.statement);
    }
    std::set<Uuid> expected;
    for (const auto& [slot, latest] : newest)
      expected.insert(latest.second);
    std::set<Uuid> held;
    for (const auto& [id, queued] : outbox.queue())
      held.insert(id);
    EXPECT_EQ(held, expected);
  });
}

TEST(StatementProperty, ADamagedStatementIsRefusedOrReadAsWhatItSays) {
  const Policy& policy = syncing_policy();
  const Gate gate(policy);
  int taken = 0;
  int refused = 0;
  for_all([&](Gen& gen) {
    const auto admitted = gate.admit(grantor(policy), leaving_event(gen), noon);
    std::string text = statement_text(policy, "ada", arbitrary_uuid(gen), {1}, *admitted);
    text[gen.size_below(text.size())] = static_cast<char>(' ' + gen.below(95));
    std::vector<Fault> faults;
    const auto json = parse_json(text, faults);
    const auto statement = json ? parse_statement(policy, *json) : fail(Errc::bad_statement);
    (statement ? taken : refused) += 1;
    if (!statement) return;
    const auto again = gate.admit(grantor(policy), statement->event, noon);
    if (!again) return;
    const auto twice =
        parse_statement(policy, read_json(statement_text(policy, statement->subject, statement->id,
                                                         statement->at, *again)));
    ASSERT_TRUE(twice.has_value());
    EXPECT_EQ(twice->event.payload, statement->event.payload);
    EXPECT_EQ(twice->at, statement->at);
  });
  EXPECT_GT(taken, 100);
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace carrel::test
