// What a record can hold: a closed set of shapes. A policy can declare exactly these.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "carrel/base/entropy.hpp"
#include "carrel/base/time.hpp"

namespace carrel {

enum class Shape : std::uint8_t {
  none,
  flag,
  number,
  choice,
  text,
  position,
  answer,
  attempt,
  draft,
  submission,
  service,   // a gated third-party script or embed; it has no payload
  consent,   // built in: consent.choice
  transfer,  // built in: transfer.entry
  intervals,
  membership,
  age,  // built in: profile.age
};

enum class Choice : std::uint8_t { unasked, refused, on_device, granted };
// What a choice was made with; `page`: the site's own code.
enum class Method : std::uint8_t {
  none,
  banner,
  choices,
  button,
  placeholder,
  imported,
  parent,
  page,
};
enum class AgeMethod : std::uint8_t { none, stated, account, school, parent, verified };
enum class Approval : std::uint8_t { none, pending, refused, granted };
enum class AttemptState : std::uint8_t { none, started, submitted };
enum class DraftState : std::uint8_t { none, open, kept, sent, discarded };
enum class Outcome : std::uint8_t { refused, sent, blocked };

struct FlagValue {
  bool value = false;
  friend bool operator==(const FlagValue&, const FlagValue&) = default;
};
struct NumberValue {
  std::int64_t value = 0;  // scaled: what people see is value / scale
  friend bool operator==(const NumberValue&, const NumberValue&) = default;
};
struct ChoiceValue {
  std::string option;
  friend bool operator==(const ChoiceValue&, const ChoiceValue&) = default;
};
struct TextValue {
  std::string text;
  friend bool operator==(const TextValue&, const TextValue&) = default;
};
struct PositionValue {
  std::int64_t at = 0;  // milliseconds of a recording, or the ordinal of a page or question
  std::int64_t of = 0;  // the whole, in the same unit
  friend bool operator==(const PositionValue&, const PositionValue&) = default;
};
struct AnswerValue {
  std::uint32_t attempt = 0;   // ordinal from 1
  std::uint32_t question = 0;  // ordinal from 1
  std::uint32_t options = 0;   // bit i: option i is chosen
  friend bool operator==(const AnswerValue&, const AnswerValue&) = default;
};
struct AttemptValue {
  std::uint32_t attempt = 0;  // ordinal from 1
  AttemptState state = AttemptState::none;
  std::int64_t score = 0;
  std::int64_t max = 0;
  std::vector<std::uint32_t> answers;  // option bits of question 1, 2, …
  friend bool operator==(const AttemptValue&, const AttemptValue&) = default;
};
struct DraftValue {
  std::string text;
  DraftState state = DraftState::none;  // kept: the person asked to keep it after a withdrawal
  friend bool operator==(const DraftValue&, const DraftValue&) = default;
};
struct SubmissionValue {
  std::string text;
  friend bool operator==(const SubmissionValue&, const SubmissionValue&) = default;
};
// How a choice came about. Records of journal formats 1 and 2 and anonymous refusals have none of
// it.
struct Manner {
  Method method = Method::none;
  bool told = false;           // before they chose: that the browser's signal refuses some of it
  bool approved = false;       // by a parent, below the digital age
  std::string language = {};   // BCP 47 tag of the texts that were shown
  std::string interface = {};  // version of what showed them
  std::string place = {};      // "DE", "US-CA"; empty: not known
  std::string rules = {};      // version of the rules of places that held
  friend bool operator==(const Manner&, const Manner&) = default;
};
struct ConsentValue {
  Uuid id;  // nil until something was granted on this profile (D124)
  Instant at;
  Choice choice = Choice::unasked;
  std::vector<std::string> purposes;  // keys, sorted, of what was granted
  std::string policy;                 // hash of the policy's bytes
  std::string texts;                  // hash of the texts that were shown
  Manner how = {};
  std::vector<std::uint32_t> asked = {};  // fingerprints of the purposes put to the person
  friend bool operator==(const ConsentValue&, const ConsentValue&) = default;
};
struct TransferValue {
  Uuid statement;
  std::string item;
  Outcome outcome = Outcome::refused;
  std::uint16_t status = 0;  // HTTP; 0 where there was no reply
  std::string reason;
  friend bool operator==(const TransferValue&, const TransferValue&) = default;
};

struct Span {
  std::int64_t from = 0;  // milliseconds of a recording
  std::int64_t to = 0;    // the first one that is not in it
  friend auto operator<=>(const Span&, const Span&) = default;
};
struct IntervalsValue {
  std::vector<Span> spans;  // ascending; none touches another
  friend bool operator==(const IntervalsValue&, const IntervalsValue&) = default;
};
struct MembershipValue {
  bool present = false;  // in the collection
  friend bool operator==(const MembershipValue&, const MembershipValue&) = default;
};

// Of a person's age no more than this is kept.
struct AgeValue {
  std::uint8_t from = 0;   // years: at least so old
  std::uint8_t below = 0;  // years: not yet so old; 0: not known
  AgeMethod method = AgeMethod::none;
  std::string country = {};            // of the person, as place in Manner
  Instant at;                          // the day on which it was found out
  Approval approval = Approval::none;  // of a parent
  friend bool operator==(const AgeValue&, const AgeValue&) = default;
};

// In the order of Shape, without `none` and `service`, which hold nothing.
using Payload = std::variant<FlagValue, NumberValue, ChoiceValue, TextValue, PositionValue,
                             AnswerValue, AttemptValue, DraftValue, SubmissionValue, ConsentValue,
                             TransferValue, IntervalsValue, MembershipValue, AgeValue>;

Shape shape_of(const Payload& payload);
std::string_view name(Shape shape);
std::string_view name(Method method);

inline constexpr std::size_t max_manner_bytes = 64;  // of each text in a Manner

// Which of an entity's values this is: "attempt/question" of an answer, the attempt's ordinal,
// the statement of a transfer, else empty. (item, entity, sub) is the slot that a value fills.
std::string sub_slot(const Payload& payload);

// A draft that was sent or discarded: its text is nobody's any more.
bool ends_draft(const Payload& payload);

// Bytes of text and lists in it, for what a person is told of the size of their data.
std::size_t weight(const Payload& payload);

}  // namespace carrel
