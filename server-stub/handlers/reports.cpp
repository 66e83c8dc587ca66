#include "handlers/reports.hpp"

#include "aggregate/aggregation.hpp"
#include "handlers/body.hpp"
#include "handlers/reply.hpp"

namespace carrel::server {
namespace {

Response later(int status, std::string_view code, std::string_view seconds) {
  Response response = error_reply(status, code);
  response.with("Retry-After", std::string(seconds));
  return response;
}

Response kept(const KnownTask& known, const Report& report, Context& context) {
  const Calendar& calendar = known.plan->calendar;
  const Instant delete_at = calendar.collected(known.epoch) + Duration::days(calendar.keep_days);
  const auto put =
      context.store.put_report({std::string(known.policy), known.epoch}, report, delete_at);
  if (!put) return store_failed(put.error());
  if (*put == ReportOutcome::closed) return error_reply(410, "closed");
  if (*put == ReportOutcome::conflict) return error_reply(409, "conflict");
  Response response = no_content();
  response.unlogged = true;
  return response;
}

}  // namespace

Response post_report(const Request& request, Context& context) {
  // Another site's page cannot send this type without asking first, which is refused: it cannot
  // have its visitors report.
  if (media_type_of(request) != "application/octet-stream")
    return error_reply(415, "content_type", "send application/octet-stream");
  const ByteView bytes = as_bytes(request.body);
  const auto task = task_of(bytes);
  if (!task) return error_reply(400, "report");
  const auto known =
      context.aggregation ? context.aggregation->tasks.find(*task, context.now) : std::nullopt;
  if (!known) return error_reply(400, "task");
  const auto report = read_report(bytes, *task, *known->task);
  if (!report) return error_reply(400, "report");
  const Calendar& calendar = known->plan->calendar;
  if (context.now < calendar.ends(known->epoch)) return later(425, "early", "86400");
  if (context.now >= calendar.collected(known->epoch)) return error_reply(410, "closed");
  if (!context.aggregation->allowance.take(context.now)) return later(429, "busy", "60");
  return kept(*known, *report, context);
}

}  // namespace carrel::server
