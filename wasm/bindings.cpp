// Registrations, nothing else. The generated types are wasm/carrel.d.ts.
#include "engine_handle.hpp"
#include <emscripten/bind.h>

using namespace emscripten;  // Embind's own idiom; this file defines nothing
using namespace carrel;
using namespace carrel::wasm;

EMSCRIPTEN_BINDINGS(carrel_enums) {
  enum_<Shape>("Shape")
      .value("none", Shape::none)
      .value("flag", Shape::flag)
      .value("number", Shape::number)
      .value("choice", Shape::choice)
      .value("text", Shape::text)
      .value("position", Shape::position)
      .value("answer", Shape::answer)
      .value("attempt", Shape::attempt)
      .value("draft", Shape::draft)
      .value("submission", Shape::submission)
      .value("service", Shape::service)
      .value("intervals", Shape::intervals)
      .value("membership", Shape::membership);
  enum_<Choice>("Choice")
      .value("unasked", Choice::unasked)
      .value("refused", Choice::refused)
      .value("on_device", Choice::on_device)
      .value("granted", Choice::granted);
  enum_<Tier>("Tier")
      .value("none", Tier::none)
      .value("memory", Tier::memory)
      .value("visit", Tier::visit)
      .value("local", Tier::local)
      .value("persistent", Tier::persistent);
  enum_<Failure>("Failure")
      .value("other", Failure::other)
      .value("quota", Failure::quota)
      .value("closed", Failure::closed)
      .value("unavailable", Failure::unavailable)
      .value("blocked", Failure::blocked)
      .value("network", Failure::network);
  enum_<Outcome>("Outcome")
      .value("refused", Outcome::refused)
      .value("sent", Outcome::sent)
      .value("blocked", Outcome::blocked);
}

EMSCRIPTEN_BINDINGS(carrel_lists) {
  register_type<HostVal>("object");
  register_type<BytesVal>("Uint8Array");
  register_type<BytesList>("Uint8Array[]");
  register_type<NumberList>("number[]");
  register_type<StringList>("string[]");
  register_type<ValueList>("Value[]");
  register_type<VersionList>("Version[]");
  register_type<StoredList>("StoredRow[]");
  register_type<TransferList>("Transfer[]");
  register_type<FaultList>("Fault[]");
}

EMSCRIPTEN_BINDINGS(carrel_commands) {
  value_object<PayloadDto>("Payload")
      .field("shape", &PayloadDto::shape)
      .field("flag", &PayloadDto::flag)
      .field("number", &PayloadDto::number)
      .field("total", &PayloadDto::total)
      .field("attempt", &PayloadDto::attempt)
      .field("question", &PayloadDto::question)
      .field("state", &PayloadDto::state)
      .field("text", &PayloadDto::text)
      .field("answers", &PayloadDto::answers);
  value_object<OpenedDto>("Opened")
      .field("snapshots", &OpenedDto::snapshots)
      .field("visit", &OpenedDto::visit);
  value_object<CompactionDto>("Compaction")
      .field("generation", &CompactionDto::generation)
      .field("deletedTo", &CompactionDto::deleted_to)
      .field("forgotten", &CompactionDto::forgotten);
  value_object<FramesDto>("Frames")
      .field("keys", &FramesDto::keys)
      .field("ends", &FramesDto::ends)
      .field("bytes", &FramesDto::bytes)
      .field("complete", &FramesDto::complete)
      .field("compaction", &FramesDto::compaction)
      .field("snapshots", &FramesDto::snapshots);
  value_object<ChoiceDto>("ChoiceIn")
      .field("choice", &ChoiceDto::choice)
      .field("purposes", &ChoiceDto::purposes)
      .field("policy", &ChoiceDto::policy)
      .field("texts", &ChoiceDto::texts)
      .field("at", &ChoiceDto::at)
      .field("inbox", &ChoiceDto::inbox)
      .field("method", &ChoiceDto::method)
      .field("told", &ChoiceDto::told)
      .field("language", &ChoiceDto::language)
      .field("interface", &ChoiceDto::interface)
      .field("erase", &ChoiceDto::erase);
  value_object<SituationDto>("SituationIn")
      .field("place", &SituationDto::place)
      .field("rules", &SituationDto::rules)
      .field("restricted", &SituationDto::restricted);
  value_object<AgeDto>("AgeIn")
      .field("from", &AgeDto::from)
      .field("below", &AgeDto::below)
      .field("method", &AgeDto::method)
      .field("approval", &AgeDto::approval)
      .field("country", &AgeDto::country);
  value_object<DoneDto>("Done")
      .field("id", &DoneDto::id)
      .field("ok", &DoneDto::ok)
      .field("failure", &DoneDto::failure)
      .field("keys", &DoneDto::keys)
      .field("status", &DoneDto::status)
      .field("retryAfter", &DoneDto::retry_after)
      .field("reply", &DoneDto::reply);
}

