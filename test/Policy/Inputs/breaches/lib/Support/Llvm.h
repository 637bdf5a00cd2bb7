// Breaks a rule on purpose.
#include <llvm/ADT/StringRef.h>
