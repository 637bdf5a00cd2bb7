// Objects of classes that are not looked into are made, used and destroyed when they are in the program: what their
// destructors change, what temporaries hold, what is declared in the head of a statement.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity %s -o %t.all && %t.all
#include "Inputs/Differences.h"

#include <clangent/clangent.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace {

std::string story;

struct Saved {
  Saved(int &where, int value) : where(where), old(where) { where = value; }
  ~Saved() { where = old; }
  int &where;
  int old;
};
struct Traced {
  explicit Traced(const char *name) : name(name) { story += '+' + this->name; }
  Traced(const Traced &other) : name(other.name) { story += '=' + name; }
  ~Traced() { story += '-' + name; }
  double length() const { return static_cast<double>(name.size()); }
  std::string name;
};
struct Named {
  explicit Named(std::string as) : name(std::move(as)) { story += '<'; }
  ~Named() { story += '>'; }
  std::string name;
};

// The destructor writes what the loop before it read.
double restored(double x) {
  int depth = 1;
  double sum = x;
  {
    Saved saved(depth, 4);
    sum = depth * x * x;
    if (depth > 2)
      sum *= depth;
  }
  return sum * depth;
}
double restoredArray(double x) {
  int weights[3] = {1, 2, 3};
  double sum = 0;
  for (int i = 0; i < 3; ++i) {
    Saved saved(weights[i], weights[i] + 2);
    for (int k = 0; k < 3; ++k)
      sum += weights[k] * std::sin(x * k);
  }
  return sum;
}

std::mutex mutex;
double heads(double x) {
  int depth = 1;
  double sum = 0;
  if (Saved saved(depth, 5); x > 0)
    sum = depth * x;
  sum += depth * x;
  switch (Saved saved(depth, 7); depth) {
  case 7:
    sum += depth * x * x;
    break;
  default:
    sum = 0;
  }
  if (std::lock_guard<std::mutex> guard(mutex); sum > 0)
    sum += x;
  std::lock_guard<std::mutex> again(mutex);
  return sum * depth;
}

std::vector<Traced> several() {
  std::vector<Traced> all;
  all.reserve(2);
  all.emplace_back("a");
  all.emplace_back("bc");
  return all;
}
double ranges(double x) {
  double sum = 0;
  for (const Traced &each : several())
    sum += each.length() * x;
  story += '|';
  for (const Traced &each : several())
    sum += each.length() * x * x;
  return sum;
}

struct Locked {
  Locked() : guard(mutex) {}
  int value() const { return 3; }
  std::unique_lock<std::mutex> guard;
};
double temporaries(double x) {
  const double k = Locked().value();
  double sum = k * x + Locked().value();
  Locked().value();
  if (Locked().value() == 3)
    sum *= x;
  std::shared_ptr<double> shared = std::make_shared<double>(2.5);
  const std::weak_ptr<double> weak = shared;
  const double held = *weak.lock();
  shared.reset();
  return sum * held * (weak.expired() ? 2 : 1) * Locked().value();
}

double declared(double x, const std::string &name) {
  Named named(name);
  const std::string_view view = named.name;
  std::scoped_lock lock(mutex);
  const std::tuple<std::string, int> pair("abc", 2);
  return x * x * static_cast<double>(view.size() + std::get<0>(pair).size()) * std::get<1>(pair);
}
double pointed(double x) {
  const std::string *text = new std::string("four");
  const double y = x * static_cast<double>(text->size());
  delete text;
  return y;
}

using ::check;
// What the function does besides giving its value, the derivative does too.
template <class F, class G> void check(const char *what, F f, G gradient, double x) {
  story.clear();
  f(x);
  const std::string expected = story;
  story.clear();
  const double found = gradient(x);
  if (story != expected) {
    std::printf("%s: %s, expected %s\n", what, story.c_str(), expected.c_str());
    ++failures;
  }
  check(what, found, difference(f, x));
}

} // namespace

#define CHECK(f) check(#f, f, [](double at) { return clangent::gradient<f>(at); }, x)

int main() {
  for (const double x : {0.7, 1.6}) {
    CHECK(restored);
    CHECK(restoredArray);
    CHECK(heads);
    CHECK(ranges);
    CHECK(temporaries);
    CHECK(pointed);
    const std::string name = "name";
    check("declared", [&](double at) { return declared(at, name); },
          [&](double at) { return clangent::gradient<declared, clangent::wrt<0>>(at, name); }, x);
    check("forwards", clangent::jvp<restored>(clangent::dup(x, 1.0)).tangent, difference(restored, x));
  }
  return failures != 0;
}
