#include "handlers/insights.hpp"

#include <algorithm>
#include <charconv>
#include <expected>
#include <optional>

#include "aggregate/aggregation.hpp"
#include "aggregate/release_gate.hpp"
#include "handlers/reply.hpp"
#include "handlers/session.hpp"

#include "carrel/base/json_writer.hpp"

namespace carrel::server {
namespace {

struct Asked {
  std::string policy;
  const Calendar& calendar;
};

// Nothing where the query is none of ours.
std::optional<std::string> asked_policy(const Request& request, const Context& context) {
  const auto query = parse_query(request.query);
  if (!query || query->size() > 1) return {};
  if (query->empty()) return context.policies.newest().id;
  if (query->front().first != "policy") return {};
  return query->front().second;
}

// Who may read, and what; with all that is due released. Or the reply that refuses.
std::expected<Asked, Response> opened(const Request& request, Context& context) {
  const Aggregation* aggregation = context.aggregation;
  if (!aggregation) return std::unexpected(error_reply(404, "none"));
  if (!context.demo_sign_in) {
    const auto session = signed_in(request, context);
    if (!session) return std::unexpected(session.error());
    if (!std::ranges::contains(aggregation->instructors, session->subject.name))
      return std::unexpected(error_reply(403, "instructor"));
  }
  const auto policy = asked_policy(request, context);
  if (!policy) return std::unexpected(error_reply(400, "query", "policy=ID, or nothing"));
  const AggregatePlan* plan = aggregation->plans.of(*policy);
  if (!plan) return std::unexpected(error_reply(404, "none"));
  if (const auto done = release_due(aggregation->plans, context.store, context.now); !done)
    return std::unexpected(store_failed(done.error()));
  return Asked{*policy, plan->calendar};
}

void write_epoch(JsonWriter& out, const Calendar& calendar, Released epoch,
                 std::string_view state) {
  out.begin_object();
  out.member("epoch").integer(epoch.epoch);
  out.member("from").text(to_rfc3339(calendar.begins(epoch.epoch)));
  out.member("released").text(to_rfc3339(epoch.at));
  out.member("state").text(state);
  out.member("to").text(to_rfc3339(calendar.ends(epoch.epoch)));
  out.end_object();
}

// Epochs that are over, and their collections not: the newest first.
std::vector<Released> collecting(const Calendar& calendar, Instant now) {
  std::vector<Released> out;
  std::uint32_t epoch = calendar.epoch_at(now).value_or(0);
  while (epoch-- > 0 && now < calendar.collected(epoch))
    out.push_back({epoch, calendar.collected(epoch)});
  return out;
}

std::optional<std::uint32_t> epoch_of(std::string_view path) {
  const std::string_view text = path.substr(path.rfind('/') + 1);
  std::uint32_t epoch = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), epoch);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return epoch;
}

}  // namespace

Response get_insights(const Request& request, Context& context) {
  const auto asked = opened(request, context);
  if (!asked) return asked.error();
  const auto released = context.store.releases(asked->policy);
  if (!released) return store_failed(released.error());
  JsonWriter out;
  out.begin_object();
  out.member("epochs").begin_list();
  for (const Released epoch : collecting(asked->calendar, context.now))
    if (!std::ranges::contains(*released, epoch.epoch, &Released::epoch))
      write_epoch(out, asked->calendar, epoch, "collecting");
  for (const Released epoch : *released)
    write_epoch(out, asked->calendar, epoch, "released");
  out.end_list();
  out.member("format").integer(1);
  out.member("policy").text(asked->policy);
  return json_reply(std::move(out.end_object()).take());
}

Response get_insight(const Request& request, Context& context) {
  const auto asked = opened(request, context);
  if (!asked) return asked.error();
  const auto epoch = epoch_of(request.path);
  if (!epoch) return error_reply(404, "none");
  const auto found = context.store.released({asked->policy, *epoch});
  if (!found) return store_failed(found.error());
  const std::optional<std::string>& figures = *found;
  return figures ? json_reply(*figures) : error_reply(404, "none");
}

}  // namespace carrel::server
