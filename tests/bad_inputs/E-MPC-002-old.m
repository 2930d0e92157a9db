function [baseMVA, bus, gen, branch] = old
