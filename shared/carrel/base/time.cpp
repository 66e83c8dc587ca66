#include "carrel/base/time.hpp"

#include <algorithm>
#include <array>

namespace carrel {
namespace {

struct Date {
  std::int64_t year, month, day;
};

// Howard Hinnant, "chrono-compatible low-level date algorithms": days_from_civil, civil_from_days.
std::int64_t days_from_civil(Date d) {
  const std::int64_t y = d.month <= 2 ? d.year - 1 : d.year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t yoe = y - era * 400;
  const std::int64_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  const std::int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146'097 + doe - 719'468;
}

Date civil_from_days(std::int64_t z) {
  z += 719'468;
  const std::int64_t era = z / 146'097;
  const std::int64_t doe = z - era * 146'097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
  return {yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1};
}

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  out.append(width > digits.size() ? width - digits.size() : 0, '0').append(digits);
}

std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
  constexpr std::array<std::int64_t, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  std::int64_t digits(std::size_t count) {
    std::int64_t value = 0;
    if (rest_.size() < count) return miss();
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return miss();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) { ok_ = take(c) && ok_; }
  std::int64_t milliseconds() {
    std::int64_t value = 0;
    std::int64_t unit = 100;
    bool any = false;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
      value += unit * (rest_.front() - '0');
      unit /= 10;
      any = true;
      rest_.remove_prefix(1);
    }
    return any ? value : miss();
  }
  // "Z", or ±hh:mm east of UTC.
  std::int64_t offset_minutes() {
    if (take('Z')) return 0;
    const bool west = take('-');
    if (!west) expect('+');
    const std::int64_t hours = digits(2);
    expect(':');
    const std::int64_t minutes = digits(2);
    ok_ = ok_ && hours < 24 && minutes < 60;
    return (hours * 60 + minutes) * (west ? -1 : 1);
  }
  bool done() const { return ok_ && rest_.empty(); }

 private:
  std::int64_t miss() {
    ok_ = false;
    return 0;
  }
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace

std::string to_rfc3339(Instant at) {
  const std::int64_t ms = std::clamp<std::int64_t>(at.ms, 0, last_instant.ms);
  const Date date = civil_from_days(ms / 86'400'000);
  const std::int64_t day_ms = ms % 86'400'000;
  std::string out;
  append_padded(out, date.year, 4);
  append_padded(out.append("-"), date.month, 2);
  append_padded(out.append("-"), date.day, 2);
  append_padded(out.append("T"), day_ms / 3'600'000, 2);
  append_padded(out.append(":"), day_ms / 60'000 % 60, 2);
  append_padded(out.append(":"), day_ms / 1000 % 60, 2);
  append_padded(out.append("."), day_ms % 1000, 3);
  return out.append("Z");
}

std::optional<Instant> from_rfc3339(std::string_view text) {
  Scanner in(text);
  Date date{};
  date.year = in.digits(4);
  in.expect('-');
  date.month = in.digits(2);
  in.expect('-');
  date.day = in.digits(2);
  in.expect('T');
  const std::int64_t hour = in.digits(2);
  in.expect(':');
  const std::int64_t minute = in.digits(2);
  in.expect(':');
  const std::int64_t second = in.digits(2);
  const std::int64_t ms = in.take('.') ? in.milliseconds() : 0;
  const std::int64_t offset = in.offset_minutes();
  const bool in_range = date.month >= 1 && date.month <= 12 && date.day >= 1 && hour < 24 &&
                        minute < 60 && second < 60;
  if (!in.done() || !in_range || date.day > days_in_month(date.year, date.month)) return {};
  const std::int64_t minutes = (hour * 60) + minute - offset;
  const Instant at{days_from_civil(date) * 86'400'000 + (minutes * 60 + second) * 1000 + ms};
  if (at < Instant{} || at > last_instant) return {};
  return at;
}

}  // namespace carrel
