#include "exchange/matpower_script.hpp"

#include "exchange/matpower_expression.hpp"
#include "exchange/matpower_names.hpp"
#include "exchange/matpower_scanner.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::exchange {

namespace {

constexpr std::string_view no_case = "E-MPC-002";
constexpr std::string_view not_understood = "E-MPC-003";

bool says_converted_below(std::string_view comment) {
  return comment.find("converted") != std::string_view::npos &&
         comment.find("below") != std::string_view::npos;
}

class Interpreter {
 public:
  explicit Interpreter(std::shared_ptr<const SourceText> source)
      : scanner_(std::move(source)),
        expressions_(scanner_, [this](std::string_view name) { return value_of(name); }) {}

  MatpowerScript run() {
    scanner_.skip_to_statement();
    read_function();
    for (scanner_.skip_to_statement(); !scanner_.is_at_end(); scanner_.skip_to_statement()) run_statement();
    return std::move(script_);
  }

 private:
  void expect_end(std::size_t begin) {
    scanner_.skip_blanks();
    if (!scanner_.is_at_end_of_statement())
      scanner_.fail(not_understood, "the statement goes on in a way that is not understood", scanner_.place(),
                    1, "; or a line end");
    scanner_.end_statement(begin);
  }

  void read_function() {
    const auto begin = scanner_.place();
    constexpr std::string_view form = "function mpc = name";
    if (scanner_.word() != "function")
      scanner_.fail(no_case, "the file is no function, so it is no MATPOWER case", begin, 1,
                    std::string(form));
    scanner_.skip_blanks();
    const auto output = scanner_.place();
    if (scanner_.peek() == '[') {
      scanner_.fail(no_case, "a case that returns its tables one by one is of version 1", output, 1,
                    std::string(form), "let MATPOWER convert it: savecase(name, loadcase(name))");
    }
    structure_ = scanner_.word();
    scanner_.skip_blanks();
    const bool has_output = !structure_.empty() && scanner_.take('=');
    scanner_.skip_blanks();
    script_.offset = scanner_.place();
    script_.function = scanner_.word();
    if (!has_output || script_.function.empty())
      scanner_.fail(no_case, "the function returns no case", begin, 8, std::string(form));
    expect_end(begin);
  }

  void run_statement() {
    const auto begin = scanner_.place();
    if (scanner_.peek() == '[') return define_names(begin);
    const auto target = scanner_.word(true);
    if (target.empty())
      scanner_.fail(not_understood, "no statement of a case file begins so", begin, 1, "an assignment");
    if (target == "define_constants") {
      for (const auto* function : {"idx_bus", "idx_gen", "idx_brch"}) {
        for (const auto& one : matpower_names_of(function)) define(one.name, one.value);
      }
      return expect_end(begin);
    }
    if (target == "end" || target == "endfunction" || target == "return") {
      expect_end(begin);
      scanner_.skip_to_statement();
      if (!scanner_.is_at_end())
        scanner_.fail(not_understood, "statements behind the end of the function", scanner_.place());
      return;
    }
    const bool is_selected = scanner_.peek() == '(';
    auto* field = field_of(target);
    MatpowerSelection selection;
    if (is_selected) {
      auto* matrix = matrix_of(target);
      if (matrix == nullptr) fail_statement(target, begin);
      selection = expressions_.selection(*matrix, target);
    }
    scanner_.skip_blanks();
    const auto sign = scanner_.place();
    if (!scanner_.take('=') || scanner_.peek() == '=') fail_statement(target, begin);
    scanner_.skip_blanks();
    if (is_selected) {
      assign_selected(*matrix_of(target), selection, sign);
      if (field != nullptr) field->is_converted = true;
    } else {
      assign(target, begin);
    }
    expect_end(begin);
  }
  [[noreturn]] void fail_statement(std::string_view word, std::size_t begin) {
    scanner_.skip_blanks();
    if (scanner_.is_at_end()) {
      scanner_.fail("E-MPC-001", "the file ends in a statement", begin, word.size(), "name = value;",
                    "the file may have been cut off; take the whole one");
    }
    scanner_.fail(not_understood,
                  fmt::format("the statement that begins with {} is not understood", shortened(word)), begin,
                  word.size(), "name = value;",
                  "let MATPOWER run it and write the tables: savecase(name, loadcase(name))");
  }

  /// [PQ, PV, ...] = idx_bus; each name takes one of the numbers that the function returns.
  void define_names(std::size_t begin) {
    scanner_.take('[');
    std::vector<std::string_view> names;
    for (;;) {
      scanner_.skip_blanks();
      if (scanner_.take(']')) break;
      if (scanner_.take(',')) continue;
      const auto name = scanner_.word();
      if (scanner_.is_at_end() && name.empty()) scanner_.fail_open("this [", begin);
      if (name.empty())
        scanner_.fail(not_understood, "no name stands here", scanner_.place(), 1, "a name of a column");
      names.push_back(name);
    }
    scanner_.skip_blanks();
    if (!scanner_.take('=')) fail_statement("[", begin);
    scanner_.skip_blanks();
    const auto place = scanner_.place();
    const auto function = scanner_.word();
    const auto values = matpower_names_of(function);
    if (values.empty()) {
      if (scanner_.is_at_end()) fail_statement("[", begin);
      scanner_.fail(not_understood, "this does not name columns", place,
                    std::max<std::size_t>(1, function.size()), "idx_bus, idx_gen or idx_brch");
    }
    if (names.size() > values.size()) {
      scanner_.fail(not_understood,
                    fmt::format("{} names for the {} columns of {}", names.size(), values.size(), function),
                    begin, 1);
    }
    // By place, as MATLAB has it: the file may give them names of its own.
    for (std::size_t i = 0; i < names.size(); ++i) define(names[i], values[i].value);
    expect_end(begin);
  }

