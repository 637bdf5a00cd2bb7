// An attribute of ours that does not exist: the name that was meant, or all that there are, once for each place.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
// RUN: %clangent++ %{flags} -fsyntax-only -Wno-unknown-attributes -Werror %s
[[clangent::inactve]] void a(double); // #a
// expected-warning@#a {{there is no attribute '[[clangent::inactve]]': it is ignored [-Wclangent]}}
// expected-note@#a {{did you mean 'inactive'?}} expected-warning@#a {{unknown attribute 'inactve' ignored}}
[[nodiscard, clangent::diferentiable]] double b(double x) { return x; } // #b
// expected-warning@#b {{there is no attribute '[[clangent::diferentiable]]'}}
// expected-note@#b {{did you mean 'differentiable'?}} expected-warning@#b {{unknown attribute 'diferentiable' ignored}}
struct S {
  template <class T> [[using clangent: adjointof("f")]] static void c(T); // #c
  // expected-warning@#c {{there is no attribute '[[clangent::adjointof]]'}}
  // expected-note@#c {{did you mean 'adjoint_of'?}} expected-warning@#c {{unknown attribute 'adjointof' ignored}}
  void use() { [[clangent::quiet]] double x = 0; (void)x; } // #use
  // expected-warning@#use {{there is no attribute '[[clangent::quiet]]'}}
  // expected-note@#use {{the attributes of clangent are adjoint_of, differentiable, inactive, tangent_of}}
  // expected-warning@#use {{unknown attribute 'quiet' ignored}}
};

// These are right, or none of ours.
[[clangent::inactive]] void d(double);
[[clang::noinline]] void e();
namespace clangent {
constexpr int inactve = 0;
}
inline int f(int (&a)[2]) { return a[clangent::inactve]; }
