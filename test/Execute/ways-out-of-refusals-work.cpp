// What a message advises works: for each refused construct the function as its way out has it, against closed forms.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>

#include <cstdio>
#include <string>

// err_union
struct Word {
  double real;
  long bits;
};
double instead_of_union(double x) {
  Word w{};
  w.real = x * x;
  return w.real * x;
}

// err_complex: |z^2|^2 of z = x + i, which is (x^2 + 1)^2
double instead_of_complex(double x) {
  const double re = x * x - 1, im = 2 * x;
  return re * re + im * im;
}

// err_bit_field
struct Cell {
  int kind;
  double value;
};
double instead_of_bit_field(double x) {
  Cell cell{3, x};
  return cell.kind * cell.value * x;
}

// err_member_pointer
struct Point {
  double x, y;
};
template <class Member> double of_member(const Point &p, Member member) { return member(p) * p.x; }
double instead_of_member_pointer(double x) {
  return of_member(Point{x, x * x}, [](const Point &p) { return p.y; });
}

// err_function_variable, err_function_pointer
double square(double x) { return x * x; }
template <double (*Function)(double)> double twice(double x) { return Function(Function(x)); }
double instead_of_function_pointer(double x) {
  const auto g = [](double y) { return square(y); };
  return g(x) * x + twice<square>(x);
}

// err_variadic
template <class... Terms> double sum(Terms... terms) { return (terms + ...); }
double instead_of_variadic(double x) { return sum(x, x * x, 3.0); }

// err_destructor
int alive = 0;
struct Guard {
  int *count;
  double factor;
  Guard(int *count, double factor) : count(count), factor(factor) { ++*count; }
  ~Guard() { --*count; }
};
double with_guard(double x, const Guard &guard) { return guard.factor * x * x; }
double at_the_end(double x) {
  ++alive;
  const double y = x * x;
  --alive;
  return y;
}

// err_table
struct Shape {
  double r = 1;
  virtual double area() const { return r * r; }
};
struct Counted final : Shape {
  Counted() {}
  Counted(const Counted &other) : Shape(other) { r += 1; }
};
[[clangent::inactive]] void note(const Shape *shape) { std::printf("area %g\n", shape->area()); }
[[clangent::inactive]] void note(double r) { std::printf("r %g\n", r); }
double with_shape(double x, const Shape &shape) {
  note(&shape);
  return shape.r * x * x;
}
double with_number(double x) {
  Counted shape;
  shape.r = x;
  note(shape.r);
  return shape.r * x;
}

// err_closed_object, err_call_of_library, err_run_call, err_run_result
void fill(int (&counts)[2]) { counts[0] = 3; }
int &entry(int &number) { return number += 2; }
[[clangent::inactive]] int number(int at) {
  const std::string text = "4 5";
  int numbers[2] = {0, 0}, counts[2] = {0, 0}, one = 1;
  std::sscanf(text.c_str(), "%d %d", &numbers[0], &numbers[1]);
  fill(counts);
  return numbers[at] + counts[0] + entry(one);
}
double with_data(double x, const std::string &kind) { return kind == "square" ? x * x * number(0) : x * number(1); }

// An argument by value is the function's own, mutable members too.
struct Cached {
  double k;
  mutable double last = 0;
};
[[clangent::inactive]] int rounded(Cached c) {
  c.last = c.k + 1;
  return static_cast<int>(c.last);
}
double with_copy(double x) {
  const Cached c{x};
  return rounded(c) * c.k;
}

// err_store_global
double last;
double remembered(double x) {
  const double y = x * x;
  last = clangent::stop_gradient(y);
  return y * x;
}
double into(double x, double &place) {
  place = x * x;
  return place * x;
}

int main() {
  using clangent::gradient, clangent::wrt;
  std::printf("%g %g\n", gradient<instead_of_union>(2.0), gradient<instead_of_complex>(2.0));
  // CHECK: 12 40
  std::printf("%g %g\n", gradient<instead_of_bit_field>(2.0), gradient<instead_of_member_pointer>(2.0));
  // CHECK-NEXT: 12 12
  std::printf("%g %g\n", gradient<instead_of_function_pointer>(2.0), gradient<instead_of_variadic>(2.0));
  // CHECK-NEXT: 44 5
  {
    const Guard guard(&alive, 5);
    std::printf("%g %g %d\n", gradient<with_guard, wrt<0>>(2.0, guard), gradient<at_the_end>(2.0), alive);
    // CHECK-NEXT: 20 4 1
  }
  Counted shape;
  shape.r = 3;
  std::printf("%g\n", gradient<with_shape, wrt<0>>(2.0, shape));
  // CHECK-NEXT: area 9
  // CHECK-NEXT: 12
  std::printf("%g\n", gradient<with_number>(2.0));
  // CHECK-NEXT: r 2
  // CHECK-NEXT: 4
  std::printf("%g %g\n", gradient<remembered>(2.0), last);
  // CHECK-NEXT: 12 4
  std::printf("%g %g\n", gradient<with_data, wrt<0>>(2.0, "square"), gradient<with_data, wrt<0>>(2.0, "other"));
  // CHECK-NEXT: 40 11
  std::printf("%g\n", gradient<with_copy>(2.0));
  // CHECK-NEXT: 3
  double x_bar = 0, last_bar = 0;
  clangent::vjp<into>(clangent::dup(2.0, x_bar), clangent::dup(last, last_bar));
  std::printf("%g %g\n", x_bar, last);
  // CHECK-NEXT: 12 4
}
