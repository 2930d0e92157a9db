#include "exchange/columns.hpp"

#include "base/nearest.hpp"
#include "exchange/cell_units.hpp"
#include "exchange/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace shellfit::exchange {

namespace {

struct Names {
  Field field;
  std::string_view meaning;
  std::string_view names;  ///< squeezed, separated by blanks
};

constexpr std::array<Names, 28> known_names{{
    {Field::tag, "tag",
     "tag equiptag equipmenttag eqpttag eqptag mark equipmark equipmentmark eqptno eqpno equipno equipmentno "
     "equipmentnumber eqptnumber equipid equipmentid eqptid id designation tagno tagnumber tagid unitno "
     "unittag unitid "
     "equipment equip assettag assetid symbol reference itemtag kks"},
    {Field::type, "type",
     "type equipmenttype equiptype eqpttype kind category class equipmentclass typeofequipment"},
    {Field::description, "description",
     "description desc descr equipmentdescription equipdescription itemdescription name equipmentname "
     "service function"},
    {Field::rating, "rating",
     "rating size capacity ratedpower ratedcapacity power nameplate nameplaterating ratingsize sizerating "
     "output ampacity "
     "busrating ampererating amprating ampsrating mainbus frame coolingcapacity duty ratedcurrent current "
     "ratedoutput "
     "powerrating kvarating ratings load"},
    {Field::impedance, "impedance",
     "impedance z pctz zpct percentz percentimpedance impedancepct imp impz uk ukr uz zpercent "
     "shortcircuitvoltage"},
    {Field::x_over_r, "X/R", "xr xoverr xrratio"},
    {Field::voltage, "voltage",
     "voltage volts voltageprisec voltageprimarysecondary ratedvoltage systemvoltage nominalvoltage "
     "voltagerating "
     "prisecvoltage primarysecondaryvoltage nomvoltage vprivsec voltages un"},
    {Field::primary, "primary voltage",
     "primary primaryvoltage pri privoltage priv vpri hv hvvoltage inputvoltage primaryv voltageprimary "
     "voltagepri "
     "vprimary pvoltage"},
    {Field::secondary, "secondary voltage",
     "secondary secondaryvoltage sec secvoltage secv vsec lv lvvoltage outputvoltage secondaryv "
     "voltagesecondary "
     "voltagesec vsecondary svoltage"},
    {Field::from, "fed from",
     "fedfrom source fedby upstream from feed feeder suppliedfrom suppliedby powersource normalsource "
     "upstreamequipment "
     "upstreamtag upstreamsource linesidesource parent poweredfrom supply fedfromtag fed sourcetag "
     "sourceequipment "
     "preferredsource source1 sourcea normal feedfrom"},
    {Field::alternate, "second source",
     "alternate alternatesource altsource alternativesource emergencysource secondsource backupsource "
     "source2 sourceb "
     "emergency fedfrom2 standbysource secondarysource"},
    {Field::to, "feeds",
     "feeds to serves loadserved downstream feedsto supplies connectedto loadsserved loads"},
    {Field::room, "room", "room location space area loc building roomno roomnumber zone hall"},
    {Field::quantity, "quantity", "qty quantity count number noof pcs units numberof nos qnty nr quan"},
    {Field::withstand, "withstand",
     "kaic aic withstand withstandrating sccr interruptingrating interrupting scrating shortcircuitrating "
     "isc icw "
     "faultrating kasc bracing shortcircuit shortcircuitwithstand aicrating kaicrating ka"},
    {Field::power_factor, "power factor", "pf powerfactor cosphi ratedpf"},
    {Field::efficiency, "efficiency", "efficiency eff"},
    {Field::no_load_loss, "no-load loss", "noloadloss noloadlosses ironloss coreloss nll"},
    {Field::fault_level, "fault level",
     "faultlevel mvasc shortcircuitmva sclevel faultmva shortcircuitpower scmva"},
    {Field::autonomy, "autonomy",
     "autonomy runtime batteryruntime backuptime batterytime batteryautonomy holdup"},
    {Field::cabinets, "battery cabinets", "cabinets batterycabinets batterystrings"},
    {Field::maker, "maker",
     "manufacturer mfr mfg make maker vendor oem manuf brand mnfr supplier basisofdesign"},
    {Field::model, "model", "model modelno modelnumber partno partnumber catalogno catno series product"},
    {Field::notes, "notes", "notes note remarks remark comments comment"},
    {Field::width, "width", "width w"},
    {Field::depth, "depth", "depth d length"},
    {Field::height, "height", "height h"},
    {Field::mass, "mass", "mass weight operatingweight wt"},
}};

/// A heading in parts: its name without units, and the unit that it gives.
struct Heading {
  std::string name;     ///< squeezed
  std::string outside;  ///< squeezed, without what stands in brackets
  const UnitWord* unit = nullptr;
  std::string unit_text;
};

Heading parse_heading(const std::string& text) {
  Heading heading;
  std::string outside, inside;
  int depth = 0;
  for (const char c : text) {
    if (c == '(' || c == '[') {
      ++depth;
    } else if (c == ')' || c == ']') {
      depth = std::max(0, depth - 1);
    } else {
      (depth > 0 ? inside : outside) += c;
    }
  }
  const auto take_unit = [&](std::string_view part) {
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    const auto* unit = unit_at(part);
    if (unit == nullptr || squeezed(part) != squeezed(part.substr(0, unit->word.size()))) return false;
    heading.unit = unit;
    heading.unit_text = part.substr(0, unit->word.size());
    return true;
  };
  const bool has_unit_in_brackets = !inside.empty() && take_unit(inside);
  heading.outside = squeezed(outside);
  if (!has_unit_in_brackets && !inside.empty()) heading.name = squeezed(text);
  if (heading.name.empty()) heading.name = heading.outside;
  const bool is_percent = text.find('%') != std::string::npos;
  if (is_percent && heading.unit == nullptr) {
    heading.unit = unit_at("%");
    heading.unit_text = "%";
  }
  // "Rating, kVA" and "Size kVA": the last word is a unit.
  const auto last_blank = outside.find_last_of(" ,/\n", outside.find_last_not_of(" ,/\n"));
  if (heading.unit == nullptr && last_blank != std::string::npos) {
    const auto name = squeezed(std::string_view(outside).substr(0, last_blank));
    if (!name.empty() && name != "x" && take_unit(std::string_view(outside).substr(last_blank + 1)))
      heading.outside = heading.name = name;
  }
  return heading;
}

std::optional<Field> named(std::string_view name) {
  for (const auto& known : known_names) {
    std::string_view rest = known.names;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(' '), rest.size());
      if (rest.substr(0, end) == name) return known.field;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return std::nullopt;
}

std::string_view meaning_of(Field field) {
  for (const auto& known : known_names) {
    if (known.field == field) return known.meaning;
  }
  return "";
}

/// A misspelt heading of five letters or more, one slip away from a known name.
std::optional<Field> nearly_named(std::string_view name) {
  if (name.size() < 5) return std::nullopt;
  for (const auto& known : known_names) {
    std::string_view rest = known.names;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(' '), rest.size());
      if (end >= 5 && edit_distance(rest.substr(0, end), name) == 1) return known.field;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return std::nullopt;
}

std::optional<Field> field_of_unit(Measures measures) {
  switch (measures) {
    case Measures::apparent_power:
    case Measures::real_power:
      return Field::rating;
    case Measures::voltage:
      return Field::voltage;
    case Measures::ratio:
      return Field::impedance;
    default:
      return std::nullopt;
  }
}

/// What a heading that is nothing but a unit holds.
std::optional<Field> named_by_unit(const std::string& text) {
  const auto* unit = unit_at(text);
  if (unit == nullptr || unit->word.size() != text.size()) return std::nullopt;
  if (unit->measures == Measures::current) return unit->factor > 1 ? Field::withstand : Field::rating;
  return field_of_unit(unit->measures);
}

struct Understood {
  Field field;
  Heading heading;
  std::string guess;
};

std::optional<Understood> understand(const std::string& text) {
  if (text.empty()) return std::nullopt;
  auto heading = parse_heading(text);
  if (text == "#") return Understood{Field::quantity, heading, "'#' taken as quantity"};
  for (const auto& name : {heading.name, heading.outside}) {
    if (const auto field = named(name)) return Understood{*field, heading, ""};
  }
  if (const auto field = named_by_unit(text)) {
    heading.unit = unit_at(text);
    heading.unit_text = text;
    return Understood{*field, heading, ""};
  }
  for (const auto& name : {heading.name, heading.outside}) {
    if (const auto field = nearly_named(name))
      return Understood{*field, heading, fmt::format("'{}' taken as {}", text, meaning_of(*field))};
  }
  // "Transformer Rating (kVA)": its last word.
  const auto words = words_of(text.substr(0, text.find_first_of("([")));
  if (words.size() > 1) {
    if (const auto field = named(words.back()))
      return Understood{*field, heading, fmt::format("'{}' taken as {}", text, meaning_of(*field))};
  }
  return std::nullopt;
}

constexpr std::size_t most_title_rows = 30;

}  // namespace

