// Objects that are not looked into begin as the program says, in lists, arrays and structs; functions take them by
// value and by reference, recursive ones and lambdas too; what they are asked needs no name.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity %s -o %t.all && %t.all
// RUN: %clangent++ %{flags} -std=c++20 -O1 %s -o %t.20 && %t.20
#include "Inputs/AgainstDifferences.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace {

// ---- asked without a name

std::vector<std::string> names() { return {"ab", "cde"}; }
std::map<std::string, std::vector<std::string>> table{{"a", {"xyz", "z"}}};
double asked(double x) {
  const auto list = names();
  return list[0].size() * x * x + names()[1].length() * x + table["a"][0].size() * x + table.at("a").size();
}
bool isFast(const std::string &mode) { return mode == "fast"; }
double compared(double x) {
  const std::string mode = "fast", other = "slow";
  const std::string_view seen = mode;
  double y = mode == "fast" && isFast(mode) ? x * x : x;
  if (seen == "fast" && seen < std::string_view(other) && mode <= other && mode != other)
    y *= mode.compare(other) < 0 ? x : 2 * x;
  const std::pair<int, std::string> first{1, "b"}, second{1, "c"};
  return first < second ? y * x : y;
}

// ---- lists in braces

struct Item {
  int id;
  double weight;
};
struct Node {
  int id;
  std::vector<Node> kids;
};
double lists(double x) {
  std::map<std::string, double> rates{{"k", 2}, {"l", 3.5}};
  const std::unordered_map<std::string, int> counts = {{"a", 2}, {"b", 3}};
  const std::vector<std::pair<std::string, double>> pairs{{"a", 2.0}, {"b", 0.25}};
  const std::vector<std::vector<std::string>> nested{{"a", "bb"}, {"c"}, {}};
  const std::set<char> letters{'a', static_cast<char>('a' + static_cast<int>(rates.size()))};
  const std::list<float> halves{0.5f, static_cast<float>(pairs[0].second)};
  std::vector<Item> items{{2, 2.0}, {1, 0.5}};
  std::sort(items.begin(), items.end(), [](const Item &a, const Item &b) { return a.weight < b.weight; });
  double sum = rates["k"] * x * x;
  for (const auto &[name, rate] : rates)
    sum += rate * std::pow(x, static_cast<double>(name.size()));
  for (auto entry = counts.begin(); entry != counts.end(); ++entry)
    sum += entry->second * x;
  for (const auto &[name, weight] : pairs)
    sum += weight * x * static_cast<double>(name.size());
  for (const auto &row : nested)
    for (const std::string &cell : row)
      sum += static_cast<double>(cell.size()) * std::sin(x);
  for (const float half : halves)
    sum += half * x;
  for (const Item &item : items)
    sum = sum * x + item.weight * std::pow(x, item.id);
  return sum * static_cast<double>(letters.count('c'));
}
// A list of one element is not taken for a copy.
double single(double x) {
  const std::vector<std::string> one{"abc"};
  const std::vector<std::vector<std::string>> inner{one};
  const std::set<std::string> empty{};
  return static_cast<double>(one.size() + inner.size() + 4 * empty.size()) * x * x +
         static_cast<double>(inner[0][0].size()) * x;
}
double walk(const Node &node, double x) {
  double sum = node.id * x * x;
  for (const Node &kid : node.kids)
    sum += walk(kid, x);
  return sum;
}
double tree(double x) {
  const Node root{1, {{2, {}}, {3, {{4, {}}}}}};
  return walk(root, x);
}

// ---- arrays and structs

struct Options {
  std::string name = "plain";
  double tolerance = 2;
  std::vector<int> steps = {1, 2};
  char tag[8] = "tag";
};
struct Pair {
  std::string name;
  double weight;
};
double arrays(double x) {
  std::string named[3];
  named[1] = "bcd";
  const std::string list[] = {"a", "bb", "ccc"};
  const std::array<std::string, 2> fixed{"dd", "e"};
  const Pair pairs[2] = {{"a", 1.5}, {"b", 2.5}};
  double sum = static_cast<double>(named[1].size() + named[2].size()) * x * x;
  for (const std::string &name : list)
    sum += static_cast<double>(name.size()) * std::exp(x);
  for (int i = 0; i < 2; ++i)
    sum += static_cast<double>(fixed[static_cast<size_t>(i)].size()) * x * pairs[i].weight;
  return sum;
}
double withDefaults(double x, const Options &options = {}) {
  return options.tolerance * x * x + static_cast<double>(options.steps.size() + options.name.size()) * x +
         options.tag[1];
}
double structs(double x) {
  const Options some{"some", 3};
  return withDefaults(x) + withDefaults(x, some) * x + withDefaults(x, {"other"});
}

// ---- by value

double chosen(double x, std::string mode) {
  mode += "!";
  return mode == "square!" ? x * x : x;
}
double scaled(double x, Options options) {
  options.tolerance += 1;
  return options.tolerance * x * x * static_cast<double>(options.name.size());
}
double pointed(double x, std::unique_ptr<Item> item) { return item->weight * x * x; }
double byValue(double x) {
  const std::string mode = "square";
  Options options;
  const double first = scaled(x, options);
  return chosen(x, mode) + chosen(x, "other") + chosen(x, std::string("square")) * x + first + scaled(x, options) +
         scaled(x, Options{"xx", 2}) + pointed(x, std::make_unique<Item>(Item{1, 2.5})) +
         static_cast<double>(mode.size());
}
double raised(double x, int times, std::string log) {
  log += "r";
  return times == 0 ? x * static_cast<double>(log.size()) : x * raised(x, times - 1, log);
}
double recursive(double x) { return raised(x, 3, "ab"); }

struct Config {
  double scale;
  std::string name;
  std::map<int, double> weights;
  double weight(int i) const { return scale * i + weights.at(1); }
};
double shared(double x, std::shared_ptr<const Config> config) {
  return config->scale * x * x + static_cast<double>(config->name.size()) * x + config->weight(2) * x;
}
double owned(double x) {
  const auto config = std::make_shared<const Config>(Config{2, "abc", {{1, 2}}});
  return shared(x, config) + shared(x * x, config);
}

// ---- captured, and in recursion

double captured(double x) {
  const std::string name = "abc";
  std::map<std::string, double> rates{{"a", 2}};
  const auto rate = [&rates](const std::string &of) {
    const auto found = rates.find(of);
    return found == rates.end() ? 0.0 : found->second;
  };
  const auto square = [&](double y) { return static_cast<double>(name.size()) * y * y; };
  return rate("a") * x * x + rate("b") + square(2 * x);
}
double counted(double x, int n, std::vector<std::string> &log) {
  log.push_back("call");
  return n == 0 ? x * x : x * static_cast<double>(log.size()) + counted(x * x, n - 1, log);
}
double recorded(double x) {
  std::vector<std::string> log;
  return counted(x, 2, log) * static_cast<double>(log.size());
}

} // namespace

int main() {
  for (const double x : {0.7, 1.1}) {
    EACH(asked);
    EACH(compared);
    EACH(lists);
    EACH(single);
    EACH(tree);
    EACH(arrays);
    EACH(structs);
    EACH(byValue);
    EACH(recursive);
    EACH(owned);
    EACH(captured);
    EACH(recorded);
    const auto chosenAt = [](double at) { return chosen(at, "square"); };
    check("object by value", clangent::gradient<chosen, clangent::wrt<0>>(x, std::string("square")),
          difference(chosenAt, x));
  }
  return failures != 0;
}
