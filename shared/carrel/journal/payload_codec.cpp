#include "carrel/journal/payload_codec.hpp"

#include "carrel/policy/shape.hpp"

namespace carrel {
namespace {

constexpr std::size_t max_text = 262'144;
constexpr std::size_t max_word = 256;
constexpr std::size_t max_list = 500;
constexpr std::uint8_t told = 1;
constexpr std::uint8_t approved = 2;

// Zigzag keeps small negative numbers short.
std::uint64_t zigzag(std::int64_t n) {
  return (static_cast<std::uint64_t>(n) << 1) ^ static_cast<std::uint64_t>(n >> 63);
}
std::int64_t unzigzag(std::uint64_t n) {
  return static_cast<std::int64_t>(n >> 1) ^ -static_cast<std::int64_t>(n & 1);
}

struct Write {
  ByteWriter& out;

  void count(std::int64_t n) const { out.varint(static_cast<std::uint64_t>(n)); }
  void uuid(const Uuid& id) const {
    out.fixed(id.high, 8);
    out.fixed(id.low, 8);
  }
  template <class State>
  void word(State state) const {
    out.u8(static_cast<std::uint8_t>(state));
  }

  void operator()(const FlagValue& v) const { out.u8(v.value ? 1 : 0); }
  void operator()(const NumberValue& v) const { out.varint(zigzag(v.value)); }
  void operator()(const ChoiceValue& v) const { out.text(v.option); }
  void operator()(const TextValue& v) const { out.text(v.text); }
  void operator()(const SubmissionValue& v) const { out.text(v.text); }
  void operator()(const PositionValue& v) const {
    count(v.at);
    count(v.of);
  }
  void operator()(const AnswerValue& v) const {
    out.varint(v.attempt);
    out.varint(v.question);
    out.varint(v.options);
  }
  void operator()(const AttemptValue& v) const {
    out.varint(v.attempt);
    word(v.state);
    count(v.score);
    count(v.max);
    out.varint(v.answers.size());
    for (const std::uint32_t answer : v.answers)
      out.varint(answer);
  }
  void operator()(const DraftValue& v) const {
    word(v.state);
    out.text(v.text);
  }
  void operator()(const ConsentValue& v) const {
    uuid(v.id);
    count(v.at.ms);
    word(v.choice);
    out.varint(v.purposes.size());
    for (const std::string& purpose : v.purposes)
      out.text(purpose);
    out.text(v.policy);
    out.text(v.texts);
    word(v.how.method);
    out.u8((v.how.told ? told : 0) | (v.how.approved ? approved : 0));
    out.text(v.how.language);
    out.text(v.how.interface);
    out.text(v.how.place);
    out.text(v.how.rules);
    out.varint(v.asked.size());
    for (const std::uint32_t print : v.asked)
      out.fixed(print, 4);
  }
  void operator()(const TransferValue& v) const {
    uuid(v.statement);
    out.text(v.item);
    word(v.outcome);
    out.fixed(v.status, 2);
    out.text(v.reason);
  }
  void operator()(const IntervalsValue& v) const {
    out.varint(v.spans.size());
    std::int64_t end = 0;
    for (const Span& span : v.spans) {
      count(span.from - end);
      count(span.to - span.from);
      end = span.to;
    }
  }
  void operator()(const MembershipValue& v) const { out.u8(v.present ? 1 : 0); }
  void operator()(const AgeValue& v) const {
    out.u8(v.from);
    out.u8(v.below);
    word(v.method);
    out.text(v.country);
    count(v.at.ms);
    word(v.approval);
  }
};

// The first format that has the shape.
std::uint8_t since(Shape shape) {
  if (shape <= Shape::transfer) return 1;
  return shape <= Shape::membership ? 2 : 3;
}

class Read {
 public:
  Read(ByteReader& in, std::uint8_t format) : in_(in), format_(format) {}

  std::optional<Payload> payload() {
    const std::uint8_t shape = in_.u8();
    Payload out;
    switch (static_cast<Shape>(shape)) {
      case Shape::flag:
        out = FlagValue{word<bool>(1)};
        break;
      case Shape::number:
        out = NumberValue{unzigzag(in_.varint())};
        break;
      case Shape::choice:
        out = ChoiceValue{in_.text(max_word)};
        break;
      case Shape::text:
        out = TextValue{in_.text(max_text)};
        break;
      case Shape::submission:
        out = SubmissionValue{in_.text(max_text)};
        break;
      case Shape::position:
        out = position();
        break;
      case Shape::answer:
        out = answer();
        break;
      case Shape::attempt:
        out = attempt();
        break;
      case Shape::draft:
        out = draft();
        break;
      case Shape::consent:
        out = consent();
        break;
      case Shape::transfer:
        out = transfer();
        break;
      case Shape::intervals:
        out = intervals();
        break;
      case Shape::membership:
        out = MembershipValue{word<bool>(1)};
        break;
      case Shape::age:
        out = age();
        break;
      case Shape::none:
      case Shape::service:
      default:
        return {};
    }
    if (!in_.ok() || !valid_ || format_ < since(static_cast<Shape>(shape))) return {};
    return out;
  }

