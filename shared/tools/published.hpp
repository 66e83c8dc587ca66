// A policy as it is published: a file whose bytes have a hash, read whole with its register and its
// metrics.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "carrel/aggregate/plan.hpp"
#include "carrel/policy/policy.hpp"
#include "carrel/policy/register.hpp"

namespace carrel::tools {

struct Published {
  Policy policy;
  std::vector<Recipient> services;
  AggregatePlan aggregate;
};

// Lower-case hexadecimal SHA-256, as sha256sum prints it.
std::string sha256_hex(std::string_view bytes);

// Of a file; nothing where it cannot be read.
std::optional<std::string> contents(const std::string& file);

std::expected<Published, std::vector<Fault>> parse_published(std::string_view text);

}  // namespace carrel::tools