Outcome<Header> find_header(const Table& table) {
  std::size_t best = 0, best_count = 0;
  bool is_found = false;
  const auto rows = std::min(most_title_rows, table.rows.size());
  for (std::size_t i = 0; i < rows && !is_found; ++i) {
    std::set<Field> fields;
    for (const auto& cell : table.rows[i].cells) {
      if (const auto known = understand(cell.text)) fields.insert(known->field);
    }
    if (fields.size() > best_count) {
      best = i;
      best_count = fields.size();
    }
    is_found = fields.contains(Field::tag) && fields.size() >= 2;
    if (is_found) best = i;
  }
  if (!is_found) {
    Diagnostic fault;
    const bool is_blank =
        table.rows.empty() || std::all_of(table.rows.begin(), table.rows.end(), [](const Row& row) {
          return std::all_of(row.cells.begin(), row.cells.end(),
                             [](const Cell& cell) { return cell.text.empty(); });
        });
    fault.code = is_blank ? "E-IMPORT-001" : "E-IMPORT-003";
    fault.message = is_blank ? fmt::format("{} is empty", table.source->name())
                             : "no header names a tag and anything else";
    if (!is_blank) {
      fault.where = table.at(table.rows[best].cells.front());
      fault.expected = "a row such as: Tag, Type, Rating, Voltage, Fed from";
      fault.hint = "headings are matched by name; the order of the columns does not matter";
    }
    return tl::unexpected(Diagnostics{std::move(fault)});
  }
  Header header;
  header.row = best;
  std::set<std::string> taken;
  for (std::size_t i = 0; i < table.rows[best].cells.size(); ++i) {
    const auto& cell = table.rows[best].cells[i];
    const auto position = table.source->position(cell.offset);
    ColumnReport report{shortened(cell.text), position.line, position.column, Standing::left, ""};
    const auto known = understand(cell.text);
    // A rating may have a column for each unit; of all else the first column counts.
    const bool is_first =
        known && taken
                     .insert(fmt::format("{}{}", static_cast<int>(known->field),
                                         known->field == Field::rating ? known->heading.unit_text : ""))
                     .second;
    if (!known) {
      report.text = cell.text.empty() ? "no heading" : "no column of this name is known";
    } else if (!is_first) {
      report.text = fmt::format("a second column for the {}; the first counts", meaning_of(known->field));
    } else {
      report.standing = known->guess.empty() ? Standing::understood : Standing::guessed;
      const auto* unit = known->heading.unit;
      report.text = known->guess.empty() ? std::string(meaning_of(known->field)) : known->guess;
      if (known->field == Field::room || known->field == Field::notes) {
        report.standing = Standing::left;
        report.text += ": read for hints only, as plant elements have no place for it";
      }
      if (unit != nullptr)
        report.text += fmt::format(", in {} where the cell says no unit", known->heading.unit_text);
      header.columns.push_back(
          {i, known->field, cell.text, unit == nullptr ? 0 : unit->factor, known->heading.unit_text});
    }
    header.report.push_back(std::move(report));
  }
  return header;
}

}  // namespace shellfit::exchange
