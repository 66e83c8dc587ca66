// Between Boost.Beast's messages and ours.
#pragma once

#include <cstdint>

#include "http.hpp"
#include <boost/beast/http.hpp>

namespace carrel::server {

namespace beast = boost::beast;

using BeastRequest = beast::http::request<beast::http::string_body>;
using BeastResponse = beast::http::response<beast::http::string_body>;

Request to_request(BeastRequest&& message);

// The head, and the body unless that is a file: with the security headers, Date and lengths.
BeastResponse to_beast(Response&& response, bool keep_alive);

std::uint64_t body_length(const Response& response);

}  // namespace carrel::server
