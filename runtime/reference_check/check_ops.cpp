// ops.json: values and gradients of every operation.
#include "check_ops.h"

namespace reference {
namespace {

template <class T> const Operations<T> &operations() {
  static const Operations<T> table = [] {
    Operations<T> t;
    add_math(t);
    add_activations(t);
    add_reductions(t);
    add_views(t);
    add_matrices(t);
    add_layers(t);
    add_losses(t);
    return t;
  }();
  return table;
}

template <class T> Call<T> read_call(const json &c) {
  Call<T> call;
  call.attrs = c.value("attrs", json::object());
  call.input_count = c.at("in").size();
  call.in.resize(call.input_count);
  call.integers.resize(call.input_count);
  call.booleans.resize(call.input_count);
  for (std::size_t i = 0; i < call.input_count; ++i) {
    const json &in = c.at("in")[i];
    if (in.is_null())
      continue;
    const std::string type = type_of(in);
    if (type == "bool")
      call.booleans[i] = read_tensor<bool>(in);
    else if (type == "i64")
      call.integers[i] = read_tensor<std::int64_t>(in);
    else
      call.in[i] = read_tensor<T>(in);
  }
  for (const json &cot : c.value("cot", json::array()))
    call.cot.push_back(cot.is_null() ? Tensor<T>() : read_tensor<T>(cot));
  return call;
}

template <class T>
void compare_output(const std::string &what, const Tensor<T> &got, const json &expected, const char *type,
                    Tolerance tolerance) {
  if (type_of(expected) != type)
    throw Mismatch(what + ": type " + type + ", expected " + type_of(expected));
  compare(what, got, read_tensor<T>(expected), tolerance);
}

template <class T> void check_typed(const json &c, const char *type) {
  const auto found = operations<T>().find(c.at("op").get<std::string>());
  if (found == operations<T>().end())
    throw Mismatch("unknown operation");
  const Call<T> call = read_call<T>(c);
  const Outcome<T> got = found->second(call);
  const double usual = std::is_same_v<T, float> ? 2e-6 : 1e-12;
  const Tolerance tolerance{option(c, "tol", usual), 1e-2};
  const json &out = c.at("out");
  if (got.out.size() != out.size())
    throw Mismatch("gave " + std::to_string(got.out.size()) + " results");
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::string what = "result " + std::to_string(i);
    if (const auto *y = std::get_if<Tensor<T>>(&got.out[i]))
      compare_output(what, *y, out[i], type, tolerance);
    else if (const auto *k = std::get_if<Integers>(&got.out[i]))
      compare_output(what, *k, out[i], "i64", tolerance);
    else
      compare_output(what, std::get<Booleans>(got.out[i]), out[i], "bool", tolerance);
  }
  if (!Outcome<T>::has_gradients)
    return;
  const json grad = c.value("grad", json::array());
  for (std::size_t i = 0; i < grad.size(); ++i) {
    if (grad[i].is_null())
      continue;
    const Tensor<T> &bar = got.grads.at(i);
    compare("gradient " + std::to_string(i), bar.defined() ? bar : zeros_like(call.x(i)), read_tensor<T>(grad[i]),
            tolerance);
  }
}

// The floating type of a case: that of its first floating input.
std::string floating_type(const json &c) {
  for (const json &in : c.at("in"))
    if (in.is_object() && type_of(in)[0] == 'f')
      return type_of(in);
  return "f64";
}

} // namespace

void check_ops(const json &file, Report &report) {
  int k = 0;
  for (const json &c : file.at("cases")) {
    const std::string name = "ops " + std::to_string(k++) + " " + c.value("op", "?") +
                             (c.contains("attrs") ? " " + c.at("attrs").dump() : "") +
                             (c.contains("note") ? " (" + c.value("note", "") + ")" : "");
    report.run(name, [&] {
      with_float(floating_type(c), [&](auto zero) {
        using T = decltype(zero);
        check_typed<T>(c, std::is_same_v<T, float> ? "f32" : "f64");
      });
    });
  }
}

} // namespace reference
