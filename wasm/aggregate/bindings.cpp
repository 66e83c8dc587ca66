// Registrations, nothing else. The generated types are wasm/aggregate.d.ts.
#include "ledger_handle.hpp"
#include "typed_arrays.hpp"

using namespace emscripten;  // Embind's own idiom; this file defines nothing
using namespace carrel::wasm;

EMSCRIPTEN_BINDINGS(carrel_aggregate) {
  register_type<std::vector<std::uint8_t>>("Uint8Array");
  register_type<std::vector<std::int64_t>>("BigInt64Array");
  value_object<PlanDto>("PlanIn")
      .field("policy", &PlanDto::policy)
      .field("from", &PlanDto::from)
      .field("termDays", &PlanDto::term_days)
      .field("epochs", &PlanDto::epochs)
      .field("sendDays", &PlanDto::send_days)
      .field("collectDays", &PlanDto::collect_days)
      .field("keepDays", &PlanDto::keep_days)
      .field("course", &PlanDto::course)
      .field("site", &PlanDto::site);
  value_object<TaskDto>("TaskIn")
      .field("metric", &TaskDto::metric)
      .field("course", &TaskDto::course)
      .field("encoding", &TaskDto::encoding)
      .field("parts", &TaskDto::parts)
      .field("cells", &TaskDto::cells)
      .field("buckets", &TaskDto::buckets)
      .field("num", &TaskDto::num)
      .field("den", &TaskDto::den)
      .field("minBatch", &TaskDto::min_batch)
      .field("notes", &TaskDto::notes);
  value_object<DueDto>("Due")
      .field("id", &DueDto::id)
      .field("report", &DueDto::report)
      .field("course", &DueDto::course)
      .field("metric", &DueDto::metric);
  value_object<DebitDto>("Debit")
      .field("course", &DebitDto::course)
      .field("metric", &DebitDto::metric)
      .field("from", &DebitDto::from)
      .field("to", &DebitDto::to)
      .field("num", &DebitDto::num)
      .field("den", &DebitDto::den)
      .field("at", &DebitDto::at)
      .field("state", &DebitDto::state)
      .field("sendAt", &DebitDto::send_at);
  class_<LedgerHandle>("Ledger")
      .class_function("fresh", &LedgerHandle::fresh, return_value_policy::take_ownership(),
                      nonnull<ret_val>())
      .class_function("read", &LedgerHandle::read, return_value_policy::take_ownership())
      .function("bytes", &LedgerHandle::bytes)
      .function("plan", &LedgerHandle::plan)
      .function("task", &LedgerHandle::task)
      .function("answer", &LedgerHandle::answer)
      .function("due", &LedgerHandle::due)
      .function("report", &LedgerHandle::report)
      .function("nextDue", &LedgerHandle::next_due)
      .function("settle", &LedgerHandle::settle)
      .function("withdraw", &LedgerHandle::withdraw)
      .function("expire", &LedgerHandle::expire)
      .function("takeOver", &LedgerHandle::take_over)
      .function("debits", &LedgerHandle::debits)
      .function("debit", &LedgerHandle::debit);
}
