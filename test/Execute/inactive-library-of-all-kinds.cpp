// What programs have beside their numbers runs as it is: input and clocks, generators of random numbers, bits, locks,
// containers and iterators, functions with any number of arguments.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity %s -o %t.all && %t.all
#include "Inputs/AgainstDifferences.h"

#include <algorithm>
#include <bitset>
#include <chrono>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <deque>
#include <fstream>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

namespace {

int sumOf(int n, ...) {
  va_list list;
  va_start(list, n);
  int sum = 0;
  for (int i = 0; i < n; ++i)
    sum += va_arg(list, int);
  va_end(list);
  return sum;
}
double scanned(double x) {
  char name[16];
  int n = 0;
  double v[2] = {0, 0};
  if (std::sscanf("abc 3 2.5 1.5", "%15s %d %lf %lf", name, &n, &v[0], &v[1]) != 4)
    return 0;
  std::FILE *file = std::tmpfile();
  std::fprintf(file, "0.5 7\n");
  std::rewind(file);
  double a = 0;
  int last = 0;
  if (std::fscanf(file, "%lf %d", &a, &last) != 2)
    return 0;
  std::fclose(file);
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += v[0] * x * x + v[1] * static_cast<double>(std::strlen(name)) * std::sin(x);
  return sum * a + last * x * sumOf(2, n, 4);
}

double streamed(double x) {
  std::istringstream in("1 2.5 3\nab\nabc");
  double sum = 0, v = 0;
  std::string line;
  for (int i = 0; i < 3 && in >> v; ++i)
    sum += v * x * x;
  while (std::getline(in, line))
    sum += static_cast<double>(line.size()) * x;
  std::ifstream missing("/nonexistent/file");
  if (!missing || !missing.is_open())
    sum *= x;
  std::ostringstream out;
  out << "a" << 2 << ' ' << 2.5;
  return sum + x * static_cast<double>(out.str().size()) + x * std::stod("2.5");
}

std::mutex mutex;
double timed(double x) {
  const auto begin = std::chrono::steady_clock::now();
  const std::lock_guard<std::mutex> guard(mutex);
  std::mt19937 generator(42);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::normal_distribution<> normal(0, 2);
  double sum = 0;
  for (int i = 0; i < 3; ++i)
    sum += uniform(generator) * x * x + normal(generator) * x;
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  return taken.count() < 0 ? 0 : sum;
}

double kept(double x) {
  std::vector<bool> flags(3, true);
  flags[1] = false;
  std::bitset<8> bits(5);
  bits.set(3);
  std::variant<int, std::string> either = "abc";
  std::optional<int> none;
  std::deque<std::pair<int, int>> queue{{0, 1}};
  queue.emplace_back(2, 3);
  std::unique_ptr<std::map<int, int>> owned(new std::map<int, int>{{1, 2}, {3, 4}});
  std::list<int> list{1, 2, 3};
  std::set<std::string> names{"a", "bb"};
  const auto found = names.find("bb");
  const std::function<int(int)> twice = [](int n) { return 2 * n; };
  double sum = static_cast<double>(bits.count() + owned->size() + names.count("a")) * x;
  for (size_t i = 0; i < flags.size(); ++i)
    if (flags[i] || bits[i])
      sum += x * x;
  for (auto it = list.begin(); it != list.end(); ++it)
    sum += *it * std::exp(x);
  while (!queue.empty()) {
    const auto [a, b] = queue.front();
    queue.pop_front();
    sum += a * x * x + b * x;
  }
  if (std::holds_alternative<std::string>(either) && !none.has_value())
    sum *= static_cast<double>(std::get<std::string>(either).size());
  return sum * (*owned)[3] * x + (found == names.end() ? 0 : static_cast<double>(found->size()) * x) + twice(3) * x;
}

} // namespace

int main() {
  for (const double x : {0.7, 1.1}) {
    EACH(scanned);
    EACH(streamed);
    EACH(timed);
    EACH(kept);
  }
  return failures != 0;
}
