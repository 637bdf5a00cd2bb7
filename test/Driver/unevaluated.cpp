// Naming a call in decltype asks for no derivative: elsewhere() has no body, and that is no error.
// RUN: %clangent++ %{flags} -c %s -o %t.o
#include <array>
#include <clangent/clangent.h>
#include <type_traits>

struct Point {
  double x, y;
};
double elsewhere(double x, Point p, int n, const double (&row)[3]);
double single(float x);
Point pair(double x);
int status(const double *x, double *y);

using Gradient = decltype(clangent::gradient<elsewhere>(1.0, Point(), 1, std::declval<const double (&)[3]>()));
static_assert(std::is_same_v<Gradient, std::tuple<double, Point, std::array<double, 3>>>);
static_assert(std::is_same_v<decltype(clangent::gradient<single>(1.0f)), float>);
static_assert(std::is_same_v<decltype(clangent::gradient_tuple<single>(1.0f)), std::tuple<float>>);
static_assert(std::is_same_v<decltype(clangent::value_and_gradient<single>(1.0f).value), double>);
static_assert(std::is_same_v<decltype(clangent::jvp<pair>(clangent::dup(1.0, 1.0)).tangent), Point>);
static_assert(std::is_same_v<decltype(clangent::jvp<status>(clangent::dup((double *)0, (double *)0), (double *)0)), int>);
static_assert(std::is_same_v<decltype(clangent::vjp<pair>(clangent::dup(1.0, std::declval<double &>()),
                                                          clangent::seed(Point()))),
                             Point>);
