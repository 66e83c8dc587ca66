// The value objects that cross the boundary. Every number is a JavaScript number: integers up to
// 2^53 − 1; the facade checks them before they cross, and to_command() once more.
#pragma once

#include <cstdint>
#include <string>

#include <emscripten/val.h>

#include "carrel/engine/engine.hpp"

namespace carrel::wasm {

EMSCRIPTEN_DECLARE_VAL_TYPE(HostVal)
EMSCRIPTEN_DECLARE_VAL_TYPE(BytesVal)
EMSCRIPTEN_DECLARE_VAL_TYPE(BytesList)
EMSCRIPTEN_DECLARE_VAL_TYPE(NumberList)
EMSCRIPTEN_DECLARE_VAL_TYPE(StringList)
EMSCRIPTEN_DECLARE_VAL_TYPE(ValueList)
EMSCRIPTEN_DECLARE_VAL_TYPE(VersionList)
EMSCRIPTEN_DECLARE_VAL_TYPE(StoredList)
EMSCRIPTEN_DECLARE_VAL_TYPE(TransferList)
EMSCRIPTEN_DECLARE_VAL_TYPE(FaultList)

struct PayloadDto {
  Shape shape = Shape::none;
  bool flag = false;
  double number = 0;
  double total = 0;
  double attempt = 0;
  double question = 0;
  double state = 0;
  std::string text;
  NumberList answers{emscripten::val::array()};
};

struct OpenedDto {
  BytesList snapshots{emscripten::val::array()};
  BytesList visit{emscripten::val::array()};
};

struct CompactionDto {
  double generation = 0;
  double deleted_to = 0;
  double forgotten = 0;
};

// A journal is long: its frames cross as one run of bytes.
struct FramesDto {
  NumberList keys{emscripten::val::array()};
  NumberList ends{emscripten::val::array()};  // of each frame in `bytes`
  BytesVal bytes{emscripten::val::undefined()};
  bool complete = false;
  CompactionDto compaction;
  BytesList snapshots{emscripten::val::array()};
};

struct ChoiceDto {
  Choice choice = Choice::unasked;
  StringList purposes{emscripten::val::array()};
  std::string policy, texts;
  double at = 0;
  double inbox = 0;
  double method = 0;
  bool told = false;
  std::string language, interface;
  StringList erase{emscripten::val::array()};
};

struct SituationDto {
  std::string place, rules;
  StringList restricted{emscripten::val::array()};
};

struct AgeDto {
  double from = 0;
  double below = 0;
  double method = 0;
  double approval = 0;
  std::string country;
};

struct DoneDto {
  double id = 0;
  bool ok = false;
  Failure failure = Failure::other;
  NumberList keys{emscripten::val::array()};
  double status = 0;
  double retry_after = 0;
  std::string reply;
};

struct ValueDto {
  std::string item, entity;
  PayloadDto payload;
  double at = 0;
  bool saved = false;
  Tier tier = Tier::none;
  bool pending = false;
  double version = 0;
  VersionList rivals{emscripten::val::array()};
};

struct VersionDto {
  std::string text;
  double at = 0;
};

struct StoredDto {
  std::string item, purpose, category;
  Tier tier = Tier::none;
  double count = 0;
  double bytes = 0;
  std::string keep;
  double days = 0;
  std::string title, why;
};

struct TransferDto {
  double at = 0;
  std::string item, entity;
  Outcome outcome = Outcome::refused;
  double status = 0;
  std::string reason;
};

struct DecisionDto {
  Choice choice = Choice::unasked;
  StringList keys{emscripten::val::array()};
  double bits = 0;
  double gpc = 0;
  double until = 0;
  StringList purposes{emscripten::val::array()};
  bool asked = false;
  bool on_device_only = false;
  bool ask = false;
  bool dnt = false;
  bool erase = false;
  NumberList reasons{emscripten::val::array()};
};

struct StatusDto {
  double queued = 0;
  double unsaved = 0;
  double corrupt = 0;
  bool session = false;
};

struct FaultDto {
  std::string where, what;
};

}  // namespace carrel::wasm
