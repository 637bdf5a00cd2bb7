// Activation functions and softmax.
#include "check_ops.h"

namespace reference {

using namespace clangent;

namespace {

template <class T> void add_plain(Operations<T> &table) {
#define UNARY(name)                                                                                                    \
  table[#name] = [](const Call<T> &c) { return apply<0>(c, [](const Tensor<T> &x) { return clangent::name(x); }); };
  UNARY(relu)
  UNARY(relu6)
  UNARY(silu)
  UNARY(mish)
  UNARY(softsign)
  UNARY(logsigmoid)
  UNARY(hardsigmoid)
  UNARY(hardswish)
  UNARY(selu)
#undef UNARY
}

template <class T> void add_parametric(Operations<T> &table) {
#define UNARY(name, parameter, otherwise)                                                                              \
  table[#name] = [](const Call<T> &c) {                                                                                \
    return apply<0>(c, [p = c.attr(parameter, otherwise)](const Tensor<T> &x) { return clangent::name(x, p); });       \
  };
  UNARY(leaky_relu, "negative_slope", 0.01)
  UNARY(elu, "alpha", 1)
  UNARY(celu, "alpha", 1)
  UNARY(hardshrink, "lambd", 0.5)
  UNARY(softshrink, "lambd", 0.5)
#undef UNARY
  table["softplus"] = [](const Call<T> &c) {
    return apply<0>(c, [beta = c.attr("beta", 1), limit = c.attr("threshold", 20)](const Tensor<T> &x) {
      return softplus(x, beta, limit);
    });
  };
  table["hardtanh"] = [](const Call<T> &c) {
    return apply<0>(c, [low = c.attr("min_val", -1), high = c.attr("max_val", 1)](const Tensor<T> &x) {
      return hardtanh(x, low, high);
    });
  };
  table["threshold"] = [](const Call<T> &c) {
    return apply<0>(c, [limit = c.attr("threshold", 0), value = c.attr("value", 0)](const Tensor<T> &x) {
      return threshold(x, limit, value);
    });
  };
}

GeluForm gelu_form(const std::string &name) {
  if (name != "none" && name != "tanh")
    throw Mismatch("unknown form " + name);
  return name == "tanh" ? GeluForm::tanh : GeluForm::exact;
}

} // namespace

template <class T> void add_activations(Operations<T> &table) {
  add_plain(table);
  add_parametric(table);
  table["gelu"] = [](const Call<T> &c) {
    const GeluForm form = gelu_form(c.text("approximate", "none"));
    return apply<0>(c, [form](const Tensor<T> &x) { return gelu(x, form); });
  };
  table["softmax"] = [](const Call<T> &c) {
    return apply<0>(c, [dim = c.integer("dim", -1)](const Tensor<T> &x) { return softmax(x, dim); });
  };
  table["log_softmax"] = [](const Call<T> &c) {
    return apply<0>(c, [dim = c.integer("dim", -1)](const Tensor<T> &x) { return log_softmax(x, dim); });
  };
}
REFERENCE_INSTANTIATE(add_activations)

} // namespace reference
