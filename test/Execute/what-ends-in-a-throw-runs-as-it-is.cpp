// Regions of a function that control never comes to the end of: the messages, files and lines that they put together of
// numbers that are differentiated are those of the program, whatever they are made with; where nothing is thrown the
// derivative is as without them. Against differences, and what was thrown and told against the function itself.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity %s -o %t.all && %t.all
// RUN: %clangent++ %{flags} -O1 -fsanitize=address,undefined -fno-sanitize-recover=all %s -o %t.san && %t.san
#include "Inputs/BothModes.h"

#include <iomanip>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

namespace {

std::string told; // beside what was thrown

// ---- in place

double stream(double x, double y) {
  if (x < 0) {
    std::ostringstream out;
    out << std::setprecision(3) << "bad " << x << " beside " << y;
    throw std::runtime_error(out.str());
  }
  return std::sqrt(x) * y;
}
double concatenated(double x, double y) {
  double sum = y;
  for (int i = 0; i < 4; ++i) {
    const double part = x - 0.1 * i;
    if (part < 0) {
      std::string message = "part " + std::to_string(i) + " is ";
      message += std::to_string(part);
      told += message;
      throw std::domain_error(message);
    }
    sum += part * part * y;
  }
  return sum;
}
double listed(double x, double y) {
  if (x < 0) {
    std::map<std::string, double> seen{{"x", x}, {"y", y}};
    seen["product"] = x * y;
    std::vector<std::string> lines;
    for (const auto &entry : seen)
      lines.push_back(entry.first + "=" + std::to_string(entry.second));
    const std::unique_ptr<std::string> all = std::make_unique<std::string>();
    for (const std::string &line : lines)
      *all += line + ";";
    throw std::logic_error(*all);
  }
  return x * y * y;
}

// ---- in functions that only throw

void fail(const std::string &what, double value) {
  std::ostringstream out;
  out << what << value;
  throw std::runtime_error(out.str());
}
double byFunction(double x, double y) {
  if (!(x > 0))
    fail("not positive: ", x * y);
  return std::log(x) * y;
}
[[noreturn]] void stop(const std::string &what);
std::string text(double v, const std::string &unit) { return std::to_string(v) + unit; }
double byHidden(double x, double y) {
  const double z = x * y;
  if (z < 0)
    stop("length " + text(z, "m"));
  return z * z;
}
void stop(const std::string &what) {
  told += what;
  throw std::invalid_argument(what);
}
// In the manner of Boost's policies.
struct ThrowIt {};
struct AnswerIt {};
template <class E, class T> void raise(const char *function, const char *message, const T &value) {
  std::string text("Error in function ");
  std::string of(function);
  of.replace(of.find("%1%"), 3, "double");
  text += of;
  text += ": ";
  std::ostringstream out;
  out.precision(17);
  out << value;
  text += message + out.str();
  E e(text);
  throw e;
}
template <class T> T domainError(const char *function, const char *message, const T &value, const ThrowIt &) {
  raise<std::domain_error, T>(function, message, value);
  return 0;
}
template <class T> T domainError(const char *, const char *, const T &value, const AnswerIt &) { return value * 2; }
template <class P> double logOf(double x, const P &policy) {
  if (!(x > 0))
    return domainError<double>("logOf<%1%>(%1%)", "argument must be positive, is ", x, policy);
  return std::log(x);
}
double byPolicy(double x, double y) { return logOf(x, ThrowIt()) * logOf(-y, AnswerIt()); }
// In the manner of QuantLib's macros.
struct Error : std::exception {
  Error(const std::string &file, long line, const std::string &message)
      : message(std::make_shared<std::string>(file + ":" + std::to_string(line) + " " + message)) {}
  const char *what() const noexcept override { return message->c_str(); }
  std::shared_ptr<std::string> message;
};
#define REQUIRE(condition, message)                                                                                    \
  if (!(condition)) {                                                                                                  \
    std::ostringstream out;                                                                                            \
    out << message;                                                                                                    \
    throw Error("file", 7, out.str());                                                                                 \
  } else
#define FAIL(message)                                                                                                  \
  do {                                                                                                                 \
    std::ostringstream out;                                                                                            \
    out << message;                                                                                                    \
    throw Error("file", 8, out.str());                                                                                 \
  } while (false)
double byMacro(double x, double y) {
  REQUIRE(x * y > -100, "too small: " << x * y << " of " << x);
  switch (int(x)) {
  case 0:
    return x * y;
  case 1:
    return x * x * y;
  default:
    FAIL("unknown kind of " << x);
  }
}
// In the manner of Stan's checks.
template <class T> void checkPositive(const char *function, const char *name, const T &y) {
  if (!(y > 0)) {
    [&]() {
      std::stringstream out;
      out << function << ": " << name << " is " << y << ", but must be positive!";
      throw std::domain_error(out.str());
    }();
  }
}
double byLambda(double x, double y) {
  checkPositive("density", "scale", x);
  const double z = y / x;
  return -0.5 * z * z - std::log(x);
}

// ---- with objects of numbers

struct Bad : std::runtime_error {
  Bad(double value, std::vector<double> all) : std::runtime_error("bad value"), value(value), all(std::move(all)) {}
  double value;
  std::vector<double> all;
};
std::string joined(const std::vector<double> &values) {
  std::string all;
  for (double v : values)
    all += std::to_string(v) + " ";
  return all;
}
double ofVector(double x, double y) {
  std::vector<double> values;
  for (int i = 0; i < 5; ++i) {
    values.push_back(x - 0.1 * i);
    if (values.back() < 0)
      throw Bad(values.back(), values);
  }
  if (values.size() != 5)
    throw std::logic_error("sizes " + joined(values));
  return values[1] * values[2] * y;
}
double handedOut(double x, double y) {
  std::vector<double> values{x, y, x * y};
  if (x < 0)
    throw std::logic_error(joined(values));
  values[0] = values[1] * values[2];
  return values[0] * x;
}
double inIteration(double x, double y) {
  double sum = 0;
  for (int i = 0; i < 4; ++i) {
    std::vector<double> values(3, x - 0.1 * i);
    values[1] *= y;
    if (values[0] < 0)
      throw std::logic_error(joined(values));
    sum += values[0] * values[1] * values[2];
  }
  return sum;
}
void checkAll(const std::vector<double> &values, const char *name) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] < 0)
      throw std::logic_error(std::string(name) + "[" + std::to_string(i) + "] of " + joined(values));
}
double ofParameter(const std::vector<double> &v) {
  checkAll(v, "v");
  double product = 1;
  for (double value : v)
    product *= value;
  return product;
}

