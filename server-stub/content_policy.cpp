#include "content_policy.hpp"

namespace carrel::server {

std::string content_policy(const std::vector<std::string>& hosts) {
  std::string sources;
  for (const std::string& host : hosts)
    sources += ' ' + host;
  std::string out = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'" + sources;
  for (const char* directive :
       {"style-src", "img-src", "media-src", "font-src", "connect-src", "frame-src", "form-action"})
    out += std::string("; ") + directive + " 'self'" + sources;
  return out + "; worker-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'";
}

}  // namespace carrel::server
