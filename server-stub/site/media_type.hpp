#pragma once

#include <string_view>

namespace carrel::server {

// By the file name's extension; "application/octet-stream" for one that is not known.
std::string_view media_type(std::string_view file_name);

}  // namespace carrel::server
