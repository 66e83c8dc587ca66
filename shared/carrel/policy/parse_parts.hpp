// Parts of the document that stand by themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "carrel/base/json_reader.hpp"
#include "carrel/policy/policy.hpp"

namespace carrel {

bool is_key(std::string_view key, bool dots);
Texts parse_texts(const JsonReader& in, const std::vector<std::string>& languages);
std::vector<std::string> parse_facts(const JsonReader& in);
UseSet parse_uses(const JsonReader& in);
// By the purpose's category, where the purpose does not say it.
Basis parse_basis(const JsonReader& purpose, const Category& category);

// The members that a fingerprint is over.
inline constexpr std::string_view purpose_terms = "key category basis uses edition";
inline constexpr std::string_view category_terms = "required on_device gpc";
inline constexpr std::string_view item_terms =
    "key purpose when_enrolled tier keep sync on_withdraw";
inline constexpr std::string_view service_terms = "key country safeguard hosts leaves";

// Whether an item or a service is, in any case, for that purpose.
bool belongs(JsonValue entry, std::string_view purpose);

// Of what a person consents to: the purpose, its category, data, storage and recipients, without
// any text. As long as it stays, so does an answer.
std::uint32_t fingerprint(JsonValue document, std::string_view purpose);

}  // namespace carrel
