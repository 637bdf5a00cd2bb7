// How objects of a class leave the functions that build them.
#ifndef CLANGENT_FRONTEND_TYPES_RETURNS_H
#define CLANGENT_FRONTEND_TYPES_RETURNS_H

#include "IR/Type.h"

namespace clang {
class CXXRecordDecl;
}

namespace clangent::frontend {

// `elides`: are the constructors left out that only move an object out of a function?
ir::Return returnOf(const clang::CXXRecordDecl *record, bool elides);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_TYPES_RETURNS_H
