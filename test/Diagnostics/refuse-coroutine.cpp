// A coroutine is refused.
// RUN: %clangent++ %{flags} -std=c++20 -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <coroutine>

struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
Task run(double x) { // expected-error {{cannot differentiate a coroutine}}
  x *= 2;
  co_return;
}
double f(double x, double y) {
  run(x);
  return x * y;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
