// Where no derivative flows, C++ is run as it is, whatever its classes: containers, strings, maps, pointers that own,
// classes with destructors, virtual functions, functions whose bodies cannot be looked into.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity %s -o %t.all && %t.all
#include "Inputs/Differences.h"

#include <clangent/clangent.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Row {
  double weight;
  int kind;
};

std::vector<Row> measurements(int n) {
  std::vector<Row> rows;
  for (int i = 0; i < n; ++i)
    rows.push_back({0.5 + i, i % 3});
  return rows;
}

double fit(double x) {
  const std::vector<Row> rows = measurements(5);
  double sum = 0;
  for (const Row &row : rows)
    sum += row.weight * std::sin(x * (row.kind + 1));
  return sum;
}

struct Settings {
  std::string name = "default";
  double scale = 2;
  std::vector<double> grid{1, 2, 3};
  std::map<std::string, double> extra{{"offset", 0.25}};
};

double configured(double x, const Settings &settings) {
  double y = 0;
  for (size_t i = 0; i < settings.grid.size(); ++i)
    y += settings.grid[i] * x * x;
  const auto found = settings.extra.find("offset");
  if (found != settings.extra.end())
    y += found->second * x;
  return settings.name.empty() ? y : settings.scale * y;
}
double ownSettings(double x) {
  Settings settings;
  settings.scale = 3;
  settings.extra["more"] = 1;
  return configured(x, settings) * static_cast<double>(settings.extra.size());
}

int alive = 0, made = 0;
struct Counted {
  explicit Counted(std::string as) : name(std::move(as)) {
    ++alive;
    ++made;
  }
  Counted(const Counted &other) : name(other.name) {
    ++alive;
    ++made;
  }
  ~Counted() { --alive; }
  std::string name;
};

// Every way out of the blocks runs the destructors once.
double exits(double x) {
  Counted outer("outer");
  if (x < 0)
    return x * x;
  double sum = 0;
  for (int i = 0; i < 6; ++i) {
    Counted each(std::to_string(i));
    if (i == 1)
      continue;
    if (i == 4)
      break;
    {
      Counted inner("in");
      if (sum > 50)
        return sum * x;
      sum += x * static_cast<double>(inner.name.size() + each.name.size());
    }
    sum += alive;
  }
  switch (static_cast<int>(x)) {
  case 1: {
    Counted chosen("one");
    sum *= x * static_cast<double>(chosen.name.size());
    break;
  }
  default: {
    Counted chosen("other");
    sum += x;
  }
  }
  return sum * static_cast<double>(outer.name.size());
}

std::mutex mutex;
double locked(double x) {
  std::lock_guard<std::mutex> guard(mutex);
  return x * x * x;
}
double lockedTwice(double x) { return locked(x) + locked(2 * x); }

double owned(double x) {
  const std::shared_ptr<const Row> row = std::make_shared<const Row>(Row{3, 1});
  auto unique = std::make_unique<Row>(Row{0.5, 2});
  unique->weight *= 2;
  double *buffer = new double[4];
  for (int i = 0; i < 4; ++i)
    buffer[i] = i + 0.5;
  double *c = static_cast<double *>(std::malloc(2 * sizeof(double)));
  c[0] = 1.5;
  double sum = 0;
  for (int i = 0; i < 4; ++i)
    sum += buffer[i] * x * c[0];
  delete[] buffer;
  std::free(c);
  return sum * row->weight + unique->weight * x;
}

struct Shape {
  virtual ~Shape() = default;
  virtual double size(int n) const = 0;
};
struct Square : Shape {
  double size(int n) const override { return n * 2.0; }
};
double dispatched(double x, const Shape &shape) { return shape.size(3) * x * x; }

double searched(double x) {
  std::deque<int> order(6);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [](int a, int b) { return a % 3 < b % 3; });
  const auto best = std::max_element(order.begin(), order.end());
  const std::function<int(int)> twice = [](int n) { return 2 * n; };
  std::deque<int> queue{3, 4};
  queue.push_back(*best);
  std::optional<double> limit = 2.5;
  return x * std::sqrt(x) * twice(queue.back()) * (limit ? *limit : 1.0) + order[0];
}

double said(double x) {
  std::ostringstream text;
  text << "step " << 3;
  std::cerr << "";
  std::clog << (x > 100 ? x : 0);
  const std::string line = text.str();
  if (line.find("step") == std::string::npos)
    throw std::runtime_error("no step in " + line);
  return std::exp(x);
}

} // namespace

int main() {
  const Settings settings;
  const Square square;
  for (const double x : {0.7, 1.3, 2.4}) {
    check("fit", clangent::gradient<fit>(x), difference(fit, x));
    check("fit forwards", clangent::jvp<fit>(clangent::dup(x, 1.0)).tangent, difference(fit, x));
    const auto configuredAt = [&](double at) { return configured(at, settings); };
    check("configured", clangent::gradient<configured, clangent::wrt<0>>(x, settings), difference(configuredAt, x));
    check("own settings", clangent::gradient<ownSettings>(x), difference(ownSettings, x));
    const int before = made;
    exits(x);
    const int once = made - before;
    check("exits", clangent::gradient<exits>(x), difference(exits, x));
    const int behind = made;
    clangent::gradient<exits>(x);
    check("objects made", made - behind, once);
    check("objects left", alive, 0);
    check("locked", clangent::gradient<lockedTwice>(x), difference(lockedTwice, x));
    check("owned", clangent::gradient<owned>(x), difference(owned, x));
    const auto dispatchedAt = [&](double at) { return dispatched(at, square); };
    check("dispatched", clangent::gradient<dispatched, clangent::wrt<0>>(x, square), difference(dispatchedAt, x));
    check("searched", clangent::gradient<searched>(x), difference(searched, x));
    check("said", clangent::gradient<said>(x), std::exp(x));
  }
  check("exits early", clangent::gradient<exits>(-1.5), -3);
  check("objects left", alive, 0);
  return failures != 0;
}