 private:
  std::int64_t count() { return static_cast<std::int64_t>(in_.varint()); }
  std::uint32_t small() {
    const std::uint64_t n = in_.varint();
    valid_ = valid_ && n <= UINT32_MAX;
    return static_cast<std::uint32_t>(n);
  }
  Uuid uuid() {
    const std::uint64_t high = in_.fixed(8);
    return {high, in_.fixed(8)};
  }
  template <class State>
  State word(std::uint8_t last) {
    const std::uint8_t n = in_.u8();
    valid_ = valid_ && n <= last;
    return static_cast<State>(n <= last ? n : 0);
  }

  PositionValue position() {
    PositionValue v;
    v.at = count();
    v.of = count();
    return v;
  }
  AnswerValue answer() {
    AnswerValue v;
    v.attempt = small();
    v.question = small();
    v.options = small();
    return v;
  }
  AttemptValue attempt() {
    AttemptValue v;
    v.attempt = small();
    v.state = word<AttemptState>(2);
    v.score = count();
    v.max = count();
    const std::uint64_t n = in_.varint();
    valid_ = valid_ && n <= max_list;
    for (std::uint64_t i = 0; valid_ && in_.ok() && i < n; ++i)
      v.answers.push_back(small());
    return v;
  }
  DraftValue draft() {
    DraftValue v;
    v.state = word<DraftState>(4);
    v.text = in_.text(max_text);
    return v;
  }
  ConsentValue consent() {
    ConsentValue v;
    v.id = uuid();
    v.at.ms = count();
    valid_ = valid_ && v.at <= last_instant;
    v.choice = word<Choice>(3);
    const std::uint64_t n = in_.varint();
    valid_ = valid_ && n <= max_purposes;
    for (std::uint64_t i = 0; valid_ && in_.ok() && i < n; ++i)
      v.purposes.push_back(in_.text(max_word));
    v.policy = in_.text(max_word);
    v.texts = in_.text(max_word);
    if (format_ < 3) return v;
    v.how.method = word<Method>(7);
    const std::uint8_t flags = in_.u8();
    valid_ = valid_ && flags <= (told | approved);
    v.how.told = (flags & told) != 0;
    v.how.approved = (flags & approved) != 0;
    v.how.language = in_.text(max_manner_bytes);
    v.how.interface = in_.text(max_manner_bytes);
    v.how.place = in_.text(max_manner_bytes);
    v.how.rules = in_.text(max_manner_bytes);
    const std::uint64_t asked = in_.varint();
    valid_ = valid_ && asked <= max_purposes;
    for (std::uint64_t i = 0; valid_ && in_.ok() && i < asked; ++i)
      v.asked.push_back(static_cast<std::uint32_t>(in_.fixed(4)));
    return v;
  }
  AgeValue age() {
    AgeValue v;
    v.from = in_.u8();
    v.below = in_.u8();
    v.method = word<AgeMethod>(5);
    v.country = in_.text(max_manner_bytes);
    v.at.ms = count();
    valid_ = valid_ && v.at <= last_instant;
    v.approval = word<Approval>(3);
    return v;
  }
  TransferValue transfer() {
    TransferValue v;
    v.statement = uuid();
    v.item = in_.text(max_word);
    v.outcome = word<Outcome>(2);
    v.status = static_cast<std::uint16_t>(in_.fixed(2));
    v.reason = in_.text(max_word);
    return v;
  }

  // Each but the first begins after the one before has ended, and none is empty.
  IntervalsValue intervals() {
    IntervalsValue v;
    const std::uint64_t n = in_.varint();
    valid_ = valid_ && n <= max_spans;
    std::int64_t end = 0;
    for (std::uint64_t i = 0; valid_ && in_.ok() && i < n; ++i) {
      const std::int64_t gap = count();
      const std::int64_t length = count();
      valid_ = gap <= max_exact_integer && length <= max_exact_integer && (gap > 0 || i == 0) &&
               length > 0 && end <= max_exact_integer - gap - length;
      if (!valid_) break;
      end += gap + length;
      v.spans.push_back({end - length, end});
    }
    return v;
  }

  static constexpr std::uint64_t max_purposes = 64;
  ByteReader& in_;
  std::uint8_t format_;
  bool valid_ = true;
};

}  // namespace

void write_payload(ByteWriter& out, const Payload& payload) {
  out.u8(static_cast<std::uint8_t>(shape_of(payload)));
  std::visit(Write{out}, payload);
}

std::optional<Payload> read_payload(ByteReader& in, std::uint8_t format) {
  return Read(in, format).payload();
}

}  // namespace carrel
