// Activation functions and softmax.
#include "check_ops.h"

namespace reference {

using namespace clangent;

namespace {

#define BY_X(name) REFERENCE_UNARY(#name, name(x), name##_adjoint(x, g, bar))
#define WITH(name, p, otherwise)                                                                                       \
  REFERENCE_UNARY(#name, name(x, c.attr(p, otherwise)), name##_adjoint(x, c.attr(p, otherwise), g, bar))

GeluForm gelu_form(const std::string &name) {
  if (name != "none" && name != "tanh")
    throw Mismatch("unknown form " + name);
  return name == "tanh" ? GeluForm::tanh : GeluForm::exact;
}

} // namespace

template <class T>
void add_activations(Operations<T> &table){
    BY_X(relu) BY_X(relu6) BY_X(silu) BY_X(mish) BY_X(softsign) BY_X(logsigmoid) BY_X(hardsigmoid) BY_X(hardswish)
        BY_X(selu) WITH(leaky_relu, "negative_slope", 0.01) WITH(elu, "alpha", 1) WITH(celu, "alpha", 1)
            WITH(hardshrink, "lambd", 0.5) WITH(softshrink, "lambd", 0.5)
                REFERENCE_UNARY("gelu", gelu(x, gelu_form(c.text("approximate", "none"))),
                                gelu_adjoint(x, gelu_form(c.text("approximate", "none")), g, bar))
                    REFERENCE_UNARY("softplus", softplus(x, c.attr("beta", 1), c.attr("threshold", 20)),
                                    softplus_adjoint(x, c.attr("beta", 1), c.attr("threshold", 20), g, bar))
                        REFERENCE_UNARY("hardtanh", hardtanh(x, c.attr("min_val", -1), c.attr("max_val", 1)),
                                        hardtanh_adjoint(x, c.attr("min_val", -1), c.attr("max_val", 1), g, bar))
                            REFERENCE_UNARY("threshold", threshold(x, c.attr("threshold", 0), c.attr("value", 0)),
                                            threshold_adjoint(x, c.attr("threshold", 0), g, bar))
                                REFERENCE_UNARY("softmax", softmax(x, c.integer("dim", -1)),
                                                softmax_adjoint(c.integer("dim", -1), y, g, bar))
                                    REFERENCE_UNARY("log_softmax", log_softmax(x, c.integer("dim", -1)),
                                                    log_softmax_adjoint(c.integer("dim", -1), y, g,
                                                                        bar))} REFERENCE_INSTANTIATE(add_activations)

} // namespace reference
