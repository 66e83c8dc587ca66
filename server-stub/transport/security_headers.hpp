// The headers that every response carries, beside a Content Security Policy.
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace carrel::server {

inline constexpr std::array security_headers{
    std::pair<std::string_view, std::string_view>{"X-Content-Type-Options", "nosniff"},
    std::pair<std::string_view, std::string_view>{"Referrer-Policy", "no-referrer"},
    std::pair<std::string_view, std::string_view>{"Cross-Origin-Opener-Policy", "same-origin"},
    std::pair<std::string_view, std::string_view>{"Cross-Origin-Resource-Policy", "same-origin"},
    std::pair<std::string_view, std::string_view>{
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

}  // namespace carrel::server
