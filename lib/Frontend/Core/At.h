// Operations made while one of these lives belong to its place in the source.
#ifndef CLANGENT_FRONTEND_CORE_AT_H
#define CLANGENT_FRONTEND_CORE_AT_H

#include "Frontend/Core/FunctionState.h"

namespace clangent::frontend {

class At {
public:
  At(ir::Builder &b, Location at) : b(b), before(b.currentLocation()) {
    if (at.isValid())
      b.setLocation(sourceRef(at));
  }
  ~At() { b.setLocation(before); }
  At(const At &) = delete;
  At &operator=(const At &) = delete;

private:
  ir::Builder &b;
  SourceRef before;
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CORE_AT_H
