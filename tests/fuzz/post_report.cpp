// A report, from the body of a request to what is released.
#include "aggregate/aggregation.hpp"
#include "aggregate/release_gate.hpp"
#include "fuzz/target.hpp"
#include "handlers/reports.hpp"
#include "server/reporting.hpp"
#include "store/memory_store.hpp"

namespace carrel::test {
namespace {

int post(server::Store& store, server::Aggregation& aggregation, ByteView body) {
  static const server::Policies none{{}};
  server::Request request = server::test::report_request({});
  request.body.assign(body.begin(), body.end());
  server::Context context{store, none, server::test::epoch_end, {}};
  context.aggregation = &aggregation;
  return server::post_report(request, context).status;
}

}  // namespace

bool accepts(ByteView bytes) {
  server::MemoryStore store;
  server::Aggregation aggregation(server::test::test_plans());
  const int status = post(store, aggregation, bytes);
  require(status == 204 || status == 400, "a report is taken, or is none");
  require(post(store, aggregation, bytes) == status, "again it is the same");
  if (status == 204) {
    Bytes other(bytes.begin(), bytes.end());
    other.back() ^= 3;
    const int answer = post(store, aggregation, other);
    require(answer == 400 || answer == 409, "its identifier is taken");
  }
  require(bool(server::release_due(aggregation.plans, store, server::test::collection_end)),
          "what was taken is released");
  require(store.releases("server-test")->size() == (status == 204 ? 1 : 0), "and nothing else");
  return status == 204;
}

}  // namespace carrel::test
