// How much one client may ask of the server.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace carrel::server {

struct Limits {
  std::uint32_t header_bytes = 16U * 1024;
  std::uint64_t body_bytes = 512UZ * 1024;
  std::size_t connections = 1024;
  std::chrono::milliseconds idle = std::chrono::seconds(60);   // between two requests
  std::chrono::milliseconds read = std::chrono::seconds(15);   // a head; then a body
  std::chrono::milliseconds write = std::chrono::seconds(30);  // each 64 KB of a reply
  std::chrono::milliseconds shutdown = std::chrono::seconds(10);
};

}  // namespace carrel::server
