// print.json: text to the character.
#include "reference.h"

#include <map>

namespace reference {
namespace {

std::string quoted(const std::string &text) { return json(text).dump(); }

void expect_text(const std::string &got, const std::string &expected) {
  if (got != expected)
    throw Mismatch("printed " + quoted(got) + ", expected " + quoted(expected));
}

/// Large tensors are given by a rule instead of data.
template <class T> Tensor<T> generated(const json &in, const std::string &rule) {
  const Shape shape = shape_of(in.at("s"));
  const std::int64_t n = clangent::count_elements(shape);
  if (rule.find(" x true") != std::string::npos)
    return Tensor<T>::full(shape, T(1));
  if (rule.rfind("arange(", 0) != 0)
    throw Mismatch("unknown rule " + rule);
  double divisor = 1;
  const std::size_t slash = rule.find('/');
  if (slash != std::string::npos)
    divisor = std::stod(rule.substr(slash + 1));
  std::vector<T> data;
  for (std::int64_t i = 0; i < n; ++i)
    data.push_back(T(T(i) / T(divisor)));
  return Tensor<T>(shape, data);
}

/// The kind of node that an expression ends in.
std::string node_of(const std::string &expression) {
  static const std::map<std::string, std::string> nodes = {{"x*2", "Mul"},       {"x+1", "Add"},
                                                           {"x-1", "Sub"},       {"x.sum()", "Sum"},
                                                           {"x.mean()", "Mean"}, {"x.exp()", "Exp"},
                                                           {"-x", "Neg"},        {"x/2", "Div"},
                                                           {"x**2", "Pow"},      {"relu(x)", "Relu"},
                                                           {"x@x", "Dot"},       {"x.reshape(2,1)", "ReshapeAlias"},
                                                           {"x[0]", "Select"},   {"sigmoid(x)", "Sigmoid"},
                                                           {"tanh(x)", "Tanh"},  {"x.log()", "Log"},
                                                           {"x.sqrt()", "Sqrt"}, {"x.sin()", "Sin"},
                                                           {"x.cos()", "Cos"},   {"x.abs()", "Abs"}};
  const auto found = nodes.find(expression);
  if (found == nodes.end())
    throw Mismatch("unknown expression " + expression);
  return found->second + "Backward0";
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
    options.grad_fn = node_of(c.at("expr"));
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
