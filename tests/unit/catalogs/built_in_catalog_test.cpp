#include "catalogs/catalog.hpp"
#include "catalogs/equipment_tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

using namespace shellfit;
using namespace shellfit::catalogs;

namespace {

const RackType& rack(const std::string& id) { return built_in_catalog().get(Id<RackType>(id)); }

}  // namespace

TEST_CASE("every figure of the built-in catalog has a source with a title, a kind and a value") {
  const auto& catalog = built_in_catalog();
  std::size_t figures = 0;
  for (const auto& entry : list_catalog(catalog)) {
    for (const auto& sheet : show_types(catalog, entry.id)) {
      INFO(entry.kind << " " << entry.id);
      CHECK_FALSE(sheet.rows.empty());
      for (const auto& row : sheet.rows) {
        INFO(row.name);
        ++figures;
        CHECK_FALSE(row.value.empty());
        const auto source = catalog.sources().find(row.provenance.source);
        REQUIRE(source != catalog.sources().end());
        CHECK_FALSE(source->second.title.empty());
      }
    }
  }
  CHECK(figures > 2000);
}

TEST_CASE("a figure of shellfit's own is derived or assumed, never called published") {
  for (const auto& entry : list_catalog(built_in_catalog())) {
    for (const auto& sheet : show_types(built_in_catalog(), entry.id)) {
      for (const auto& row : sheet.rows) {
        if (row.provenance.source != "shellfit") continue;
        INFO(entry.id << " " << row.name);
        CHECK((row.provenance.evidence == Evidence::derived || row.provenance.evidence == Evidence::assumed));
      }
    }
  }
}

TEST_CASE("the built-in catalog has every kind of equipment, each type with a name") {
  std::set<std::string> kinds;
  for (const auto& entry : list_catalog(built_in_catalog())) {
    kinds.insert(entry.kind);
    CHECK_FALSE(entry.name.empty());
    CHECK(is_valid_id(entry.id));
  }
  CHECK(kinds.size() == catalog_kinds().size());
  CHECK(kinds.size() == 29);
}

TEST_CASE("of rival TDPs the highest counts and the others are kept") {
  // NVIDIA NVL72 reference architecture: up to 142 kW; Lenovo LP2357: 135 kW; HPE QuickSpecs: 132 kW.
  const auto& tdp = rack("gb300-nvl72").tdp;
  CHECK(tdp.value() == 142.0 * units::kW);
  CHECK(tdp.provenance().source == "nv-nvl72-ra");
  std::set<double> claims_kw;
  for (const auto& claim : tdp.claims) claims_kw.insert(std::round(claim.value.value().in(units::kW)));
  CHECK(claims_kw == std::set<double>{132, 135, 142});
  // HPE: 132 kW; NVIDIA's user guide: 120 kW.
  CHECK(rack("gb200-nvl72").tdp.value() == 132.0 * units::kW);
}

TEST_CASE("figures of racks are those of their sources") {
  // Lenovo LP2357, table 27: 119 L/min and 8.5 psi at 40 degC.
  const auto& coolant = rack("gb300-nvl72").coolant.front();
  REQUIRE(coolant.points.size() == 5);
  CHECK(std::fabs(coolant.points[3].flow.in(units::L_per_min)-119) < 1e-9);
  CHECK(std::fabs(coolant.points[3].drop.in(units::kPa)-8.5 * 6.894757293168361) < 1e-9);
  // DGX H100 User Guide: 10.2 kW a system; four in a rack.
  CHECK(std::fabs(rack("h100-air-rack").tdp.value().in(units::kW)-4 * 10.2) < 1e-9);
  CHECK(rack("h100-air-rack").gpus == 4 * 8);
  // An NVL72 has 18 compute trays of 4 GPUs.
  CHECK(rack("gb300-nvl72").gpus == 18 * 4);
}

