// Breaks a rule on purpose.
#include "clang/AST/Decl.h"
