// Three vectors of RFC 9861, section 5, and, where the folder is there, all that
// ../shared/vectors/turboshake has.
#include <filesystem>

#include "support/json.hpp"
#include "unit/fixtures.hpp"
#include <gtest/gtest.h>

#include "carrel/aggregate/turboshake.hpp"

namespace carrel {
namespace {

// The bytes 00 to FA again and again, as the RFC names them.
Bytes pattern(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i)
    out[i] = static_cast<std::uint8_t>(i % 251);
  return out;
}

std::string hex(ByteView bytes) {
  std::string out;
  for (const std::uint8_t byte : bytes)
    out += to_hex(byte, 2);
  return out;
}

TEST(TurboShake128, GivesVectorsOfRfc9861) {
  EXPECT_EQ(hex(turboshake128({}, 0x1f, 64)),
            "1e415f1c5983aff2169217277d17bb538cd945a397ddec541f1ce41af2c1b74c"
            "3e8ccae2a4dae56c84a04c2385c03c15e8193bdf58737363321691c05462c8df");
  EXPECT_EQ(hex(turboshake128(pattern(17 * 17), 0x1f, 32)),
            "96c77c279e0126f7fc07c9b07f5cdae1e0be60bdbe10620040e75d7223a624d2");
  EXPECT_EQ(hex(turboshake128(Bytes(3, 0xff), 0x01, 32)),
            "bf323f940494e88ee1c540fe660be8a0c93f43d15ec006998462fa994eed5dab");
}

TEST(TurboShake128, PadsAMessageOfAWholeBlockWithAnotherBlock) {
  for (const std::size_t size : {167U, 168U, 169U})
    for (const std::size_t other : {167U, 168U, 169U})
      EXPECT_EQ(turboshake128(Bytes(size, 0), 0x1f, 16) == turboshake128(Bytes(other, 0), 0x1f, 16),
                size == other);
}

TEST(TurboShake128, GivesMoreOfTheSameWhereMoreIsAsked) {
  const Bytes longest = turboshake128(pattern(5), 0x42, 600);
  for (const std::size_t size : {0U, 1U, 167U, 168U, 169U, 336U, 337U}) {
    const ByteView first = ByteView(longest).first(size);
    EXPECT_EQ(turboshake128(pattern(5), 0x42, size), Bytes(first.begin(), first.end())) << size;
  }
}

// `ptn(17**N bytes)`, or `XX XX`, or `00`^0, which is none.
Bytes message_of(const std::string& text) {
  constexpr std::string_view power = "ptn(17**";
  if (text.starts_with(power)) {
    std::size_t size = 1;
    for (int i = std::stoi(text.substr(power.size())); i > 0; --i)
      size *= 17;
    return pattern(size);
  }
  Bytes out;
  if (!text.ends_with("^0"))
    for (std::size_t at = 1; at + 2 < text.size(); at += 3)
      out.push_back(static_cast<std::uint8_t>(std::stoi(text.substr(at, 2), nullptr, 16)));
  return out;
}

TEST(TurboShake128, GivesTheSharedVectors) {
  const std::string dir = "../shared/vectors/turboshake/";
  if (!std::filesystem::exists(CARREL_SOURCE_DIR "/" + dir)) GTEST_SKIP() << "no " << dir;
  int seen = 0;
  for (const std::string& file : test::files_in(dir)) {
    const Json vectors = Json::parse(test::read_file(dir + file))["vectors"];
    for (const Json& vector : vectors) {
      const Bytes out =
          turboshake128(message_of(vector["msg"].get<std::string>()),
                        vector["domain"].get<std::uint8_t>(), vector["out_len"].get<std::size_t>());
      const bool is_cut = vector["last32_only"].get<bool>();
      EXPECT_EQ(hex(is_cut ? ByteView(out).last(32) : out), vector["output"].get<std::string>())
          << dump_json(vector);
      ++seen;
    }
  }
  EXPECT_GT(seen, 0);
}

}  // namespace
}  // namespace carrel