TEST_CASE("bores of schedule 10S pipes are the diameter less two walls") {
  // ASME B36.19M, table 1: outside diameter and wall thickness of schedule 10S, mm.
  struct Pipe {
    const char* id;
    double outside_mm, wall_mm;
  };
  for (const auto& [id, outside_mm, wall_mm] :
       {Pipe{"dn25-10s", 33.40, 2.77}, Pipe{"dn50-10s", 60.33, 2.77}, Pipe{"dn65-10s", 73.03, 3.05},
        Pipe{"dn80-10s", 88.90, 3.05}, Pipe{"dn100-10s", 114.30, 3.05}, Pipe{"dn150-10s", 168.28, 3.40},
        Pipe{"dn200-10s", 219.08, 3.76}, Pipe{"dn250-10s", 273.05, 4.19}, Pipe{"dn300-10s", 323.85, 4.57},
        Pipe{"dn350-10s", 355.60, 4.78}, Pipe{"dn400-10s", 406.40, 4.78}, Pipe{"dn500-10s", 508.00, 5.54}}) {
    INFO(id);
    const auto& pipe = built_in_catalog().get(Id<PipeType>(id));
    const double bore_mm = outside_mm - 2 * wall_mm;
    CHECK(std::fabs(pipe.bore.value().in(units::mm)-bore_mm) < 0.011);
    // Austenitic stainless steel: 7900 to 8000 kg/m3 (EN 10088-1).
    const double metal_m2 = 3.14159265358979 / 4 * (outside_mm * outside_mm - bore_mm * bore_mm) * 1e-6;
    const double density_kg_m3 = pipe.mass.value().in(units::kg_per_m) / metal_m2;
    CHECK(density_kg_m3 > 7850);
    CHECK(density_kg_m3 < 8050);
  }
}

TEST_CASE("X/R of the transformers follows from impedance and load loss") {
  // Impedance 5.75 % (IEEE C57.12.34); load losses of Regulation (EU) 548/2014, tier 2, and 10 % where the
  // insulation is for 36 kV: R = loss / rating, X = sqrt(Z2 - R2).
  struct Case {
    const char* id;
    double loss_kw, rating_kva;
  };
  for (const auto& [id, loss_kw, rating_kva] :
       {Case{"unit-3000-34k5-480", 1.1 * 23.0, 3150}, Case{"unit-3000-34k5-415", 1.1 * 23.0, 3150},
        Case{"unit-2500-34k5-480", 1.1 * 18.5, 2500}, Case{"padmount-2500-34k5-415", 1.1 * 18.5, 2500},
        Case{"padmount-2500-13k2-415", 18.5, 2500}}) {
    const double r = 100 * loss_kw / rating_kva;
    const double x_over_r = std::sqrt(5.75 * 5.75 - r * r) / r;
    INFO(id);
    CHECK(std::fabs(built_in_catalog().get(Id<TransformerType>(id)).x_over_r.value().in_si() - x_over_r) <
          0.01);
  }
}

TEST_CASE("a sheet marks rivals, and an id that nothing has gives no sheet") {
  const auto sheets = show_types(built_in_catalog(), "gb300-nvl72");
  REQUIRE(sheets.size() == 1);
  int rivals = 0;
  int chosen = 0;
  for (const auto& row : sheets[0].rows) {
    if (row.name != "tdp") continue;
    ++(row.is_rival ? rivals : chosen);
    CHECK((row.value == "142 kW") != row.is_rival);
  }
  CHECK(chosen == 1);
  CHECK(rivals == 2);
  CHECK(sheets[0].note == "compute, 72 accelerators");
  CHECK(show_types(built_in_catalog(), "gb999").empty());
}

TEST_CASE("a type that is claimed as unknown where an engine needs it says so") {
  const auto& cooler = built_in_catalog().get(Id<CoolerType>("dry-cooler-2mw"));
  CHECK(table_of<CoolerType>().unknown_inputs(cooler) == std::vector<std::string>{"water-drop"});
  CHECK(table_of<CoolerType>().missing(cooler).empty());
  CHECK_FALSE(cooler.water_drop.is_known());
  CHECK(cooler.water_drop.is_given());
}

