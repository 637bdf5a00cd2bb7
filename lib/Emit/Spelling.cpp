// Declarators are built from the inside out, as C++ reads them.
#include "Emit/Spelling.h"

#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace clangent::emit {

using namespace ir;

namespace {

std::string declarator(const TypeTable &types, TypeId id, const std::string &inner, bool isPointeeConst) {
  const Type &type = types[id];
  if (type.kind == TypeKind::Array)
    return declarator(types, type.element, inner + "[" + std::to_string(type.count) + "]", isPointeeConst);
  if (type.kind == TypeKind::Pointer) {
    std::string star = isPointeeConst ? "*const" : "*";
    std::string pointer = isPointeeConst && !inner.empty() && inner[0] != '[' ? star + " " + inner : star + inner;
    if (types[type.element].kind == TypeKind::Array)
      pointer = "(" + pointer + ")";
    return declarator(types, type.element, pointer, type.toConst);
  }
  std::string spelling =
      type.kind == TypeKind::Stack ? "clangent::Stack<" + spell(types, type.element) + ">" : type.spelling;
  std::string text = (isPointeeConst ? "const " : "") + spelling;
  return inner.empty() ? text : text + " " + inner;
}

std::string suffixOf(const std::string &spelling) {
  if (spelling == "int")
    return "";
  if (spelling == "unsigned int" || spelling == "unsigned")
    return "u";
  if (spelling == "long")
    return "L";
  if (spelling == "unsigned long")
    return "UL";
  if (spelling == "long long")
    return "LL";
  if (spelling == "unsigned long long")
    return "ULL";
  return "?";
}

std::string integerLiteral(const Type &type, int64_t n, bool isRelaxed) {
  if (isRelaxed && !type.isEnum && n <= INT32_MAX && n > (type.isSigned ? INT32_MIN : -1))
    return std::to_string(n);
  std::string suffix = suffixOf(type.spelling);
  if (suffix == "?") {
    std::string number = n == std::numeric_limits<int64_t>::min() ? "(-9223372036854775807L - 1)" : std::to_string(n);
    if (!type.isSigned && type.bits == 64)
      number = std::to_string(static_cast<uint64_t>(n)) + "UL";
    return "static_cast<" + type.spelling + ">(" + number + ")";
  }
  if (!type.isSigned) {
    uint64_t bits = static_cast<uint64_t>(n);
    return std::to_string(type.bits >= 64 ? bits : bits & ((uint64_t(1) << type.bits) - 1)) + suffix;
  }
  // The most negative number has no literal: -2147483648 is the negation of a long.
  int64_t least = type.bits >= 64 ? std::numeric_limits<int64_t>::min() : -(int64_t(1) << (type.bits - 1));
  if (n == least)
    return "(-" + std::to_string(-(n + 1)) + suffix + " - 1)";
  return std::to_string(n) + suffix;
}

long double parse(const std::string &text, unsigned bits) {
  if (bits == 32)
    return std::strtof(text.c_str(), nullptr);
  if (bits == 64)
    return std::strtod(text.c_str(), nullptr);
  return std::strtold(text.c_str(), nullptr);
}

std::string format(const char *pattern, int digits, long double value) {
  char buffer[128];
  std::snprintf(buffer, sizeof buffer, pattern, digits, value);
  return buffer;
}

std::string hexadecimal(long double value, unsigned bits) {
  char buffer[128];
  if (bits == 80)
    std::snprintf(buffer, sizeof buffer, "%La", value);
  else
    std::snprintf(buffer, sizeof buffer, "%a", static_cast<double>(value));
  return buffer;
}

std::string floatLiteral(const Type &type, long double value, bool isRelaxed) {
  const char *suffix = type.bits == 32 ? "f" : type.bits == 64 ? "" : "L";
  const char *builtin = type.bits == 32 ? "f" : type.bits == 64 ? "" : "l";
  std::string sign = std::signbit(value) ? "-" : "";
  if (std::isnan(value))
    return sign + "__builtin_nan" + builtin + "(\"\")";
  if (std::isinf(value))
    return sign + "__builtin_inf" + builtin + "()";
  bool isShortInteger = std::fabs(value) < 1e6L && std::trunc(value) == value;
  for (int digits = isShortInteger ? 0 : 1; digits <= 6; ++digits) {
    std::string text = format(isShortInteger ? "%.*Lf" : "%.*Lg", digits, value);
    if (parse(text, type.bits) != value)
      continue;
    bool isInteger = text.find_first_of(".e") == std::string::npos;
    bool isNegativeZero = value == 0 && std::signbit(value);
    if (isInteger && isRelaxed && !isNegativeZero)
      return text;
    return text + (isInteger ? ".0" : "") + suffix;
  }
  return hexadecimal(value, type.bits) + suffix;
}

} // namespace

