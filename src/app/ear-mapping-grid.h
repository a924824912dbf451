/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes down, priorities across: a check where the theme counts for the priority. */
#pragma once

#include <adwaita.h>

#include "ear-mapping-data.h"

G_BEGIN_DECLS

#define EAR_TYPE_MAPPING_GRID (ear_mapping_grid_get_type ())
G_DECLARE_FINAL_TYPE (EarMappingGrid, ear_mapping_grid, EAR, MAPPING_GRID, AdwBin)

/* Signal "toggled" (EarId *theme, EarId *priority, gboolean mapped). @items: (element-type EarEvidenceRow): the columns. */
void ear_mapping_grid_show (EarMappingGrid *grid, const EarMappingData *data, GPtrArray *items);

G_END_DECLS
