// Without requests the object file is the same with and without the plugin, debug information included.
// RUN: %clangent++ %{flags} -O2 -g -c %s -o %t.with.o
// RUN: %clang++ -std=c++17 -O2 -g -c %s -o %t.without.o
// RUN: cmp %t.with.o %t.without.o
#include <vector>
template <class T> T sum(const std::vector<T> &v) {
  T s{};
  for (const T &x : v)
    s += x;
  return s;
}
double total(const std::vector<double> &v) { return sum(v); }
