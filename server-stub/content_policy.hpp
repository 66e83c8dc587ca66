// The Content Security Policy of what the server sends.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace carrel::server {

inline constexpr std::string_view content_policy_header = "Content-Security-Policy";

// Nothing leaves for a host but the site's own and these: where the services of the policy's
// register are. The lock-down in a page (web/src/lock-down) narrows that to what was chosen; a host
// is a source of the same directives there. Workers go nowhere else.
std::string content_policy(const std::vector<std::string>& hosts = {});

}  // namespace carrel::server