TEST_CASE("evidence has words of its own, and recalled and assumed figures are weak") {
  CHECK(evidence_text(Evidence::quoted) == "published (quoted)");
  CHECK(evidence_text(Evidence::assumed) == "assumed");
  for (const auto evidence : {Evidence::primary, Evidence::quoted, Evidence::secondary, Evidence::derived})
    CHECK_FALSE(is_weak(evidence));
  CHECK(is_weak(Evidence::recalled));
  CHECK(is_weak(Evidence::assumed));
  CHECK(evidence_words().size() == 6);
}

TEST_CASE(
    "the built-in catalog has no findings, and no ranges: each would be tried at its ends in every study") {
  CHECK(built_in_faults().empty());
  for (const auto& entry : list_catalog(built_in_catalog())) {
    for (const auto& sheet : show_types(built_in_catalog(), entry.id)) {
      for (const auto& row : sheet.rows) {
        INFO(entry.id << " " << row.name);
        CHECK(row.value.find("..") == std::string::npos);
      }
    }
  }
}

TEST_CASE("what nobody has published is claimed as unknown and named as what an engine lacks") {
  // Flow of Vera Rubin racks: twice Blackwell's and more, no figure. Kyber: a power and nothing else.
  const auto lacks = [](const std::string& id) { return table_of<RackType>().unknown_inputs(rack(id)); };
  CHECK(lacks("vr-nvl72-max-p") == std::vector<std::string>{"coolant"});
  CHECK(lacks("rubin-ultra-nvl576") ==
        std::vector<std::string>{"liquid-share", "airflow or airflow-per-power", "power-supplies"});
  CHECK_FALSE(rack("vr-nvl144-cpx").tdp.is_known());
  CHECK_FALSE(rack("rubin-ultra-nvl576").body.width.is_known());
  CHECK(lacks("gb300-nvl72").empty());
  const auto& cdu = built_in_catalog().get(Id<CduType>("motivair-mcdu-60"));
  const auto names = table_of<CduType>().unknown_inputs(cdu);
  CHECK(std::find(names.begin(), names.end(), "pump-curve") != names.end());
  CHECK(std::find(names.begin(), names.end(), "rated-coolant") != names.end());
}

TEST_CASE("sources that disagree stand beside each other, the first counting") {
  // Motivair MCDU-60: 2,300 kW (brochure), 1,200 and 600 kW (repositories).
  const auto& duty = built_in_catalog().get(Id<CduType>("motivair-mcdu-60")).duty;
  REQUIRE(duty.claims.size() == 3);
  CHECK(duty.value() == 2300.0 * units::kW_heat);
  // Schneider, 8 May 2026: Max-Q 188 kW, Max-P 227 kW; TrendForce about 225 kW.
  CHECK(rack("vr-nvl72-max-q").tdp.value() == 188.0 * units::kW);
  CHECK(rack("vr-nvl72-max-p").tdp.value() == 227.0 * units::kW);
  CHECK(rack("vr-nvl72-max-p").tdp.claims.size() == 2);
}

TEST_CASE("losses from least efficiencies come back to these efficiencies") {
  // 10 CFR 431.196(b): 2,500 kVA liquid-immersed, 99.53 % at 50 % load.
  const auto& t = built_in_catalog().get(Id<TransformerType>("doe-liquid-2500"));
  const double output_w = 0.5 * 2500e3;
  const double loss_w = t.no_load_loss.value().in_si() + 0.25 * t.load_loss.value().in_si();
  CHECK(std::fabs(output_w / (output_w + loss_w) - 0.9953) < 5e-5);
  CHECK(t.no_load_loss.provenance().evidence == Evidence::derived);
}