EMSCRIPTEN_BINDINGS(carrel_answers) {
  value_object<ValueDto>("Value")
      .field("item", &ValueDto::item)
      .field("entity", &ValueDto::entity)
      .field("payload", &ValueDto::payload)
      .field("at", &ValueDto::at)
      .field("saved", &ValueDto::saved)
      .field("tier", &ValueDto::tier)
      .field("pending", &ValueDto::pending)
      .field("version", &ValueDto::version)
      .field("rivals", &ValueDto::rivals);
  value_object<VersionDto>("Version").field("text", &VersionDto::text).field("at", &VersionDto::at);
  value_object<StoredDto>("StoredRow")
      .field("item", &StoredDto::item)
      .field("purpose", &StoredDto::purpose)
      .field("category", &StoredDto::category)
      .field("tier", &StoredDto::tier)
      .field("count", &StoredDto::count)
      .field("bytes", &StoredDto::bytes)
      .field("keep", &StoredDto::keep)
      .field("days", &StoredDto::days)
      .field("title", &StoredDto::title)
      .field("why", &StoredDto::why);
  value_object<TransferDto>("Transfer")
      .field("at", &TransferDto::at)
      .field("item", &TransferDto::item)
      .field("entity", &TransferDto::entity)
      .field("outcome", &TransferDto::outcome)
      .field("status", &TransferDto::status)
      .field("reason", &TransferDto::reason);
  value_object<DecisionDto>("Decision")
      .field("choice", &DecisionDto::choice)
      .field("keys", &DecisionDto::keys)
      .field("bits", &DecisionDto::bits)
      .field("gpc", &DecisionDto::gpc)
      .field("until", &DecisionDto::until)
      .field("purposes", &DecisionDto::purposes)
      .field("asked", &DecisionDto::asked)
      .field("onDeviceOnly", &DecisionDto::on_device_only)
      .field("ask", &DecisionDto::ask)
      .field("dnt", &DecisionDto::dnt)
      .field("erase", &DecisionDto::erase)
      .field("reasons", &DecisionDto::reasons);
  value_object<StatusDto>("Status")
      .field("queued", &StatusDto::queued)
      .field("unsaved", &StatusDto::unsaved)
      .field("corrupt", &StatusDto::corrupt)
      .field("session", &StatusDto::session);
  value_object<FaultDto>("Fault").field("where", &FaultDto::where).field("what", &FaultDto::what);
}

EMSCRIPTEN_BINDINGS(carrel_engine) {
  function(
      "checkPolicy", +[](const std::string& text) {
        const auto policy = parse_policy(text, std::string(64, '0'));
        return list_of<FaultList, FaultDto>(
            policy ? std::vector<carrel::Fault>{} : policy.error(),
            [](const carrel::Fault& fault) { return FaultDto{fault.where, fault.what}; });
      });
  class_<EngineHandle>("Engine")
      .class_function("open", &EngineHandle::open, return_value_policy::take_ownership())
      .function("attach", &EngineHandle::attach)
      .function("at", &EngineHandle::at)
      .function("opened", &EngineHandle::opened)
      .function("read", &EngineHandle::read)
      .function("event", &EngineHandle::event)
      .function("consent", &EngineHandle::consent)
      .function("done", &EngineHandle::done)
      .function("advanced", &EngineHandle::advanced)
      .function("role", &EngineHandle::role)
      .function("online", &EngineHandle::online)
      .function("signals", &EngineHandle::signals)
      .function("situate", &EngineHandle::situate)
      .function("age", &EngineHandle::age)
      .function("account", &EngineHandle::account)
      .function("tick", &EngineHandle::tick)
      .function("setLanguage", &EngineHandle::set_language)
      .function("values", &EngineHandle::values)
      .function("versions", &EngineHandle::versions)
      .function("stored", &EngineHandle::stored)
      .function("left", &EngineHandle::left)
      .function("decision", &EngineHandle::decision)
      .function("allows", &EngineHandle::allows)
      .function("status", &EngineHandle::status);
}
