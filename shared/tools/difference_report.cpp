#include "tools/difference.hpp"

#include "carrel/base/json_writer.hpp"

namespace carrel::tools {
namespace {

std::string_view in_words(const PurposeChange& purpose) {
  switch (purpose.effect) {
    case Effect::none:
      return "unchanged";
    case Effect::editorial:
      return "editorial: answers stand";
    case Effect::notice:
      return purpose.added ? "new, and needs no consent" : "changed: answers stand";
    case Effect::gone:
      return "gone";
    case Effect::asked:
      break;
  }
  return purpose.added ? "new: asked about" : "asked about again";
}

std::string line(const Change& change) {
  std::string out = "  " + change.entry;
  if (!change.member.empty()) out += ": " + change.member;
  if (change.effect == Effect::editorial) return out + '\n';
  return out + ": " + change.before + " -> " + change.after + '\n';
}

void write(JsonWriter& out, const std::vector<Change>& changes) {
  out.begin_list();
  for (const Change& change : changes) {
    out.begin_object();
    out.member("effect").text(name(change.effect));
    out.member("entry").text(change.entry);
    out.member("member").text(change.member);
    if (change.effect != Effect::editorial) {
      out.member("before").text(change.before);
      out.member("after").text(change.after);
    }
    out.end_object();
  }
  out.end_list();
}

void write(JsonWriter& out, const Policy& policy) {
  out.begin_object();
  out.member("id").text(policy.id);
  out.member("revision").text(policy.revision);
  out.member("hash").text(policy.hash).end_object();
}

}  // namespace

std::string difference_text(const Revision& before, const Revision& after) {
  const Difference found = difference(before, after);
  std::string out =
      after.policy.id + ' ' + before.policy.revision + " -> " + after.policy.revision + '\n';
  for (const Change& change : found.policy)
    out += line(change).substr(2);
  for (const PurposeChange& purpose : found.purposes) {
    out += purpose.key + ": " + std::string(in_words(purpose)) + '\n';
    for (const Change& change : purpose.changes)
      out += line(change);
  }
  return out;
}

std::string difference_json(const Revision& before, const Revision& after) {
  const Difference found = difference(before, after);
  JsonWriter out;
  out.begin_object();
  write(out.member("before"), before.policy);
  write(out.member("after"), after.policy);
  out.member("effect").text(name(found.effect()));
  write(out.member("policy"), found.policy);
  out.member("purposes").begin_list();
  for (const PurposeChange& purpose : found.purposes) {
    out.begin_object();
    out.member("key").text(purpose.key);
    out.member("effect").text(name(purpose.effect));
    out.member("new").boolean(purpose.added);
    write(out.member("changes"), purpose.changes);
    out.end_object();
  }
  return std::move(out.end_list().end_object()).take() + '\n';
}

}  // namespace carrel::tools
