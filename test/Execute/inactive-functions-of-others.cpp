// CLANGENT_INACTIVE_FUNCTION says of functions that are declared elsewhere, in headers that cannot be changed, that they have no
// derivative: of overloads, members, operators, templates and members of templates at once, also if they were used before.
// RUN: %clangent++ %{flags} -O1 -DDEFINITIONS -c %s -o %t.o
// RUN: %clangent++ %{flags} -O1 %s %t.o -o %t && %t
// RUN: %clangent++ %{flags} -std=c++20 -O0 -fplugin-arg-clangent-no-inline %s %t.o -o %t && %t
// RUN: clang++-19 -I %S/../../include -fsyntax-only -Werror %s
// RUN: g++ -I %S/../../include -fsyntax-only -Werror %s

// A header of somebody's.
extern "C" double setting(double);
namespace geo {
struct Grid {
  double step;
  double locate(double x) const;
  static double origin(double x);
  double operator()(double x) const;
  double operator[](int i) const;
  double operator-() const;
  template <class T> T scaled(T x) const;
};
template <class T> struct Table {
  T at(T x) const;
};
double level(double x);
double level(double x, int n);
template <class T> T rounded(T x);
inline namespace v1 {
double height(double x);
}
inline double used_before(const Table<double> &table, double x) { return table.at(x) + rounded(x); }
} // namespace geo

#ifdef DEFINITIONS
extern "C" double setting(double x) { return 2 * x; }
namespace geo {
double Grid::locate(double x) const { return step * x; }
double Grid::origin(double x) { return x + 1; }
double Grid::operator()(double x) const { return step + x; }
double Grid::operator[](int i) const { return step * i; }
double Grid::operator-() const { return -step; }
template <class T> T Grid::scaled(T x) const { return step * x; }
template double Grid::scaled(double) const;
template <class T> T Table<T>::at(T x) const { return x * x; }
template struct Table<double>;
double level(double x) { return 3 * x; }
double level(double x, int n) { return n * x; }
template <class T> T rounded(T x) { return static_cast<int>(x); }
template double rounded(double);
double v1::height(double x) { return x * x * x; }
} // namespace geo
#else

#include <clangent/clangent.h>

#include <cmath>
#include <cstdio>

CLANGENT_INACTIVE_FUNCTION(setting);
CLANGENT_INACTIVE_FUNCTION(geo::Grid::locate);
CLANGENT_INACTIVE_FUNCTION(geo::Grid::origin);
CLANGENT_INACTIVE_FUNCTION(::geo::Grid::operator());
CLANGENT_INACTIVE_FUNCTION(geo::Grid::operator[]);
CLANGENT_INACTIVE_FUNCTION(geo::Grid::operator-);
CLANGENT_INACTIVE_FUNCTION(geo::Grid::scaled);
CLANGENT_INACTIVE_FUNCTION(geo::Table::at);
namespace geo {
CLANGENT_INACTIVE_FUNCTION(level);
CLANGENT_INACTIVE_FUNCTION(rounded);
CLANGENT_INACTIVE_FUNCTION(height);
} // namespace geo

double f(double x, const geo::Grid &grid, const geo::Table<double> &table) {
  double sum = setting(x) + grid.locate(x) + geo::Grid::origin(x) + grid(x) + grid[2] + -grid + grid.scaled(x);
  sum += geo::level(x) + geo::level(x, 4) + geo::rounded(x) + geo::height(x) + geo::used_before(table, x);
  return sum * x;
}

// x times what has no derivative.
int main() {
  const geo::Grid grid{0.5};
  const geo::Table<double> table;
  const double x = 1.5, slope = clangent::gradient<f, clangent::wrt<0>>(x, grid, table);
  if (std::fabs(slope * x - f(x, grid, table)) < 1e-12)
    return 0;
  std::printf("%g, not %g\n", slope, f(x, grid, table) / x);
  return 1;
}
#endif
