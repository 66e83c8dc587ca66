// Parts of the document that stand by themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "carrel/base/json_reader.hpp"
#include "carrel/policy/policy.hpp"

namespace carrel {

Texts parse_texts(const JsonReader& in, const std::vector<std::string>& languages);
UseSet parse_uses(const JsonReader& in);
// By the purpose's category, where the purpose does not say it.
Basis parse_basis(const JsonReader& purpose, const Category& category);

// Of what a person consents to: the purpose, its category, data, storage and recipients, without
// any text. As long as it stays, so does an answer.
std::uint32_t fingerprint(JsonValue document, std::string_view purpose);

}  // namespace carrel
