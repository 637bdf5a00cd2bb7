// Breaks a rule on purpose.
#include "Emit/Printer.h"
