// The replies that all handlers share. An error is `{"error": code}` with what helps to mend it;
// it never repeats what was sent.
#pragma once

#include <string>
#include <string_view>

#include "http.hpp"
#include "store/store.hpp"

namespace carrel::server {

Response json_reply(std::string text, int status = 200);
Response no_content();

Response error_reply(int status, std::string_view code);
Response error_reply(int status, std::string_view code, std::string_view reason);
Response statement_error(int status, std::string_view code, std::string_view statement,
                         std::string_view reason);
// The consent and the record of one choice differ there.
Response contradicted(std::string_view where);
Response store_failed(const StoreFailure& failure);

}  // namespace carrel::server
