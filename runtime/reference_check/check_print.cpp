// print.json: text to the character.
#include "expression.h"
#include "reference.h"

#include <type_traits>

namespace reference {
namespace {

std::string quoted(const std::string &text) { return json(text).dump(); }

void expect_text(const std::string &got, const std::string &expected) {
  if (got != expected)
    throw Mismatch("printed " + quoted(got) + ", expected " + quoted(expected));
}

// The type in which expressions are evaluated: float's own rounding shows, all others are exact in double.
template <class T> using Arithmetic = std::conditional_t<std::is_same_v<T, float>, float, double>;

template <class T> Tensor<T> converted(const Tensor<Arithmetic<T>> &x) {
  const auto result = x.template to<T>();
  compare("as the case's type", result.template to<Arithmetic<T>>(), x, Tolerance::exact());
  return result;
}

// Large tensors are given by a rule instead of data: `N x VALUE`, or an expression, with `as TYPE` behind it.
template <class T> Tensor<T> generated(const json &in, std::string rule) {
  const Shape shape = shape_of(in.at("s"));
  const std::size_t as = rule.find(" as ");
  if (as != std::string::npos) {
    if (rule.substr(as + 4) != type_of(in))
      throw Mismatch("the rule '" + rule + "' gives another type than " + type_of(in));
    rule.resize(as);
  }
  const std::size_t times = rule.find(" x ");
  const std::string count = std::to_string(clangent::count_elements(shape));
  const std::string expression = times == std::string::npos ? rule : rule.substr(times + 3);
  auto value = evaluate<Arithmetic<T>>(expression, {}).value;
  if (times != std::string::npos && rule.substr(0, times) == count)
    value = value.expand(shape);
  if (value.shape() != shape)
    throw Mismatch("the rule '" + rule + "' gives shape " + clangent::to_string(value.shape()));
  return converted<T>(value.contiguous());
}

// The kind of node that an expression ends in, once its value at [1, 2] is the printed one.
template <class T> std::string node_of(const std::string &expression, const Tensor<T> &printed) {
  const auto result = evaluate<Arithmetic<T>>(expression, Tensor<Arithmetic<T>>({2}, {1, 2}));
  compare(expression, result.value, printed.template to<Arithmetic<T>>(), {2e-7, 0});
  return result.node + "Backward0";
}

void check_case(const json &c) {
  const json &in = c.at("in");
  with_type(type_of(in), [&](auto zero) {
    using T = decltype(zero);
    const Tensor<T> x = in.contains("d") ? read_tensor<T>(in) : generated<T>(in, c.at("generator"));
    const std::string printed = c.at("printed");
    clangent::PrintOptions options;
    options.requires_grad = c.value("requires_grad", false);
    options.parameter = c.value("note", "") == "Parameter";
    expect_text(to_string(x, options), printed);
    if (!c.contains("printed_with_graph"))
      return;
    options.grad_fn = node_of(c.at("expr").get<std::string>(), x);
    expect_text(to_string(x, options), c.at("printed_with_graph"));
  });
}

} // namespace

void check_print(const json &file, Report &report) {
  int k = 0;
  for (const json &c : file.at("cases"))
    report.run("print " + std::to_string(k++), [&] { check_case(c); });
}

} // namespace reference
