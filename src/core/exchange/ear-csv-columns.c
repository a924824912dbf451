/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-csv-columns.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-csv-values.h"

static const char *const names[EAR_CSV_N_FIELDS + 1] = {
  "ref",      "source",            "section",     "place",      "date",  "setting", "group", "feeling", "text",
  "original", "original-language", "participant", "permission", "theme", "session", NULL,
};

const char *
ear_csv_field_name (EarCsvField field)
{
  return names[field];
}

static int
find_column (const EarCsvRow *header, const char *name)
{
  g_autofree char *wanted = ear_csv_fold (name);

  for (guint i = 0; i < header->n_cells; i++)
    {
      g_autofree char *column = ear_csv_fold (header->cells[i]);

      if (g_str_equal (column, wanted))
        return (int) i;
    }
  return -1;
}

static int
find_field (const char *name)
{
  g_autofree char *folded = ear_csv_fold (name);

  g_strdelimit (folded, " _", '-');
  for (int i = 0; i < EAR_CSV_N_FIELDS; i++)
    {
      if (g_str_equal (names[i], folded))
        return i;
    }
  return -1;
}

static gboolean
fail (EarCsvTable *table, const char *message, const char *what, GError **error)
{
  const EarCsvRow *header = table->rows->pdata[0];
  g_autofree char *there = g_strjoinv (", ", header->cells);
  g_autofree char *known = g_strjoinv (", ", (char **) names);

  ear_csv_fail (error, table->name, header->line,
                _ ("%s “%.80s”. The columns are: %.400s. Earshot knows: %s. Say which column is which with "
                   "“field=column”."), message,
                what, there, known);
  return FALSE;
}

static gboolean
map_column (EarCsvTable *table, int columns[EAR_CSV_N_FIELDS], int field, int column, const char *name, GError **error)
{
  if (columns[field] >= 0)
    return fail (table, _ ("Two columns are for"), names[field], error);
  if (column < 0)
    return fail (table, _ ("There is no column"), name, error);
  columns[field] = column;
  return TRUE;
}

static gboolean
map_as_told (EarCsvTable *table, const char *const *map, int columns[EAR_CSV_N_FIELDS], GError **error)
{
  for (; *map != NULL; map++)
    {
      const char *equals = strchr (*map, '=');
      g_autofree char *name = g_strndup (*map, equals == NULL ? strlen (*map) : (gsize) (equals - *map));
      int field = find_field (name);

      if (field < 0 || equals == NULL)
        return fail (table, _ ("This is no “field=column”:"), *map, error);
      if (!map_column (table, columns, field, find_column (table->rows->pdata[0], equals + 1), equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* A column that is not known may be a known one misspelt: what it holds is not dropped without a word. */
static gboolean
map_by_name (EarCsvTable *table, int columns[EAR_CSV_N_FIELDS], GError **error)
{
  const EarCsvRow *header = table->rows->pdata[0];

  for (guint i = 0; i < header->n_cells; i++)
    {
      int field = find_field (header->cells[i]);

      if (field < 0)
        return fail (table, _ ("This column is not known:"), header->cells[i], error);
      if (!map_column (table, columns, field, (int) i, header->cells[i], error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_csv_map_columns:
 * @map: (nullable): "field=column" pairs; %NULL for columns that are named like the fields
 * @columns: (out): for each field its column, or -1
 */
gboolean
ear_csv_map_columns (EarCsvTable *table, const char *const *map, int columns[EAR_CSV_N_FIELDS], GError **error)
{
  for (guint i = 0; i < EAR_CSV_N_FIELDS; i++)
    columns[i] = -1;
  if (!(map != NULL ? map_as_told (table, map, columns, error) : map_by_name (table, columns, error)))
    return FALSE;
  if (columns[EAR_CSV_TEXT] < 0 && columns[EAR_CSV_ORIGINAL] < 0)
    return fail (table, _ ("No column holds what was said; expected"), names[EAR_CSV_TEXT], error);
  return TRUE;
}
