// What several test programs share: files of the repository, policies and sample values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "carrel/base/bytes.hpp"
#include "carrel/gate/gate.hpp"

namespace carrel::test {

inline constexpr Instant noon{1'793'534'400'000};  // 2026-11-01T12:00:00Z
inline const std::string hash_a(64, 'a');
inline const std::string hash_b(64, 'b');

// `path` is relative to the repository.
std::string read_file(std::string_view path);
Bytes read_bytes(std::string_view path);
std::vector<std::string> files_in(std::string_view path);  // their names, sorted

// Their hash is hash_a.
const Policy& demo_policy();         // shared/policies/demo.json
const Policy& every_shape_policy();  // tests/golden/policy/valid/every_shape.json
const Policy& syncing_policy();      // the same, and every value of it may leave

PolicyItem& item_of(Policy& policy, std::string_view key);

ConsentValue sample_consent();  // nothing of it is left out
// One of each shape, the built-in ones too; all but those fit every_shape_policy().
std::vector<Payload> sample_payloads();

// A choice under `policy`, in force from noon, at `position` 1.
Consent consent(const Policy& policy, Choice choice, std::vector<std::string> purposes = {});

}  // namespace carrel::test
