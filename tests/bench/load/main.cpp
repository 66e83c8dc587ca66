// carrel-load PORT POLICY PEOPLE SECONDS: signs PEOPLE in, lets each send batches of 50 statements
// one after another, and prints what was kept and how long each batch took.
#include <chrono>
#include <cstdio>
#include <future>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "load/batch.hpp"
#include "load/client.hpp"
#include "load/times.hpp"
#include "program/policy_file.hpp"

#include "carrel/sync/xapi.hpp"

namespace carrel::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t statements = 50;
constexpr std::string_view json = "Content-Type: application/json\r\n";
constexpr auto warming_up = std::chrono::seconds(1);

struct Load {
  std::uint16_t port;
  const Policy& policy;
  std::chrono::seconds time;
};

Reply expect(int status, Reply reply) {
  if (reply.status != status) throw std::runtime_error(reply.head + '\n' + reply.body);
  return reply;
}

// The headers that a signed-in person's requests carry, and who it is.
struct Person {
  std::string subject;
  std::string headers;
};

Person sign_in(Client& client, std::size_t number) {
  const std::string name = R"({"name":"person )" + std::to_string(number) + R"("})";
  const Reply reply =
      expect(200, client.exchange("POST /carrel/session HTTP/1.1\r\n" + std::string(json), name));
  std::vector<Fault> faults;
  const auto session = parse_json(reply.body, faults);
  if (!session) throw std::runtime_error("no session");
  const JsonReader in(*session, faults);
  const std::size_t cookie = reply.head.find("carrel_session=");
  return {std::string(in.member("subject").text(1, 64)),
          std::string(json) +
              "Cookie: " + reply.head.substr(cookie, reply.head.find(';', cookie) - cookie) +
              "\r\nX-Carrel-CSRF: " + std::string(in.member("csrf").text(1, 64)) +
              "\r\nX-Experience-API-Version: 1.0.3\r\n"};
}

void consent(Client& client, const Person& person, const Policy& policy, std::mt19937_64& random) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const ConsentValue value{.id = new_id(random),
                           .at = {std::chrono::floor<std::chrono::milliseconds>(now).count()},
                           .choice = Choice::granted,
                           .purposes = {"preferences", "resume", "drafts"},
                           .policy = policy.hash,
                           .texts = std::string(64, '0')};
  const std::string head =
      "PUT /carrel/consent/" + value.id.text() + " HTTP/1.1\r\n" + person.headers;
  expect(204, client.exchange(head, consent_text(value)));
}

// How long each batch took that was sent after the warming up.
std::vector<double> send_batches(const Load& load, std::size_t number) {
  std::mt19937_64 random(number);
  Client client(load.port);
  const Person person = sign_in(client, number);
  consent(client, person, load.policy, random);
  Batch batch(load.policy, person.subject, statements);
  const std::string head = "POST /xapi/statements HTTP/1.1\r\n" + person.headers;

  std::vector<double> times;
  const auto begin = Clock::now() + warming_up;
  const auto end = begin + load.time;
  for (auto sent = Clock::now(); sent < end; sent = Clock::now()) {
    expect(200, client.exchange(head, batch.renewed(random)));
    if (sent >= begin) times.push_back(Milliseconds(Clock::now() - sent).count());
  }
  return times;
}

int run(std::span<char* const> arguments) {
  if (arguments.size() != 4)
    throw std::runtime_error("usage: carrel-load PORT POLICY PEOPLE SECONDS");
  const auto policies = server::load_policies({arguments[1]});
  if (!policies) throw std::runtime_error(policies.error());
  const Load load{static_cast<std::uint16_t>(std::stoi(arguments[0])), policies->newest(),
                  std::chrono::seconds(std::stoi(arguments[3]))};
  const std::size_t people = std::stoul(arguments[2]);
  std::vector<std::future<std::vector<double>>> sending;
  for (std::size_t i = 1; i <= people; ++i)
    sending.push_back(std::async(std::launch::async, [&, i] { return send_batches(load, i); }));
  std::vector<double> times;
  for (auto& one : sending)
    times.append_range(one.get());
  print_times("statementsPerSecond", statements, std::move(times), load.time);
  return 0;
}

}  // namespace
}  // namespace carrel::bench

int main(int argc, char** argv) {
  try {
    return carrel::bench::run(std::span(argv + 1, static_cast<std::size_t>(argc - 1)));
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "carrel-load: %s\n", failure.what());
    return 1;
  }
}
