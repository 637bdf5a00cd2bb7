// Objects that own memory, or have a member that does, by value from and to functions that call themselves or each other:
// they are built where the caller wants them, made and destroyed as often as in the program. Both modes against
// differences, and against each other.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity %s -o %t.all && %t.all
// RUN: %clangent++ %{flags} -O1 -fsanitize=address,undefined -fno-sanitize-recover=all %s -o %t.san && %t.san
#include "Inputs/BothModes.h"

#include <string>

namespace {

using Vector = std::vector<double>;

Vector powers(double x, int n) {
  if (n == 0)
    return {1.0};
  Vector v = powers(x, n - 1);
  v.push_back(v.back() * x);
  return v;
}
double ofPowers(double x, double y) {
  const Vector v = powers(x, 5);
  double sum = 0;
  for (double p : v)
    sum += p * y;
  return sum + powers(y, 3).back();
}

Vector merged(const Vector &a, const Vector &b) {
  Vector all;
  std::size_t i = 0, k = 0;
  while (i < a.size() || k < b.size())
    all.push_back(k == b.size() || (i < a.size() && a[i] < b[k]) ? a[i++] : b[k++]);
  return all;
}
Vector sorted(Vector v) {
  if (v.size() < 2)
    return v;
  const auto middle = v.begin() + v.size() / 2;
  return merged(sorted(Vector(v.begin(), middle)), sorted(Vector(middle, v.end())));
}
double ofSorted(double x, double y) {
  const Vector v = sorted({y, x * y, 3, x, 2 * x});
  double sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i)
    sum += v[i] * v[i] * (i + 1.0);
  return sum;
}

struct Bond {
  std::string name;
  double coupon;
  Vector flows;
};
Bond stripped(Bond bond, int n) {
  if (n == 0)
    return bond;
  bond.name += "!";
  bond.coupon *= bond.flows[n - 1];
  Bond next = stripped(bond, n - 1);
  next.flows.push_back(next.coupon);
  return next;
}
double ofBonds(double x, double y) {
  const Bond bond = stripped({"a name that is long enough to be on the heap", x, {y, x * y, 2}}, 3);
  return bond.coupon * bond.flows.back() * bond.name.size() + stripped(bond, 1).coupon;
}

int alive, born;
struct Counted {
  explicit Counted(double v) : v(v), more(2, v) { ++alive, ++born; }
  Counted(const Counted &other) : v(other.v), more(other.more) { ++alive, ++born; }
  Counted(Counted &&other) noexcept : v(other.v), more(std::move(other.more)) { ++alive, ++born; }
  Counted &operator=(const Counted &other) = default;
  ~Counted() { --alive; }
  double v;
  Vector more;
};
Counted odd(double x, int n);
Counted even(double x, int n) {
  if (n == 0)
    return Counted(x);
  return odd(x * x, n - 1);
}
Counted odd(double x, int n) {
  Counted inner = even(x, n - 1);
  inner.v *= inner.more[1];
  return inner;
}
double mutual(double x, double y) { return even(x * y, 4).v * odd(y, 1).more[0]; }

// Nothing that varies goes through it.
std::vector<int> digits(int n) {
  if (n < 10)
    return {n};
  std::vector<int> all = digits(n / 10);
  all.push_back(n % 10);
  return all;
}
double beside(double x, double y) {
  double sum = 0;
  for (int digit : digits(2714))
    sum = sum * x + digit;
  return sum * y;
}

bool counts() {
  born = alive = 0;
  mutual(0.7, 1.3);
  const int expected = born;
  bool isRight = alive == 0;
  born = 0;
  clangent::gradient<mutual>(0.7, 1.3);
  isRight &= born == expected && alive == 0;
  born = 0;
  clangent::jvp<mutual>(clangent::dup(0.7, 1.0), clangent::dup(1.3, 0.0));
  return isRight && born == expected && alive == 0;
}

// Numbers come back, which keep nothing of the text that was handed in.
struct Compound {
  double value;
  int years;
};
struct Account {
  std::string owner;
  double rate;
};
Compound compound(const Account &account, double x, int n) {
  if (n == 0)
    return {x, static_cast<int>(account.owner.size())};
  Compound c = compound(account, x * x, n - 1);
  c.value *= 1 + account.rate * x;
  ++c.years;
  return c;
}
double besideText(double x, double y) {
  const Account account{"somebody whose name is long enough to be on the heap", x * y};
  const Compound c = compound(account, x, 3);
  return c.value * account.rate + c.years + static_cast<double>(account.owner.size());
}

} // namespace

int main() {
  both_modes<ofPowers>("ofPowers");
  both_modes<ofSorted>("ofSorted");
  both_modes<ofBonds>("ofBonds");
  both_modes<mutual>("mutual");
  both_modes<beside>("beside");
  both_modes<besideText>("besideText");
  if (!counts()) {
    std::printf("objects are made or destroyed another number of times\n");
    ++wrong;
  }
  std::printf("%d functions, %d wrong\n", functions, wrong);
  return wrong != 0;
}