std::string declare(const TypeTable &types, TypeId type, const std::string &name, bool isConst) {
  if (types[type].kind == TypeKind::Stack) // an object that is never copied
    return types[type].spelling + " &" + name;
  return declarator(types, type, name, isConst);
}

std::string spell(const TypeTable &types, TypeId type) { return declarator(types, type, "", false); }

bool isArithmeticType(const Type &type) {
  return type.kind == TypeKind::Float || type.kind == TypeKind::Pointer ||
         (type.kind == TypeKind::Int && !type.isEnum && suffixOf(type.spelling) != "?");
}

bool isWidening(const Type &from, const Type &to) {
  if (from.kind == TypeKind::Float)
    return to.kind == TypeKind::Float && from.bits < to.bits;
  if (from.kind != TypeKind::Int || from.isEnum || to.isEnum || !isArithmeticType(to))
    return false;
  bool keepsValue = from.bits < to.bits && (!from.isSigned || to.isSigned);
  return to.kind == TypeKind::Float || (to.kind == TypeKind::Int && keepsValue);
}

std::string declareParameter(const Parameter &parameter, const std::string &name) {
  const std::string &spelling = parameter.spelling;
  // The caller has made an object of its own; its class's copy constructor is not for generated code to run.
  if (parameter.kind == ParameterKind::Object)
    return "const " + spelling + " &" + name;
  if (size_t at = spelling.find('@'); at != std::string::npos)
    return spelling.substr(0, at) + name + spelling.substr(at + 1);
  bool glued = !spelling.empty() && (spelling.back() == '*' || spelling.back() == '&');
  return spelling + (glued ? "" : " ") + name;
}

std::string literal(const TypeTable &types, TypeId id, const Op &constant, bool isRelaxed) {
  const Type &type = types[id];
  switch (type.kind) {
  case TypeKind::Bool:
    return constant.integer ? "true" : "false";
  case TypeKind::Float:
    return floatLiteral(type, constant.real, isRelaxed);
  case TypeKind::Pointer:
    return isRelaxed ? "nullptr" : "static_cast<" + spell(types, id) + ">(nullptr)";
  case TypeKind::Int:
    return integerLiteral(type, constant.integer, isRelaxed);
  case TypeKind::Void:
  case TypeKind::Array:
  case TypeKind::Struct:
  case TypeKind::Value:
  case TypeKind::Stack:
  case TypeKind::Opaque:
    break;
  }
  return types[id].lifetime.declared == Default::Constructed ? "clangent::zero_of<" + spell(types, id) + ">()"
                                                             : spell(types, id) + "()";
}

std::string zeroLiteral(const TypeTable &types, TypeId type, bool isRelaxed) {
  Op zero;
  return literal(types, type, zero, isRelaxed);
}

std::string mathName(const TypeTable &types, MathFunction function, TypeId operand, bool stdMathVisible) {
  const MathInfo &info = mathInfo(function);
  std::string name = info.spelling;
  if (name.find("::") != std::string::npos)
    return name;
  unsigned bits = types.isFloat(operand) ? types[operand].bits : 64;
  std::string suffix = bits == 32 ? "f" : bits == 64 ? "" : "l";
  switch (function) {
  case MathFunction::BesselJ0:
  case MathFunction::BesselJ1:
  case MathFunction::BesselJn:
  case MathFunction::BesselY0:
  case MathFunction::BesselY1:
  case MathFunction::BesselYn:
    return stdMathVisible ? "::" + name + suffix : "__builtin_" + name + suffix;
  case MathFunction::Hypot3:
    return "std::hypot"; // no builtin takes three
  case MathFunction::Isnan:
  case MathFunction::Isinf:
  case MathFunction::Isfinite:
    return stdMathVisible ? "std::" + name : "__builtin_" + name;
  default:
    return stdMathVisible ? "std::" + name : "__builtin_" + name + suffix;
  }
}

} // namespace clangent::emit