// ---- what is thrown and told

struct Ends {
  std::string what, beside;
  bool operator==(const Ends &other) const { return what == other.what && beside == other.beside; }
};
template <class F> Ends ends(F f) {
  told.clear();
  try {
    f();
  } catch (const Bad &e) {
    return {e.what() + joined(e.all) + std::to_string(e.value), told};
  } catch (const std::exception &e) {
    return {e.what(), told};
  }
  return {"", told};
}
template <auto f> void both(const char *name, double x, double y) {
  both_modes<f>(name);
  const Ends expected = ends([&] { f(x, y); });
  const Ends reverse = ends([&] { clangent::gradient<f>(x, y); });
  const Ends forward = ends([&] { clangent::jvp<f>(clangent::dup(x, 1.0), clangent::dup(y, 0.0)); });
  if (expected.what.empty() || !(reverse == expected) || !(forward == expected)) {
    std::printf("%s throws '%s', not '%s'\n", name, reverse.what.c_str(), expected.what.c_str());
    ++wrong;
  }
}

} // namespace

int main() {
  both<stream>("stream", -2.5, 3);
  both<concatenated>("concatenated", 0.15, 2);
  both<listed>("listed", -1, 2);
  both<byFunction>("byFunction", -2, 3);
  both<byHidden>("byHidden", -2, 3);
  both<byPolicy>("byPolicy", -2, 3);
  both<byMacro>("byMacro", -20, 30);
  both<byMacro>("byMacro", 7, 3);
  both<byLambda>("byLambda", -2, 3);
  both<ofVector>("ofVector", 0.25, 3);
  both<handedOut>("handedOut", -0.25, 3);
  both<inIteration>("inIteration", 0.25, 3);
  both_modes_of_vector<ofParameter>("ofParameter", 4);
  const std::vector<double> negative{1, -2, 3};
  const Ends expected = ends([&] { ofParameter(negative); });
  wrong += !(expected == ends([&] { clangent::gradient<ofParameter>(negative); })) || expected.what.empty();
  std::printf("%d functions, %d wrong\n", functions, wrong);
  return wrong != 0;
}
