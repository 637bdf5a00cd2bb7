// Counts checks and prints the failing ones; the last line is `N passed, N failed`.
#ifndef CLANGENT_TEST_NUMERIC_REPORT_H
#define CLANGENT_TEST_NUMERIC_REPORT_H

#include "Oracle.h"

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define CLANGENT_KEEP_SIGNALS // the sanitizer has more to say than we do
#endif
#endif

#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

namespace numeric {

class Report {
public:
  static Report &instance() {
    static Report report;
    return report;
  }

  void begin_function(const char *name) {
    function = name;
    point = 0;
    lines = 0;
  }
  void begin_point() { ++point; }

  void count(bool ok) { ++(ok ? passed : failed); }

  // A result that is no number where the oracle has one, by what may have made it so.
  void count_alone(const char *kind, const std::set<std::string> &causes) {
    for (const std::string &cause : causes)
      ++alone[std::string(kind) + " after " + cause];
  }

  void failure(const char *kind, std::size_t index, long double got, const Expected &expected) {
    if (++lines <= 8)
      std::printf("FAIL %s, point %d, %s, entry %zu: got %.20Lg, expected %.20Lg +- %.2Lg\n",
                  function, point, kind, index, got, expected.value, expected.tolerance);
  }

  int finish() const {
    for (const auto &[kind, count] : alone)
      std::printf("%s: %d times no number where the oracle has one\n", kind.c_str(), count);
    std::printf("%d passed, %d failed\n", passed, failed);
    return failed != 0 || passed == 0;
  }

private:
  Report() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(CLANGENT_KEEP_SIGNALS)
    for (const int signal : {SIGSEGV, SIGFPE, SIGABRT, SIGILL, SIGBUS})
      std::signal(signal, &Report::died);
#endif
  }

  static void died(int signal) {
    Report &report = instance();
    std::printf("FAIL %s, point %d: signal %d\n%d passed, %d failed\n", report.function,
                report.point, signal, report.passed, report.failed + 1);
    std::fflush(stdout);
    std::_Exit(1);
  }

  const char *function = "";
  int point = 0;
  int lines = 0;
  int passed = 0;
  int failed = 0;
  std::map<std::string, int> alone;
};

// One check of one function at one point: passes if every comparison made through it does.
class Check {
public:
  Check(Report &report, const char *kind) : report(report), kind(kind) {}
  Check(const Check &) = delete;
  Check &operator=(const Check &) = delete;
  ~Check() { report.count(ok); }

  void close(std::size_t index, long double got, const Expected &expected) {
    if (got == expected.value || std::fabs(got - expected.value) <= expected.tolerance)
      return;
    if (!dual::zero_ends_path && agrees_without_numbers(got, expected))
      return;
    ok = false;
    report.failure(kind, index, got, expected);
  }

  void identical(std::size_t index, long double got, long double expected) {
    if (got == expected || (std::isnan(got) && std::isnan(expected)))
      return;
    ok = false;
    report.failure(kind, index, got, {expected, 0});
  }

  void same_size(std::size_t got, std::size_t expected) {
    if (got == expected)
      return;
    ok = false;
    report.failure(kind, 0, static_cast<long double>(got),
                   {static_cast<long double>(expected), 0});
  }

private:
  // Where one of two numbers is none: a finite one must not stand for what has no value, but what is finite on one way
  // may be none on another, which is counted by its causes; without a cause it is wrong. A bound that overflowed says
  // nothing.
  bool agrees_without_numbers(long double got, const Expected &expected) {
    if (std::isfinite(got))
      return std::isfinite(expected.value) && !std::isfinite(expected.tolerance);
    if (!std::isfinite(static_cast<REAL>(expected.value)))
      return true;
    report.count_alone(kind, expected.causes);
    return !expected.causes.empty();
  }

  Report &report;
  const char *kind;
  bool ok = true;
};

} // namespace numeric

#endif
