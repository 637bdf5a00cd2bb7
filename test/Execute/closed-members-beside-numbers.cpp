// Classes that have a name, settings, a generator or a callback beside their numbers: the numbers are differentiated,
// the members that are not looked into are made, copied, moved and destroyed as in the program. Both modes against
// differences, and against each other.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity %s -o %t.all && %t.all
// RUN: %clangent++ %{flags} -O1 -fsanitize=address,undefined -fno-sanitize-recover=all %s -o %t.san && %t.san
#include "Inputs/BothModes.h"

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <string>

namespace {

struct Bond {
  std::string name;
  double coupon;
  std::vector<double> flows;
};
double price(const Bond &bond, double rate) {
  double sum = bond.coupon;
  for (std::size_t i = 0; i < bond.flows.size(); ++i)
    sum += bond.flows[i] * std::exp(-rate * (i + 1.0));
  return bond.name.empty() ? 0 : sum;
}
double made(double x, double y) {
  Bond bond{"a name that is longer than sixteen letters", x, {x, 2 * y, 3}};
  bond.flows.push_back(x * y);
  Bond other = bond;
  other.coupon *= y;
  other.name += " again";
  bond = other;
  Bond last = std::move(other);
  return price(bond, y) + price(last, x) * bond.name.size();
}
double inVector(double x, double y) {
  std::vector<Bond> bonds;
  bonds.push_back({"first of the bonds of the portfolio", x, {1, x}});
  bonds.push_back(Bond{"second", y, {y}});
  bonds.emplace_back(bonds[0]);
  bonds[2].name = "third, which is a copy of the first";
  bonds[2].coupon *= x;
  std::sort(bonds.begin(), bonds.end(), [](const Bond &a, const Bond &b) { return a.name > b.name; });
  bonds.erase(bonds.begin() + 1);
  double sum = 0;
  for (const Bond &bond : bonds)
    if (bond.name != "none")
      sum += price(bond, y) * bond.name.size();
  return sum;
}
Bond bondOf(const std::string &name, double coupon) {
  Bond bond;
  bond.name = name + " of a long enough name";
  bond.coupon = coupon;
  bond.flows.assign(3, coupon * coupon);
  return bond;
}
Bond scaled(Bond bond, double by) {
  bond.coupon *= by;
  bond.name += "*";
  return bond;
}
double returned(double x, double y) {
  const Bond bond = scaled(bondOf("abc", x), y);
  const double inner = price(scaled(bond, x), y);
  return inner + bond.coupon * bond.name.size();
}

// ---- private members, default ones, settings, a callback

class Model {
public:
  Model(std::string name, double a, double b) : name(std::move(name)), a(a), b(b) { settings["scale"] = 2; }
  double operator()(double x) const {
    if (log)
      log(int(name.size()));
    return (a * x + b * x * x) * settings.at("scale");
  }
  void shift(double by) {
    a += by;
    settings["scale"] += 1;
    ++calls;
  }
  const std::string &label() const { return name; }
  int count() const { return calls; }

private:
  std::string name, unit = "a unit with more than sixteen letters";
  std::map<std::string, double> settings;
  double a, b;
  int calls = 0;
  std::function<void(int)> log;
};
double model(double x, double y) {
  Model first("first model of all that there are", x, y);
  first.shift(x * y);
  Model second = first;
  second.shift(y);
  first = second;
  first.shift(1);
  return first(x) * second(y) * first.label().size() + first.count();
}
struct Curve {
  std::string names[2] = {"short and then not so short any more", "long"};
  double rates[2];
};
struct Desk {
  Curve curve;
  std::mt19937 generator{42};
  std::pair<std::string, double> best{"nothing that is worth to be told", 1};
  double weight = 1;
};
double nested(double x, double y) {
  Desk desk;
  desk.curve.rates[0] = x;
  desk.curve.rates[1] = x * y;
  desk.best.second = y;
  const unsigned drawn = desk.generator() % 2;
  Desk other = desk;
  other.curve.names[drawn] += "!";
  other.weight = desk.curve.rates[drawn];
  std::swap(desk, other);
  return desk.weight * desk.best.second * other.curve.rates[1] * desk.curve.names[0].size();
}
double captured(double x, double y) {
  const std::string name = "a name in a closure that is long enough";
  const auto price = [name, x](double at) { return name.size() * at * x; };
  return price(y) + price(x);
}
double inLoop(double x, double y) {
  double sum = 0;
  for (int i = 0; i < 4; ++i) {
    Bond bond = bondOf("number " + std::to_string(i), x + i);
    if (i == 2)
      continue;
    bond.flows.push_back(y * i);
    sum += price(bond, y);
    if (bond.name.size() > 1000)
      break;
  }
  return sum;
}

// ---- as what is asked for

double ofBonds(const std::vector<Bond> &bonds, double rate) {
  double sum = 0;
  for (const Bond &bond : bonds)
    sum += bond.name.size() * price(bond, rate) * bond.coupon;
  return sum;
}
bool argument() {
  const Bond bond{"seven!!", 1.5, {1, 2}};
  const auto of = [](const Bond &b) { return price(b, 0.3) * b.coupon; };
  Bond bond_bar{"", 0, {0, 0}};
  clangent::vjp<price>(clangent::dup(bond, bond_bar), 0.3);
  const bool isRight = close(bond_bar.coupon, 1, 1e-12) && close(bond_bar.flows[0], std::exp(-0.3), 1e-12) &&
                       close(bond_bar.flows[1], std::exp(-0.6), 1e-12);
  const std::vector<Bond> bonds{bond, bond};
  const double byRate = clangent::gradient<ofBonds, clangent::wrt<1>>(bonds, 0.3);
  const double expected = extrapolated([&](double h) { return ofBonds(bonds, 0.3 + h); });
  std::vector<Bond> bonds_bar{{"", 0, {0, 0}}, {"", 0, {0, 0}}};
  clangent::vjp<ofBonds>(clangent::dup(bonds, bonds_bar), 0.3);
  Bond moved = bond;
  const double byCoupon = extrapolated([&](double h) {
    moved.coupon = bond.coupon + h;
    return 7 * of(moved);
  });
  return isRight && close(byRate, expected, 1e-8) && close(bonds_bar[1].coupon, byCoupon, 1e-8);
}

} // namespace

int main() {
  both_modes<made>("made");
  both_modes<inVector>("inVector");
  both_modes<returned>("returned");
  both_modes<model>("model");
  both_modes<nested>("nested");
  both_modes<captured>("captured");
  both_modes<inLoop>("inLoop");
  if (!argument()) {
    std::printf("argument\n");
    ++wrong;
  }
  std::printf("%d functions, %d wrong\n", functions, wrong);
  return wrong != 0;
}
