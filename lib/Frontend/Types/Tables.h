// Are the tables of virtual functions right that functions which are only run may look at? The text sets them when it
// declares an object (see set_tables in clangent/detail/raw.h), by a copy that the compiler makes.
#ifndef CLANGENT_FRONTEND_TYPES_TABLES_H
#define CLANGENT_FRONTEND_TYPES_TABLES_H

#include "IR/Function.h"

#include <functional>

namespace clangent::frontend {

// Calls report for each object whose table is looked at and cannot be set, or is set too early: its type, the reason,
// and where it is made.
void checkTables(const ir::Module &module,
                 const std::function<void(const std::string &, const char *, SourceRef)> &report);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_TYPES_TABLES_H
