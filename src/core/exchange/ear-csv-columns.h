/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column of a spreadsheet holds what. */
#pragma once

#include "ear-csv-table.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_CSV_REF,
  EAR_CSV_SOURCE,
  EAR_CSV_SECTION,
  EAR_CSV_PLACE,
  EAR_CSV_DATE,
  EAR_CSV_SETTING,
  EAR_CSV_GROUP,
  EAR_CSV_FEELING,
  EAR_CSV_TEXT,
  EAR_CSV_ORIGINAL,
  EAR_CSV_ORIGINAL_LANGUAGE,
  EAR_CSV_PARTICIPANT,
  EAR_CSV_PERMISSION,
  EAR_CSV_THEME,
  EAR_CSV_SESSION,
  EAR_CSV_N_FIELDS
} EarCsvField;

const char *ear_csv_field_name (EarCsvField field);
gboolean ear_csv_map_columns (EarCsvTable *table, const char *const *map, int columns[EAR_CSV_N_FIELDS],
                              GError **error);

G_END_DECLS
