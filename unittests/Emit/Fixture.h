// A function under construction, and its text.
#pragma once

#include "Emit/Emit.h"
#include "IR/Builder.h"
#include "IR/Verifier.h"

#include <gtest/gtest.h>

namespace clangent::test {

class EmitTest : public ::testing::Test {
protected:
  EmitTest() : b(module, f, ir::makeBody(f)) {
    f.name = "f";
    f.resultSpelling = "void";
  }
  ir::ValueId real(const char *name) {
    return ir::addParameter(f, doubleType, name, ir::ParameterKind::Value, "double");
  }
  ir::ValueId integer(const char *name) { return ir::addParameter(f, intType, name, ir::ParameterKind::Value, "int"); }
  ir::ValueId reference(const char *name) {
    return ir::addParameter(f, pointerType, name, ir::ParameterKind::Reference, "double &");
  }
  ir::ValueId pointer(const char *name) {
    return ir::addParameter(f, pointerType, name, ir::ParameterKind::Value, "double *");
  }
  ir::ValueId as(ir::Role role, ir::ValueId v) {
    f[v].role = role;
    return v;
  }
  ir::ValueId adjoint(ir::ValueId v) { return as(ir::Role::Adjoint, v); }
  ir::ValueId number(double x) { return b.constantFloat(doubleType, x); }
  ir::ValueId number(int n) { return b.constantInt(intType, n); }
  void returns(ir::ValueId v) {
    f.resultKind = ir::ResultKind::Scalar;
    f.resultType = f[v].type;
    f.resultSpelling = module.types[f.resultType].spelling;
    f[f.body].yields = {v};
  }
  // Continues in a region of op; `leave` comes back.
  void enter(ir::OpId op, unsigned region = 0) {
    outside.push_back(b.region());
    b.setRegion(f[op].regions[region]);
  }
  void leave(std::vector<ir::ValueId> yields = {}) {
    f[b.region()].yields = std::move(yields);
    b.setRegion(outside.back());
    outside.pop_back();
  }
  ir::ValueId argument(ir::OpId op, unsigned k) { return f[f[op].regions[0]].arguments[k]; }
  std::string text(const emit::Options &options = {}) {
    EXPECT_EQ(ir::verify(module, f), std::vector<std::string>());
    return emit::emitFunction(module, f, {}, options);
  }

  ir::Module module;
  ir::Function f;
  ir::TypeId doubleType = module.types.doubleType(), intType = module.types.intType();
  ir::TypeId pointerType = module.types.pointer(doubleType);
  ir::Builder b;
  std::vector<ir::RegionId> outside;
};

} // namespace clangent::test
