#pragma once

#include <string_view>

namespace carrel::server {

// Does an Accept-Encoding header name this content coding, with a weight other than zero?
bool accepts_encoding(std::string_view header, std::string_view coding);

}  // namespace carrel::server
