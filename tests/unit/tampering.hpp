// Changes every member of a document in turn: each must be noticed.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "support/json.hpp"
#include <gtest/gtest.h>

namespace carrel::test {

using Pointer = Json::json_pointer;

// Every member and element below `value`.
inline void collect(const Json& value, const Pointer& at, std::vector<Pointer>& out) {
  if (!value.is_structured()) return;
  for (const auto& [key, child] : value.items()) {
    const Pointer below = value.is_array() ? at / std::stoul(key) : at / key;
    out.push_back(below);
    collect(child, below, out);
  }
}

inline std::vector<Pointer> members_of(const Json& document) {
  std::vector<Pointer> out;
  collect(document, Pointer(), out);
  return out;
}

// `optional`: names of members that may be missing.
template <class Refused>
void expect_every_member_needed(const Json& document, Refused refused,
                                const std::set<std::string>& optional = {}) {
  for (const Pointer& at : members_of(document)) {
    if (document[at.parent_pointer()].is_array() || optional.contains(at.back())) continue;
    Json without = document;
    without[at.parent_pointer()].erase(at.back());
    EXPECT_TRUE(refused(without)) << at.to_string() << " is not needed";
  }
}

template <class Refused>
void expect_every_type_fixed(Json document, Refused refused) {
  const Json others[] = {nullptr, true, 1, 1.5, "x", Json::array(), Json::object()};
  for (const Pointer& at : members_of(document)) {
    const Json before = document[at];
    for (const Json& other : others) {
      if (other.type() == before.type()) continue;
      if (other.is_number_integer() && before.is_number_integer()) continue;
      document[at] = other;
      EXPECT_TRUE(refused(document)) << at.to_string() << " may be " << dump_json(other);
    }
    document[at] = before;
  }
}

template <class Refused>
void expect_nothing_added(const Json& document, Refused refused) {
  std::vector<Pointer> objects{Pointer()};
  for (const Pointer& at : members_of(document))
    if (document[at].is_object()) objects.push_back(at);
  for (const Pointer& at : objects) {
    Json extended = document;
    extended[at]["urn:other"] = 1;
    EXPECT_TRUE(refused(extended)) << at.to_string() << " may hold more";
  }
}

}  // namespace carrel::test
