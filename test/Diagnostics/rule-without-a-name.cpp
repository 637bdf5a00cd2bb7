// A derivative rule names its operation by a string, whichever way the attribute is written.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
[[clangent::adjoint_of(42)]] void number();                     // expected-error {{'[[clangent::adjoint_of]]' wants the operation's name as a string}}
[[clangent::adjoint_of]] void nothing();                        // expected-error {{wants the operation's name as a string}}
[[clangent::tangent_of("a" "b")]] void joined();                 // expected-error {{'[[clangent::tangent_of]]' wants the operation's name as a string}}
[[using clangent: tangent_of("f"), adjoint_of(f)]] void both(); // expected-error {{'[[clangent::adjoint_of]]' wants the operation's name as a string}}
__attribute__((clangent_adjoint_of(1))) void gnu();             // expected-error {{wants the operation's name as a string}}
