// What is not looked into reads as the program wrote it: lists in braces, types without the arguments that are defaults,
// members of constant objects without casts, names without the library's prefixes.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-emit-dir=%t %s && FileCheck --input-file %t/objects-of-the-library-read-like-the-program.clangent.cpp %s
// REQUIRES: default-arguments
#include <clangent/clangent.h>
#include <deque>
#include <map>
#include <string>
#include <utility>

// CHECK-LABEL: double rated_adjoint
// CHECK: const ::std::map< ::std::basic_string<char>,
// CHECK-NEXT: double> rates{::std::pair<const ::std::basic_string<char>, double>("k", 2),
// CHECK-NEXT: ::std::pair<const ::std::basic_string<char>, double>("l", 3.5)};
// CHECK-NOT: allocator
double rated(double x) {
  const std::map<std::string, double> rates = {{"k", 2}, {"l", 3.5}};
  return rates.at("k") * x;
}

// CHECK-LABEL: double summed_adjoint
// CHECK: ::std::deque< ::std::pair<int,
// CHECK-NEXT: long>> pairs{::std::pair<int, long>(1, 2L), ::std::pair<int, long>(2, 3L)};
// CHECK: ::std::basic_string<char> names[2]{::std::basic_string<char>("a"),
// CHECK: ::std::pair<int, long> *const returned_1_cur = returned_1._M_cur;
// CHECK: names[1].size()
// CHECK-NOT: allocator
double summed(double x) {
  std::deque<std::pair<int, long>> pairs{{1, 2L}, {2, 3L}};
  std::string names[2] = {"a", "bb"};
  double sum = 0;
  for (const auto &entry : pairs)
    sum += static_cast<double>(entry.second) * x;
  return sum * names[1].size();
}

double asked(double x) { return clangent::gradient<rated>(x) + clangent::gradient<summed>(x); }
