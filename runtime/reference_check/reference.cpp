// Reading numbers and comparing them.
#include "reference.h"

#include <cmath>
#include <cstdio>

namespace reference {

void Report::fail(const std::string &name, const std::string &why) {
  ++failed_;
  std::printf("FAIL %s: %s\n", name.c_str(), why.c_str());
}

void Report::run(const std::string &name, const std::function<void()> &check) {
  try {
    check();
    ++passed_;
  } catch (const std::exception &error) {
    fail(name, error.what());
  }
}

double number(const json &value) {
  if (!value.is_string())
    return value.is_boolean() ? double(value.get<bool>()) : value.get<double>();
  const std::string text = value.get<std::string>();
  if (text == "nan")
    return std::nan("");
  if (text == "inf")
    return INFINITY;
  if (text == "-inf")
    return -INFINITY;
  throw Mismatch("not a number: " + text);
}

Shape shape_of(const json &value) {
  Shape shape;
  for (const json &n : value)
    shape.push_back(n.get<std::int64_t>());
  return shape;
}

std::vector<double> numbers(const json &values) {
  std::vector<double> list;
  for (const json &v : values)
    list.push_back(number(v));
  return list;
}

std::string type_of(const json &tensor) { return tensor.value("t", "f64"); }

double option(const json &args, const char *name, double otherwise) {
  return args.is_object() && args.contains(name) && !args.at(name).is_null() ? number(args.at(name)) : otherwise;
}

namespace {

bool agrees(double got, double expected, double largest, Tolerance tolerance) {
  if (std::isnan(expected) || std::isnan(got))
    return std::isnan(expected) && std::isnan(got);
  if (std::isinf(expected) || std::isinf(got))
    return got == expected;
  if (tolerance.relative == 0)
    return got == expected && std::signbit(got) == std::signbit(expected);
  return std::fabs(got - expected) <= tolerance.relative * (std::fabs(expected) + tolerance.floor * largest);
}

} // namespace

void compare_numbers(const std::string &what, const std::vector<double> &got, const std::vector<double> &expected,
                     Tolerance tolerance) {
  if (got.size() != expected.size())
    throw Mismatch(what + ": " + std::to_string(got.size()) + " numbers, expected " + std::to_string(expected.size()));
  double largest = 0;
  for (double v : expected)
    if (std::isfinite(v))
      largest = std::max(largest, std::fabs(v));
  for (std::size_t i = 0; i < got.size(); ++i) {
    if (agrees(got[i], expected[i], largest, tolerance))
      continue;
    char text[160];
    std::snprintf(text, sizeof text, ": element %zu is %.17g, expected %.17g", i, got[i], expected[i]);
    throw Mismatch(what + text);
  }
}

} // namespace reference