  void define(std::string_view name, double value) { variables_[std::string(name)] = {1, 1, {value}, {}}; }

  [[nodiscard]] std::string_view field_name(std::string_view target) const {
    const bool is_field = target.size() > structure_.size() + 1 && target.starts_with(structure_) &&
                          target[structure_.size()] == '.';
    return is_field ? target.substr(structure_.size() + 1) : std::string_view{};
  }
  MatpowerField* field_of(std::string_view target) {
    const auto known = field_index_.find(field_name(target));
    return known == field_index_.end() ? nullptr : &script_.fields[known->second];
  }
  MatpowerMatrix* matrix_of(std::string_view target) {
    if (auto* field = field_of(target))
      return field->kind == MatpowerField::Kind::matrix ? &field->matrix : nullptr;
    const auto known = variables_.find(target);
    return known == variables_.end() ? nullptr : &known->second;
  }
  const MatpowerMatrix* value_of(std::string_view name) { return matrix_of(name); }

  void assign(std::string_view target, std::size_t begin) {
    const auto name = field_name(target);
    if (name.empty() && (target == structure_ || target.find('.') != std::string_view::npos)) {
      scanner_.fail(no_case,
                    fmt::format("the function returns {}, which is no structure of tables", structure_),
                    begin, target.size(), fmt::format("{}.bus = [...];", structure_),
                    "a change table or a scenario is no case");
    }
    const auto place = scanner_.place();
    MatpowerField value;
    value.name = name;
    value.offset = place;
    if (scanner_.peek() == '\'' || scanner_.peek() == '"') {
      value.kind = MatpowerField::Kind::text;
      value.text = scanner_.quoted();
    } else if (scanner_.peek() == '{') {
      value.kind = MatpowerField::Kind::cells;
      scanner_.skip_cells();
    } else {
      value.is_to_be_converted = scanner_.peek() == '[' && says_converted_below(comment_on_line());
      value.matrix = expressions_.expression();
    }
    if (name.empty()) {
      if (value.kind != MatpowerField::Kind::matrix)
        scanner_.fail(not_understood, fmt::format("{} is no number", shortened(target)), place, 1,
                      "a number");
      variables_[std::string(target)] = std::move(value.matrix);
    } else if (auto* field = field_of(target)) {
      *field = std::move(value);
    } else {
      field_index_.emplace(name, script_.fields.size());
      script_.fields.push_back(std::move(value));
    }
  }
  /// The comment on the line of an opening bracket.
  std::string_view comment_on_line() {
    const auto begin = scanner_.place();
    scanner_.move_to(begin + 1);
    scanner_.skip_blanks();
    const auto comment = scanner_.peek() == '%' ? scanner_.skip_comment() : std::string_view{};
    scanner_.move_to(begin);
    return comment;
  }

  void assign_selected(MatpowerMatrix& matrix, const MatpowerSelection& chosen, std::size_t place) {
    const auto value = expressions_.expression();
    const bool fits = value.rows == chosen.rows.size() && value.columns == chosen.columns.size();
    if (!fits && !value.is_scalar()) {
      scanner_.fail(not_understood,
                    fmt::format("{} x {} numbers are assigned to {} x {}", value.rows, value.columns,
                                chosen.rows.size(), chosen.columns.size()),
                    place);
    }
    for (std::size_t i = 0; i < chosen.rows.size(); ++i) {
      for (std::size_t k = 0; k < chosen.columns.size(); ++k)
        matrix.values[chosen.rows[i] * matrix.columns + chosen.columns[k]] =
            fits ? value.at(i, k) : value.values.front();
    }
  }

  MatpowerScanner scanner_;
  MatpowerExpressions expressions_;
  std::string structure_;  ///< the name of what the function returns
  std::map<std::string, MatpowerMatrix, std::less<>> variables_;
  std::map<std::string, std::size_t, std::less<>> field_index_;
  MatpowerScript script_;
};

}  // namespace

const MatpowerField* MatpowerScript::find(std::string_view name) const {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const MatpowerField& one) { return one.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

Outcome<MatpowerScript> run_matpower_script(const std::shared_ptr<const SourceText>& source) {
  try {
    return Interpreter(source).run();
  } catch (MatpowerStop& stop) {
    return tl::unexpected(Diagnostics{std::move(stop.fault)});
  }
}

}  // namespace shellfit::exchange
