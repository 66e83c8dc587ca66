#include "handlers/session.hpp"

#include <algorithm>

#include "handlers/body.hpp"
#include "handlers/origin.hpp"
#include "handlers/reply.hpp"

#include "carrel/base/bytes.hpp"
#include "carrel/base/json_reader.hpp"
#include "carrel/base/json_writer.hpp"

namespace carrel::server {
namespace {

constexpr std::string_view cookie_name = "carrel_session";
constexpr Duration idle_limit = Duration::seconds(86'400);
constexpr Duration activity_grain = Duration::seconds(60);  // activity is recorded this coarsely
constexpr std::size_t max_name_bytes = 64;

std::string token_from(const Entropy& entropy) {
  std::string out;
  for (const std::uint32_t word : entropy.words)
    out += to_hex(word, 8);
  return out;
}

// Takes equally long wherever the two differ.
bool same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  return difference == 0;
}

bool is_name(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return !text.empty() && text.size() <= max_name_bytes && is_utf8(text) &&
         std::ranges::none_of(text, is_control) && text.front() != ' ' && text.back() != ' ';
}

std::string cookie(std::string_view token, Duration life) {
  return std::string(cookie_name) + '=' + std::string(token) +
         "; HttpOnly; SameSite=Strict; Path=/; Max-Age=" + std::to_string(life.ms / 1000);
}

Response session_reply(const Session& session) {
  JsonWriter out;
  out.begin_object();
  out.member("csrf").text(session.csrf);
  out.member("enrolled").boolean(session.subject.enrolled);
  out.member("name").text(session.subject.name);
  out.member("signed_in").boolean(true);
  out.member("subject").text(session.subject.pseudonym);
  Response response = json_reply(std::move(out.end_object()).take());
  response.with("Set-Cookie", cookie(session.token, idle_limit));
  return response;
}

// The session of the cookie as long as it lives.
Stored<std::optional<Session>> live_session(const Request& request, Context& context) {
  const std::string_view token = find_cookie(request.header("cookie"), cookie_name);
  if (token.empty()) return std::nullopt;
  auto found = context.store.session(token);
  if (!found) return found;
  const std::optional<Session>& session = *found;
  if (!session) return found;
  const Duration idle = context.now - session->seen;
  if (idle >= idle_limit) return std::nullopt;
  if (idle >= activity_grain)
    if (auto kept = context.store.keep_alive(token, context.now); !kept)
      return std::unexpected(kept.error());
  return found;
}

}  // namespace

Response get_session(const Request& request, Context& context) {
  const auto found = live_session(request, context);
  if (!found) return store_failed(found.error());
  const std::optional<Session>& session = *found;
  return session ? session_reply(*session) : json_reply(R"({"signed_in":false})");
}

Response post_session(const Request& request, Context& context) {
  if (!context.demo_sign_in) return error_reply(403, "sign_in", "the demo sign-in is off");
  if (!same_origin(request)) return error_reply(403, "csrf");
  const auto body = json_body(request);
  if (!body) return body.error();
  std::vector<Fault> faults;
  const JsonReader reader(*body, faults);
  const std::string_view name = reader.member("name").text(1, max_name_bytes);
  reader.only("name");
  if (!faults.empty() || !is_name(name))
    return error_reply(400, "body", "name: 1 to 64 bytes, no control characters");
  const auto session = context.store.sign_in({.name = std::string(name),
                                              .pseudonym = token_from(context.entropy[0]),
                                              .token = token_from(context.entropy[1]),
                                              .csrf = token_from(context.entropy[2]),
                                              .now = context.now,
                                              .expired = {context.now.ms - idle_limit.ms}});
  if (!session) return store_failed(session.error());
  return session_reply(*session);
}

Response delete_session(const Request& request, Context& context) {
  const auto session = signed_in_to_write(request, context);
  if (!session) return session.error();
  if (auto ended = context.store.sign_out(session->token); !ended)
    return store_failed(ended.error());
  return no_content().with("Set-Cookie", cookie("", {}));
}

std::expected<Session, Response> signed_in(const Request& request, Context& context) {
  auto found = live_session(request, context);
  if (!found) return std::unexpected(store_failed(found.error()));
  std::optional<Session>& session = *found;
  if (!session) return std::unexpected(error_reply(401, "session"));
  return std::move(*session);
}

std::expected<Session, Response> signed_in_to_write(const Request& request, Context& context) {
  auto session = signed_in(request, context);
  if (!session) return session;
  if (!same_origin(request) || !same_secret(request.header("x-carrel-csrf"), session->csrf))
    return std::unexpected(error_reply(403, "csrf"));
  return session;
}

}  // namespace carrel::server
